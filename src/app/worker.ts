import type { Configuration } from '../config/configuration.ts';
import type { Destination } from '../core/destination.ts';
import { initialPollState } from '../core/polling/poll-state.ts';
import type { Status } from '../core/status.ts';
import type { Feed, UiLanguage } from '../core/subject.ts';
import { syncDestinations } from '../db/deliveries/destinations.ts';
import { countEntries, type StateCount } from '../db/feeds/entries.ts';
import { releaseFeeds, syncFeeds } from '../db/feeds/feeds.ts';
import type { Db } from '../db/engine/open.ts';
import { countSent } from '../db/deliveries/outbox.ts';
import { takeSlot, takePolling } from '../db/sharing/slots.ts';
import { countStories } from '../db/stories/stories.ts';
import { startTurns } from '../pipeline/schedule.ts';
import { findStatus } from '../pipeline/status.ts';
import { openSharedClock } from './running/clock.ts';
import { openFigures } from './running/figures.ts';
import { openHealth } from './running/health.ts';
import { feedsById, type AppOptions } from './options.ts';
import { openPolling } from './running/polling.ts';
import { findProgramFacts } from './running/program-facts.ts';
import { openSending } from './running/sending.ts';
import { openStorage, storageOf } from './storage.ts';

const POLLED_ALREADY = 'another program polls on this SQLite file; several share a PostgreSQL server only';

/** The running program. Disposing of it finishes what is under way. */
export interface App extends AsyncDisposable {
  /** Visits the feeds that are due now and takes in what they bring; resolves when all have been visited. */
  readonly poll: () => Promise<void>;
  /** Writes the digests that are due and makes the deliveries that are owed now; resolves when none is under way. */
  readonly deliver: () => Promise<void>;
  /** Keeps polling and delivering until disposed of. */
  readonly start: () => void;
  readonly status: () => Promise<Status>;
  /** What has become of everything since the installation began. */
  readonly totals: () => Promise<Totals>;
}

/** What came in and what went out. */
export interface Totals {
  /** Entries by the state they ended in, every state once. */
  readonly entries: readonly StateCount[];
  /** Stories that carry a topic. */
  readonly stories: number;
  readonly alerts: number;
}

/** Puts the program together, in the order in which its parts need each other. */
export async function openApp(options: AppOptions): Promise<App> {
  const { settings, configuration, log, now, role = 'all' } = options;
  await using stack = new AsyncDisposableStack();
  const db = await openStorage(settings);
  stack.defer(() => db.destroy());
  const clock = await openSharedClock(options, db);
  const startedAt = now();
  await syncFeeds(db, polledFeeds(configuration), initialPollState(startedAt));
  await syncDestinations(db, destinationsOf(options));
  const slot = stack.use(
    await takeSlot(storageOf(settings), () =>
      options.onHopeless('another process came into the slot of this one'),
    ),
  );
  await releaseFeeds(db, [slot.owner]);
  const metrics = openFigures(options, db);
  const shared = { db, stack, slot, clock, metrics };
  const vitals = { tickEnded: (): void => undefined };
  const polling =
    role === 'deliver'
      ? undefined
      : await openPolling(options, { ...shared, tickEnded: () => vitals.tickEnded() });
  const sending = role === 'poll' ? undefined : await openSending(options, { ...shared, startedAt });
  const health = await openHealth(options, {
    db,
    stack,
    metrics,
    owner: slot.owner,
    polls: polling !== undefined,
    version: findProgramFacts(configuration, startedAt).version,
    findConnection: () => sending?.findConnection(),
  });
  vitals.tickEnded = health.tickEnded;
  const parts = stack.move();
  return {
    poll: async () => polling?.poll(),
    deliver: async () => sending?.deliver(),
    start() {
      const right = polling === undefined ? undefined : takePolling(storageOf(settings));
      if (polling !== undefined && right === undefined) return options.onHopeless(POLLED_ALREADY);
      if (right !== undefined) parts.use(right);
      const turns = [...(polling?.turns ?? []), ...(sending?.turns ?? []), health.turn, clock.turn];
      parts.use(startTurns(turns, log));
    },
    status: () => findStatus(db, feedsById(configuration), now()),
    totals: () => countTotals(db),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

const polledFeeds = ({ feeds }: Configuration): readonly Feed[] =>
  feeds.filter(({ paused }) => paused !== true);

async function countTotals(db: Db): Promise<Totals> {
  const since = new Date(0);
  return {
    entries: await countEntries(db, since),
    stories: await countStories(db, { since }),
    alerts: await countSent(db, 'alert'),
  };
}

/** With a token, the channels of the file, beside those that people subscribe; without one, the terminal. */
function destinationsOf({ settings, configuration }: AppOptions): readonly Destination[] {
  const { subject, destinations } = configuration;
  if (settings.discord.token !== undefined) return destinations;
  const topics = subject.topics.map(({ id }) => id);
  const language: UiLanguage = settings.language;
  return [{ id: 'terminal', platform: 'terminal', address: '', topics, level: 'all', language }];
}
