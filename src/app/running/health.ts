import { findHopelessness, findIllness, type Vitals, type Working } from '../../core/health.ts';
import type { Db } from '../../db/engine/open.ts';
import { findOldestWaiting } from '../../db/deliveries/operator.ts';
import { saveSetting } from '../../db/engine/settings.ts';
import type { BotHealth } from '../../discord/bot.ts';
import type { Turn } from '../../pipeline/schedule.ts';
import { openHealthServer } from '../../web/health-server.ts';
import type { Metrics } from '../../web/metrics.ts';
import type { AppOptions } from '../options.ts';
import { patiently } from './patient.ts';

const EVERY_SECONDS = 15;
/** A database that does not answer for so long is as good as one that refuses. */
const PATIENCE_MS = 5_000;

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
  readonly patienceMs?: number;
}

/** Opens the watch, and the address at which it can be asked, where one is set. */
export async function openHealth(options: AppOptions, parts: HealthParts): Promise<Health> {
  const { settings, log, now } = options;
  const { stack } = parts;
  const startedAt = now();
  const { tryWriting, findOldest } = openTrial(parts, now);
  let database: Working = { ok: true };
  let lastTickAt: Date | undefined;
  const vitals = async (): Promise<Vitals> => {
    const oldest = await findOldest();
    const isAsked = oldest !== 'no answer';
    return {
      startedAt,
      ...(lastTickAt === undefined ? {} : { lastTickAt }),
      tickMs: settings.tickSeconds * 1000,
      polls: parts.polls,
      database: isAsked || !database.ok ? database : { ok: false, since: now() },
      ...toGateway(parts.findConnection()),
      ...(isAsked && oldest !== undefined ? { oldestOwedAt: oldest } : {}),
    };
  };
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
    const isWritten = await tryWriting();
    if (isWritten) database = { ok: true };
    else if (database.ok) database = { ok: false, since: now() };
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

/** How the database is put to the trial: whether it takes a row, and what has waited in it longest. Never rejects. */
function openTrial(
  { db, owner, patienceMs = PATIENCE_MS }: HealthParts,
  now: () => Date,
): {
  readonly tryWriting: () => Promise<boolean>;
  readonly findOldest: () => Promise<Date | undefined | 'no answer'>;
} {
  const write = patiently(() => saveSetting(db, `alive:${owner}`, now().toISOString()), patienceMs);
  const find = patiently(() => findOldestWaiting(db, now()), patienceMs);
  return {
    tryWriting: () =>
      write().then(
        () => true,
        () => false,
      ),
    findOldest: () => find().catch(() => 'no answer' as const),
  };
}

const toGateway = (connection: BotHealth | undefined): Pick<Vitals, 'gateway'> => {
  if (connection === undefined) return {};
  const { gateway } = connection;
  return { gateway: gateway.kind === 'ready' ? { ok: true } : { ok: false, since: gateway.since } };
};
