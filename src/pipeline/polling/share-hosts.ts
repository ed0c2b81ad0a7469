import { afterAnswer, type HostAnswer, type HostPace } from '../../core/polling/host-pace.ts';
import { giveHosts, takeHosts, type HostTurn } from '../../db/sharing/hosts.ts';
import type { Db } from '../../db/engine/open.ts';
import type { Log } from '../../log.ts';
import { inBatches } from './batches.ts';

interface SharingDeps {
  readonly db: Db;
  readonly owner: string;
  /** The time on which all processes agree. */
  readonly now: () => Date;
  readonly log: Log;
}

/** How the processes that poll take turns at hosts. */
interface SharedHosts {
  /** Takes a host, or returns in how many milliseconds it is worth asking again. */
  readonly take: (hostname: string) => Promise<number | undefined>;
  /** Gives a host back that has answered, or has not. */
  readonly give: (hostname: string, answer: HostAnswer, spacingMs: number) => Promise<void>;
}

/** Longer than the longest request. */
const LEASE_MS = 45_000;
/** When the database cannot be asked, nothing that is polled could be recorded. */
const OUTAGE_MS = 5_000;
const MOST = 1_000;

/** Lets processes be polite together: one of them asks a host at a time, with the pauses that it needs. Never rejects. */
export function shareHosts({ db, owner, now, log }: SharingDeps): SharedHosts {
  const limited = new Map<string, HostPace['limited']>();
  const take = inBatches<string, HostTurn>(
    async (hostnames) => {
      const turns = await takeHosts(db, hostnames, { owner, now: now(), leaseMs: LEASE_MS });
      return (hostname) => turns.get(hostname) ?? { kind: 'busy', delayMs: OUTAGE_MS };
    },
    { most: MOST },
  );
  const give = inBatches<readonly [string, HostPace], undefined>(
    async (paces) => {
      await giveHosts(db, new Map(paces), owner);
      return () => undefined;
    },
    { most: MOST },
  );
  return {
    async take(hostname) {
      try {
        const turn = await take(hostname);
        if (turn.kind === 'busy') return turn.delayMs;
        limited.set(hostname, turn.limited);
        return undefined;
      } catch (error) {
        log.warn({ err: error }, 'hosts cannot be shared now');
        return OUTAGE_MS;
      }
    },
    async give(hostname, answer, spacingMs) {
      const atMs = now().getTime();
      const pace = { dueAtMs: atMs, limited: limited.get(hostname) ?? [] };
      limited.delete(hostname);
      await give([hostname, afterAnswer(pace, answer, atMs, spacingMs)]).catch((error: unknown) => {
        log.warn({ err: error }, 'a host could not be given back: others wait until its lease runs out');
      });
    },
  };
}
