import type { Destination } from '../core/destination.ts';
import { initialPollState } from '../core/polling/poll-state.ts';
import type { Status } from '../core/status.ts';
import type { UiLanguage } from '../core/subject.ts';
import { syncDestinations } from '../db/destinations.ts';
import { countEntries, type StateCount } from '../db/entries.ts';
import { releaseFeeds, syncFeeds } from '../db/feeds.ts';
import type { Db } from '../db/open.ts';
import { countSent, releaseClaims } from '../db/outbox.ts';
import { takePlace } from '../db/places.ts';
import { hasMoved } from '../db/moved.ts';
import { countStories } from '../db/stories.ts';
import { finishCatchUp } from '../pipeline/catch-up.ts';
import { closeQuietCards } from '../pipeline/close-cards.ts';
import { openDigests } from '../pipeline/digest.ts';
import { startTurns } from '../pipeline/schedule.ts';
import { findStatus } from '../pipeline/status.ts';
import { finishSeeding, isSeeding, welcomeNew } from '../pipeline/welcome.ts';
import { listHousekeeping } from './housekeeping.ts';
import { openStorage, storageOf } from './storage.ts';
import { feedsById, type AppOptions } from './options.ts';
import { openFeeds } from './way-in.ts';
import { openOperator } from './operator.ts';
import { openDeliveries, type Deliveries } from './way-out.ts';

/** Loading discord.js holds everything up: by then the first requests to feeds are on their way. */
const FIRST_DELIVERY_MS = 300;

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
  const { settings, configuration, log, now } = options;
  await using stack = new AsyncDisposableStack();
  const db = await openStorage(settings);
  stack.defer(() => db.destroy());
  const startedAt = now();
  const polledFeeds = configuration.feeds.filter(({ paused }) => paused !== true);
  await syncFeeds(db, polledFeeds, initialPollState(startedAt));
  await syncDestinations(db, destinationsOf(options));
  const { owner, vacated, isAlone } = stack.use(await takePlace(storageOf(settings)));
  await releaseFeeds(db, vacated);
  // Deliveries do not say whose they are: beside another program, those of one that died wait for a minute.
  if (isAlone) await releaseClaims(db);
  const seeding = { isOver: !(await isSeeding(db)) };
  const poller = openFeeds(options, { db, seeding, stack, owner });
  const { deliverer, connect, health, findBot } = await openDeliveries(options, { db, stack });
  const operatorTurns = await openOperator(options, db, health);
  const { subject } = configuration;
  const digests = openDigests({ db, subject, zone: settings.timeZone, startedAt });

  const poll = async (): Promise<void> => {
    await poller.begin();
    await poller.idle();
  };
  const deliver = createDeliveryTurn(options, { db, startedAt, seeding, deliverer, connect });
  const parts = stack.move();
  return {
    poll,
    async deliver() {
      await digests(now());
      await deliver();
      await deliverer.idle();
    },
    start() {
      const everySeconds = settings.tickSeconds;
      const turns = [
        { name: 'poll', everySeconds, run: () => poller.begin() },
        { name: 'deliver', everySeconds: 1, run: deliver, startAfterMs: FIRST_DELIVERY_MS },
        { name: 'digest', everySeconds: 60, run: (signal: AbortSignal) => digests(now(), signal) },
        ...listHousekeeping(options, db, findBot),
        ...operatorTurns,
      ];
      parts.use(startTurns(turns, log));
    },
    status: () => findStatus(db, feedsById(configuration), now()),
    totals: () => countTotals(db),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

/** One turn of the way out: whoever is new is welcomed, what piled up is summed up, and what is owed is begun. */
function createDeliveryTurn(
  { configuration: { subject }, now, onFatal }: AppOptions,
  {
    db,
    startedAt,
    seeding,
    deliverer,
    connect,
  }: Pick<Deliveries, 'deliverer' | 'connect'> & {
    readonly db: Db;
    readonly startedAt: Date;
    readonly seeding: { isOver: boolean };
  },
): () => Promise<void> {
  return async () => {
    if (await hasMoved(db)) return onFatal('this installation was moved to PostgreSQL: set DATABASE_URL');
    await connect();
    seeding.isOver ||= await finishSeeding({ db, startedAt }, now());
    if (seeding.isOver) await welcomeNew({ db, subject }, now());
    await finishCatchUp({ db, subject }, now());
    await closeQuietCards(db, now());
    await deliverer.begin();
  };
}

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
