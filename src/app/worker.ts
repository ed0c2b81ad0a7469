import type { Configuration } from '../config/configuration.ts';
import type { Settings } from '../config/settings.ts';
import { createFindOutlet } from '../core/article.ts';
import type { Destination } from '../core/destination.ts';
import { fingerprint } from '../core/facts/fingerprint.ts';
import { DEFAULT_POLICY } from '../core/polling/poll-due.ts';
import { initialPollState } from '../core/polling/poll-state.ts';
import { assess } from '../core/relevance/score.ts';
import type { Status } from '../core/status.ts';
import { toStoryMatcher } from '../core/stories/story-model.ts';
import type { UiLanguage } from '../core/subject.ts';
import { listDestinations, syncDestinations } from '../db/destinations.ts';
import { countEntries, type StateCount } from '../db/entries.ts';
import { releaseFeeds, syncFeeds } from '../db/feeds.ts';
import type { Db } from '../db/open.ts';
import { countSent, releaseClaims } from '../db/outbox.ts';
import { takePlace } from '../db/places.ts';
import { hasMoved } from '../db/moved.ts';
import { findSetting, saveSetting, settleSetting } from '../db/settings.ts';
import { countStories } from '../db/stories.ts';
import { openFetcher } from '../feeds/fetching/fetch.ts';
import { openReader } from '../feeds/reading/read.ts';
import type { Log } from '../log.ts';
import { openDeliverer, type Deliverer, type Sender } from '../pipeline/deliver.ts';
import { createIngest } from '../pipeline/ingest.ts';
import { finishCatchUp } from '../pipeline/catch-up.ts';
import { closeQuietCards } from '../pipeline/close-cards.ts';
import { openPoller, type Poller } from '../pipeline/poll.ts';
import { startTurns } from '../pipeline/schedule.ts';
import { findStatus } from '../pipeline/status.ts';
import { openStoryBook } from '../pipeline/story-book.ts';
import { finishSeeding, isSeeding, welcomeNew } from '../pipeline/welcome.ts';
import { openTerminalSink, type Print } from '../sinks/terminal.ts';
import { openReading } from './reading.ts';
import { createJudge } from './scorer.ts';
import { openStorage, storageOf } from './storage.ts';
import { userAgentOf } from './user-agent.ts';

const DAY_MS = 86_400_000;
/** Loading discord.js holds everything up: by then the first requests to feeds are on their way. */
const FIRST_DELIVERY_MS = 300;

/** What the program is made of, and the world it runs in. */
export interface AppOptions {
  readonly settings: Settings;
  readonly configuration: Configuration;
  readonly log: Log;
  readonly now: () => Date;
  /** Draws a number in [0, 1). */
  readonly chance: () => number;
  /** Shows a text at the terminal; false when nobody could read it. */
  readonly print: Print;
  readonly colour: boolean;
  /** Looks host names up; the system's name servers unless given. */
  readonly resolve?: Parameters<typeof openFetcher>[0]['resolve'];
  /** Between two requests to one host. */
  readonly spacingMs?: number;
  /** Called when nothing can be sent any more. */
  readonly onFatal: (reason: string) => void;
}

/** The running program. Disposing of it finishes what is under way. */
export interface App extends AsyncDisposable {
  /** Visits the feeds that are due now and takes in what they bring; resolves when all have been visited. */
  readonly poll: () => Promise<void>;
  /** Makes the deliveries that are owed now; resolves when none is under way. */
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
  const { settings, configuration, log, now, onFatal } = options;
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
  const { deliverer, connect } = await openDeliveries(options, { db, stack });
  const { subject } = configuration;

  const poll = async (): Promise<void> => {
    await poller.begin();
    await poller.idle();
  };
  const deliver = async (): Promise<void> => {
    if (await hasMoved(db)) return onFatal('this installation was moved to PostgreSQL: set DATABASE_URL');
    await connect();
    seeding.isOver ||= await finishSeeding({ db, startedAt }, now());
    if (seeding.isOver) await welcomeNew({ db, subject }, now());
    await finishCatchUp({ db, subject }, now());
    await closeQuietCards(db, now());
    await deliverer.begin();
  };
  const parts = stack.move();
  return {
    poll,
    async deliver() {
      await deliver();
      await deliverer.idle();
    },
    start() {
      const everySeconds = settings.tickSeconds;
      const turns = [
        { name: 'poll', everySeconds, run: () => poller.begin() },
        { name: 'deliver', everySeconds: 1, run: deliver, startAfterMs: FIRST_DELIVERY_MS },
      ];
      parts.use(startTurns(turns, log));
    },
    status: () => findStatus(db, feedsById(configuration), now()),
    totals: () => countTotals(db),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
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

interface Foundation {
  readonly db: Db;
  readonly stack: AsyncDisposableStack;
}

/** The way in: fetching, reading, judging, placing. */
function openFeeds(
  options: AppOptions,
  {
    db,
    stack,
    seeding,
    owner,
  }: Foundation & { readonly seeding: { readonly isOver: boolean }; readonly owner: string },
): Poller {
  const { settings, configuration, log, now, chance } = options;
  const fetcher = openFetcher({
    userAgent: userAgentOf(settings),
    allowedAddresses: settings.allowedAddresses,
    ...(options.resolve === undefined ? {} : { resolve: options.resolve }),
    ...(options.spacingMs === undefined ? {} : { spacingMs: options.spacingMs }),
  });
  const reader = stack.use(openReader());
  const { subject, lexicon, world } = configuration;
  const judge = createJudge(configuration);
  const ingest = createIngest({
    db,
    subject,
    judge: (entry) => assess(entry, judge),
    fingerprint: (article) => fingerprint(article, { subject: lexicon, world }),
    findOutlet: createFindOutlet(configuration.feeds),
    book: openStoryBook(toStoryMatcher(configuration.storyModel), subject.windowDays * DAY_MS),
    listDestinations: async (handle) =>
      (await listDestinations(handle)).map(({ destination }) => destination),
    isSeeding: () => !seeding.isOver,
  });
  const poller = stack.use(
    openPoller({
      db,
      feeds: feedsById(configuration),
      owner,
      policy: { ...DEFAULT_POLICY, minIntervalMs: settings.minPollMs },
      fetch: (request, at) => fetcher.fetch(request, at),
      read: (reading) => reader.read(reading),
      ingest,
      now,
      chance,
      log,
    }),
  );
  // Closed before the poller, so that no slow host holds up the end: visits under way come back as deferred.
  stack.use(fetcher);
  return poller;
}

interface Deliveries {
  readonly deliverer: Deliverer;
  /** Opens the way to Discord, once, if there is one to open. */
  readonly connect: () => Promise<void>;
}

/** The way out: to Discord when there is a token, else to the terminal. */
async function openDeliveries(options: AppOptions, { db, stack }: Foundation): Promise<Deliveries> {
  const { settings, log, now, print, colour, onFatal } = options;
  const { token } = settings.discord;
  const terminal = openTerminalSink(print, { colour });
  const senders: Partial<Record<Destination['platform'], Sender>> = {
    terminal: {
      send: (_to, message) => terminal.send(message),
      find: () => Promise.resolve({ kind: 'absent' }),
    },
  };
  // Closed after the deliverer, which finishes what is under way first.
  const connections = stack.use(new AsyncDisposableStack());
  const deliverer = stack.use(
    openDeliverer({
      db,
      installation: await settleSetting(db, 'installation', newInstallation(options)),
      findSender: ({ platform }) => senders[platform],
      now,
      log,
      onFatal,
    }),
  );
  return {
    deliverer,
    async connect() {
      if (token === undefined || senders.discord !== undefined) return;
      senders.discord = await openDiscord(options, token, { db, stack: connections });
    },
  };
}

/** discord.js takes a quarter of a second and 50 MB: it is loaded only where there is a token. */
async function openDiscord(options: AppOptions, token: string, { db, stack }: Foundation): Promise<Sender> {
  const { settings, configuration, log, now, onFatal } = options;
  const [{ openBot }, { createFeatures }] = await Promise.all([
    import('../discord/bot.ts'),
    import('../discord/features.ts'),
  ]);
  return stack.use(
    openBot({
      token,
      apiUrl: settings.discord.apiUrl,
      shards: settings.discord.shards,
      log,
      onFatal,
      commandHash: {
        find: (application) => findSetting(db, `commands:${application}`),
        save: (application, hash) => saveSetting(db, `commands:${application}`, hash),
      },
      features: createFeatures({
        ...openReading({ db, configuration, now }),
        findStatus: () => findStatus(db, feedsById(configuration), now()),
      }),
    }),
  );
}

const feedsById = ({ feeds }: Configuration) => new Map(feeds.map((feed) => [feed.id, feed]));

/** With a token, the channels of the file, beside those that people subscribe; without one, the terminal. */
function destinationsOf({ settings, configuration }: AppOptions): readonly Destination[] {
  const { subject, destinations } = configuration;
  if (settings.discord.token !== undefined) return destinations;
  const topics = subject.topics.map(({ id }) => id);
  const language: UiLanguage = settings.language;
  return [{ id: 'terminal', platform: 'terminal', address: '', topics, level: 'all', language }];
}

/** Six characters that tell this database's messages from those of another. */
const newInstallation = ({ chance }: AppOptions): string =>
  Math.floor(chance() * 36 ** 6)
    .toString(36)
    .padStart(6, '0');
