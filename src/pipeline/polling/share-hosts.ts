import { afterAnswer, type HostAnswer, type HostPace } from '../../core/polling/host-pace.ts';
import { giveHost, takeHost } from '../../db/sharing/hosts.ts';
import type { Db } from '../../db/engine/open.ts';
import type { Log } from '../../log.ts';

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

/** Lets processes be polite together: one of them asks a host at a time, with the pauses that it needs. Never rejects. */
export function shareHosts({ db, owner, now, log }: SharingDeps): SharedHosts {
  const limited = new Map<string, HostPace['limited']>();
  return {
    async take(hostname) {
      try {
        const turn = await takeHost(db, hostname, { owner, now: now(), leaseMs: LEASE_MS });
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
      await giveHost(db, hostname, owner, afterAnswer(pace, answer, atMs, spacingMs)).catch(
        (error: unknown) => {
          log.warn({ err: error }, 'a host could not be given back: others wait until its lease runs out');
        },
      );
    },
  };
}
