import { createJudge } from '../src/app/scorer.ts';
import { loadConfiguration } from '../src/config/configuration.ts';
import { createFindOutlet } from '../src/core/article.ts';
import { fingerprint } from '../src/core/facts/fingerprint.ts';
import { assess } from '../src/core/relevance/score.ts';
import { toStoryMatcher } from '../src/core/stories/story-model.ts';
import type { Feed } from '../src/core/subject.ts';
import type { PollOutcome } from '../src/core/types.ts';
import type { Db } from '../src/db/engine/open.ts';
import { openFetcher, type FetcherOptions } from '../src/feeds/fetching/fetch.ts';
import { openReader } from '../src/feeds/reading/read.ts';
import { openLog } from '../src/log.ts';
import { createIngest } from '../src/pipeline/stories/ingest.ts';
import { openPoller, type Poller } from '../src/pipeline/polling/poll.ts';
import { openStoryBook } from '../src/pipeline/stories/story-book.ts';

const DAY_MS = 86_400_000;

export interface BenchPollerOptions {
  readonly db: Db;
  readonly feeds: readonly Feed[];
  /** The shortest, the longest and the first interval after a failure are all the same. */
  readonly intervalMs: number;
  /** The name of its claims, and how many feeds it claims at once, where several share them. */
  readonly owner?: string;
  readonly concurrency?: number;
  readonly fetcher?: Partial<FetcherOptions>;
  readonly onOutcome: (url: string, outcome: PollOutcome) => void;
  readonly logLevel: string;
}

/** Returns feeds of a loopback origin, each under a host name of its own. */
export function listBenchFeeds(count: number, port: number): Feed[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `feed-${index}`,
    url: `http://h${index}.example:${port}/${index}`,
    outlet: { name: `Outlet ${index}`, kind: 'independent' },
    language: 'en',
    certainty: 'sure',
  }));
}

/** Opens the whole way in as the program has it, for feeds of which every host name leads to this machine. */
export async function openBenchPoller(
  options: BenchPollerOptions,
  stack: AsyncDisposableStack,
): Promise<Poller> {
  const { db, feeds, intervalMs } = options;
  const configuration = loadConfiguration({ configDir: 'config', subject: 'venezuela-us' });
  const { subject, lexicon, world, storyModel } = configuration;
  const judge = createJudge(configuration);
  const reader = stack.use(openReader());
  const fetcher = openFetcher({
    userAgent: 'vigia-bench',
    allowedAddresses: ['127.0.0.1'],
    resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
    ...options.fetcher,
  });
  const poller = stack.use(
    openPoller({
      db,
      feeds: new Map(feeds.map((feed) => [feed.id, feed])),
      owner: options.owner ?? 'bench',
      ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
      policy: { minIntervalMs: intervalMs, maxIntervalMs: intervalMs, backOffMs: intervalMs },
      fetch: async (request, now) => {
        const outcome = await fetcher.fetch(request, now);
        options.onOutcome(request.url, outcome);
        return outcome;
      },
      read: (reading) => reader.read(reading),
      ingest: createIngest({
        db,
        subject,
        judge: (entry) => assess(entry, judge),
        fingerprint: (article) => fingerprint(article, { subject: lexicon, world }),
        findOutlet: createFindOutlet(feeds),
        book: openStoryBook(toStoryMatcher(storyModel), subject.windowDays * DAY_MS),
        listDestinations: () => Promise.resolve([]),
        isSeeding: () => false,
      }),
      now: () => new Date(),
      chance: Math.random,
      log: await openLog({ level: options.logLevel, pretty: false }),
    }),
  );
  // Closed before the poller, so that a visit under way comes back as deferred instead of holding up the end.
  stack.use(fetcher);
  return poller;
}
