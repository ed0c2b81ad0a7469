import type { Migration } from 'kysely/migration';
import { createMainTables } from './migrations/0001-main-job.ts';
import { addBacklog } from './migrations/0002-backlog.ts';
import { addStoryLife } from './migrations/0003-story-life.ts';
import { addSubscriptions } from './migrations/0004-subscriptions.ts';
import { addCards } from './migrations/0005-cards.ts';
import { addDigests } from './migrations/0006-digests.ts';
import { addMembers } from './migrations/0007-members.ts';
import { addSubscriptionNotes } from './migrations/0008-subscriptions.ts';
import { addWaiting } from './migrations/0009-waiting.ts';
import { addTallies } from './migrations/0010-tallies.ts';
import { addRetention } from './migrations/0011-retention.ts';
import { addLeases } from './migrations/0012-leases.ts';
import { addSharing } from './migrations/0013-sharing.ts';
import { addHotPaths } from './migrations/0014-hot-paths.ts';

/** Every step of the schema, in order. A step that has landed is never edited: the next change is the next step. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-main-job': { up: createMainTables },
  '0002-backlog': { up: addBacklog },
  '0003-story-life': { up: addStoryLife },
  '0004-subscriptions': { up: addSubscriptions },
  '0005-cards': { up: addCards },
  '0006-digests': { up: addDigests },
  '0007-members': { up: addMembers },
  '0008-subscriptions': { up: addSubscriptionNotes },
  '0009-waiting': { up: addWaiting },
  '0010-tallies': { up: addTallies },
  '0011-retention': { up: addRetention },
  '0012-leases': { up: addLeases },
  '0013-sharing': { up: addSharing },
  '0014-hot-paths': { up: addHotPaths },
};
