import { findHopelessness, findIllness, type Vitals, type Working } from '../../core/health.ts';
import { countEntries } from '../../db/feeds/entries.ts';
import { listPolledFeeds } from '../../db/feeds/feeds.ts';
import { listDestinations } from '../../db/deliveries/destinations.ts';
import type { Db } from '../../db/engine/open.ts';
import { findOldestWaiting } from '../../db/deliveries/operator.ts';
import { countDeliveries } from '../../db/deliveries/outbox.ts';
import { saveSetting } from '../../db/engine/settings.ts';
import { countStories } from '../../db/stories/stories.ts';
import type { BotHealth } from '../../discord/bot.ts';
import type { Turn } from '../../pipeline/schedule.ts';
import { openHealthServer } from '../../web/health-server.ts';
import { openMetrics, type Metrics, type Reading } from '../../web/metrics.ts';
import type { AppOptions } from '../options.ts';

const DAY_MS = 86_400_000;
const EVERY_SECONDS = 15;

/** What the program watches of itself. */
export interface Health {
  /** Called when a turn of polling has come to its end. */
  readonly tickEnded: () => void;
  readonly metrics: Metrics;
  /** Looks whether the program can do its work, and ends it when it could not for too long. */
  readonly turn: Turn;
}

interface HealthParts {
  readonly db: Db;
  readonly stack: AsyncDisposableStack;
  readonly owner: string;
  readonly polls: boolean;
  readonly version: string;
  readonly findConnection: () => BotHealth | undefined;
}

/** Opens the watch, and the address at which it can be asked, where one is set. */
export async function openHealth(options: AppOptions, parts: HealthParts): Promise<Health> {
  const { settings, log, now } = options;
  const { db, stack } = parts;
  const startedAt = now();
  const metrics = openMetrics(() => readFigures(options, db));
  let database: Working = { ok: true };
  let lastTickAt: Date | undefined;
  const vitals = async (): Promise<Vitals> => ({
    startedAt,
    ...(lastTickAt === undefined ? {} : { lastTickAt }),
    tickMs: settings.tickSeconds * 1000,
    polls: parts.polls,
    database,
    ...toGateway(parts.findConnection()),
    ...toOldest(await findOldestWaiting(db, now())),
  });
  if (settings.httpPort !== undefined) {
    const server = stack.use(
      await openHealthServer({
        port: settings.httpPort,
        findIllness: async () => findIllness(await vitals(), now()),
        metrics: () => metrics.render(),
        version: parts.version,
        log,
      }),
    );
    log.info({ port: server.port }, 'health can be asked on 127.0.0.1');
  }
  const look = async (): Promise<void> => {
    database = await tryWriting(db, parts.owner, { before: database, now: now() });
    const reason = findHopelessness(await vitals(), now());
    if (reason !== undefined) options.onHopeless(reason);
  };
  return {
    tickEnded: () => {
      lastTickAt = now();
    },
    metrics,
    turn: { name: 'health', everySeconds: EVERY_SECONDS, run: look },
  };
}

/** Shows that the database takes a row; since when it does not, if it does not. */
async function tryWriting(
  db: Db,
  owner: string,
  { before, now }: { readonly before: Working; readonly now: Date },
): Promise<Working> {
  try {
    await saveSetting(db, `alive:${owner}`, now.toISOString());
    return { ok: true };
  } catch {
    return before.ok ? { ok: false, since: now } : before;
  }
}

const toGateway = (connection: BotHealth | undefined): Pick<Vitals, 'gateway'> => {
  if (connection === undefined) return {};
  const { gateway } = connection;
  return { gateway: gateway.kind === 'ready' ? { ok: true } : { ok: false, since: gateway.since } };
};

const toOldest = (oldestOwedAt: Date | undefined): Pick<Vitals, 'oldestOwedAt'> =>
  oldestOwedAt === undefined ? {} : { oldestOwedAt };

/** Reads the figures of this moment from the database. */
async function readFigures({ configuration, now }: AppOptions, db: Db): Promise<readonly Reading[]> {
  const since = new Date(now().getTime() - DAY_MS);
  const feeds = Map.groupBy(await listPolledFeeds(db), ({ state }) => state.state);
  const destinations = Map.groupBy(await listDestinations(db), ({ paused }) =>
    paused === undefined ? 'ok' : 'paused',
  );
  const oldest = await findOldestWaiting(db, now());
  const topics = await Promise.all(
    configuration.subject.topics.map(async ({ id }) => ({
      name: 'vigia_stories_tagged' as const,
      label: id,
      value: await countStories(db, { since, topicIds: [id] }),
    })),
  );
  return [
    ...(await countEntries(db, since)).map(({ state, count }) => ({
      name: 'vigia_entries' as const,
      label: state,
      value: count,
    })),
    ...topics,
    ...Object.entries(await countDeliveries(db, since)).map(([label, value]) => ({
      name: 'vigia_deliveries' as const,
      label,
      value: value ?? 0,
    })),
    ...[...feeds].map(([label, { length }]) => ({ name: 'vigia_feeds' as const, label, value: length })),
    ...[...destinations].map(([label, { length }]) => ({
      name: 'vigia_destinations' as const,
      label,
      value: length,
    })),
    {
      name: 'vigia_outbox_oldest_seconds',
      value: oldest === undefined ? 0 : (now().getTime() - oldest.getTime()) / 1000,
    },
  ];
}
