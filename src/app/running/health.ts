import { findHopelessness, findIllness, type Vitals, type Working } from '../../core/health.ts';
import type { Db } from '../../db/engine/open.ts';
import { findOldestWaiting } from '../../db/deliveries/operator.ts';
import { saveSetting } from '../../db/engine/settings.ts';
import type { BotHealth } from '../../discord/bot.ts';
import type { Turn } from '../../pipeline/schedule.ts';
import { openHealthServer } from '../../web/health-server.ts';
import type { Metrics } from '../../web/metrics.ts';
import type { AppOptions } from '../options.ts';

const EVERY_SECONDS = 15;

/** What the program watches of itself. */
export interface Health {
  /** Called when a turn of polling has come to its end. */
  readonly tickEnded: () => void;
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
  readonly metrics: Pick<Metrics, 'render'>;
}

/** Opens the watch, and the address at which it can be asked, where one is set. */
export async function openHealth(options: AppOptions, parts: HealthParts): Promise<Health> {
  const { settings, log, now } = options;
  const { db, stack } = parts;
  const startedAt = now();
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
        metrics: () => parts.metrics.render(),
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
