import { takeBackFromSummary, wasMuted } from '../../src/db/deliveries/muted-deliveries.ts';
import { enqueueName, findFold, foldDeliveries } from '../../src/db/deliveries/card-deliveries.ts';
import { deleteCard, findPosted } from '../../src/db/deliveries/cards.ts';
import { isOwner, unpauseDestination } from '../../src/db/deliveries/destinations.ts';
import { listChanged, listFoundUseful } from '../../src/db/deliveries/digest-week.ts';
import { moveDeliveries } from '../../src/db/deliveries/joined-alerts.ts';
import { takeOverdue } from '../../src/db/deliveries/overdue.ts';
import type { Db } from '../../src/db/engine/open.ts';
import { listChangedStories } from '../../src/db/stories/story-editions.ts';
import { storyView } from './builders.ts';
import type { HotPaths } from './hot-paths.ts';

const NOW = new Date('2026-03-20T12:00:00Z');
const WEEK_MS = 7 * 86_400_000;
const period = { from: new Date(NOW.getTime() - WEEK_MS), until: NOW };
const card = { id: 1, deliveryId: 1, storyId: 1, destinationId: 'loud' } as const;

/**
 * Statements that are hot as well, but that the paths come by in rare states only: they are asked one by one. What only
 * a person at a terminal asks for is not here (listFeedback, listKnownFeeds, countSent, countEntries).
 */
export function queries(db: Db): HotPaths {
  return {
    'a thread that is named again': () =>
      enqueueName(
        db,
        card,
        {
          message: { kind: 'thread', language: 'en', story: storyView() },
          toDueAt: () => NOW,
        },
        NOW,
      ),
    'alerts that a summary tells': async () => {
      await foldDeliveries(db, [1, 2], 'held:loud:1', NOW);
      await findFold(db, 1);
      await wasMuted(db, 1);
      await takeBackFromSummary(db, { key: 'held:loud:1', storyIds: [1, 2] });
    },
    'what a story follows': () => findPosted(db, 1, 'loud'),
    'cards that move and go': async () => {
      await moveDeliveries(db, card, 2);
      await deleteCard(db, 1);
    },
    'a channel that its owner asks for again': async () => {
      await isOwner(db, 'loud', '200000000000000001');
      await unpauseDestination(db, 'loud');
      await takeOverdue(db, 'loud', { before: NOW, into: 'resumed:loud:1', now: NOW });
    },
    'the facts of a week': async () => {
      await listChanged(db, ['1', '2'], period);
      await listFoundUseful(db, ['1', '2'], period, 5);
    },
    'what other processes changed': () => listChangedStories(db, 1),
  };
}
