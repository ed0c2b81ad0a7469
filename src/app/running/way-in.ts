import type { Configuration } from '../../config/configuration.ts';
import { createFindOutlet } from '../../core/article.ts';
import { fingerprint } from '../../core/facts/fingerprint.ts';
import { DEFAULT_POLICY } from '../../core/polling/poll-due.ts';
import { assess } from '../../core/relevance/score.ts';
import { toStoryMatcher } from '../../core/stories/story-model.ts';
import { listDestinations } from '../../db/deliveries/destinations.ts';
import { openFetcher } from '../../feeds/fetching/fetch.ts';
import { openReader } from '../../feeds/reading/read.ts';
import { createIngest, type IngestDeps } from '../../pipeline/stories/ingest.ts';
import { openPoller, type Poller } from '../../pipeline/polling/poll.ts';
import { shareHosts } from '../../pipeline/polling/share-hosts.ts';
import { openStoryBook } from '../../pipeline/stories/story-book.ts';
import type { Metrics } from '../../web/metrics.ts';
import type { SharedClock } from './clock.ts';
import { createJudge } from '../scorer.ts';
import { userAgentOf } from '../user-agent.ts';
import { feedsById, type AppOptions, type Foundation } from '../options.ts';

const DAY_MS = 86_400_000;

/** Told what comes in. */
export type PollMetrics = Pick<Metrics, 'observePoll' | 'observeEntries'>;

interface WayInParts extends Foundation {
  readonly seeding: { readonly isOver: boolean };
  readonly owner: string;
  readonly clock: SharedClock;
  readonly metrics: PollMetrics;
}

/** The way in: fetching, reading, judging, placing. */
export function openFeeds(options: AppOptions, parts: WayInParts): Poller {
  const { db, stack, seeding, owner, clock, metrics } = parts;
  const { settings, configuration, log, now, chance } = options;
  const fetcher = openFetcher({
    userAgent: userAgentOf(settings),
    allowedAddresses: settings.allowedAddresses,
    ...(options.resolve === undefined ? {} : { resolve: options.resolve }),
    ...(options.spacingMs === undefined ? {} : { spacingMs: options.spacingMs }),
    // Several processes poll on PostgreSQL alone.
    ...(settings.databaseUrl === undefined
      ? {}
      : { sharing: shareHosts({ db, owner, now: clock.now, log }) }),
  });
  const reader = stack.use(openReader());
  const ingest = createIngest({
    ...ingestDepsOf(configuration, { db, isSeeding: () => !seeding.isOver }),
    onTaken: metrics.observeEntries,
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
      onOutcome: metrics.observePoll,
      now,
      chance,
      log,
    }),
  );
  // Closed before the poller, so that no slow host holds up the end: visits under way come back as deferred.
  stack.use(fetcher);
  return poller;
}

/** What taking documents in is made of, as the configuration has it. */
export function ingestDepsOf(
  configuration: Configuration,
  { db, isSeeding }: Pick<IngestDeps, 'db' | 'isSeeding'>,
): IngestDeps {
  const { subject, lexicon, world, feeds, storyModel } = configuration;
  const judge = createJudge(configuration);
  return {
    db,
    subject,
    judge: (entry) => assess(entry, judge),
    fingerprint: (article) => fingerprint(article, { subject: lexicon, world }),
    findOutlet: createFindOutlet(feeds),
    book: openStoryBook(toStoryMatcher(storyModel), subject.windowDays * DAY_MS),
    listDestinations: async (handle) =>
      (await listDestinations(handle)).map(({ destination }) => destination),
    isSeeding,
  };
}
