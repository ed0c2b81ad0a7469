import { giveLease, takeLease } from '../db/leases.ts';
import type { Db } from '../db/open.ts';
import { releaseClaims } from '../db/outbox.ts';
import type { Log } from '../log.ts';

const NAME = 'sender';
/** With a turn a second, a sender that died is replaced within this and one second more. */
const HELD_FOR_MS = 12_000;
/** Early enough that three renewals can fail before the seat is lost. */
const RENEW_AFTER_MS = 3_000;

export interface SeatOptions {
  readonly db: Db;
  /** This process, among those that work on the database. */
  readonly owner: string;
  /** Owners whose processes are known to be gone. */
  readonly gone: readonly string[];
  readonly now: () => Date;
  readonly log: Log;
  /** Called when the seat was lost: this process was taken for dead, and another one sends. */
  readonly onLost: (reason: string) => void;
}

/** The right to send, which one process has at a time: every other stands by. Disposing of it gives it back. */
export interface Seat extends AsyncDisposable {
  /** Takes or keeps the seat where that is possible, and tells whether it is held. */
  readonly take: () => Promise<boolean>;
  /** Whether the seat is surely held at this moment, without asking anybody. */
  readonly isHeld: () => boolean;
}

/** Opens the seat, which nobody holds by that alone. */
export function openSeat({ db, owner, gone, now, log, onLost }: SeatOptions): Seat {
  let heldUntilMs: number | undefined;
  const isHeld = (): boolean => heldUntilMs !== undefined && now().getTime() < heldUntilMs;

  async function renew(): Promise<boolean> {
    const at = now();
    const until = new Date(at.getTime() + HELD_FOR_MS);
    const isMine = await takeLease(db, { name: NAME, owner, until }, { now: at, gone });
    if (isMine && heldUntilMs === undefined) {
      // Whoever sent before is gone: what it had begun is begun again, under the same nonces.
      await releaseClaims(db);
      log.info({ owner }, 'sending from here');
    }
    if (!isMine && heldUntilMs !== undefined) onLost('another process has taken over sending');
    heldUntilMs = isMine ? until.getTime() : undefined;
    return isMine;
  }

  return {
    isHeld,
    async take() {
      const isFresh =
        heldUntilMs !== undefined && now().getTime() < heldUntilMs - HELD_FOR_MS + RENEW_AFTER_MS;
      return isFresh || (await renew());
    },
    async [Symbol.asyncDispose]() {
      if (isHeld()) await giveLease(db, NAME, owner);
      heldUntilMs = undefined;
    },
  };
}
