import { findLeaseOwner, giveLease, takeLease } from '../../db/sharing/leases.ts';
import type { Db } from '../../db/engine/open.ts';
import { releaseClaims } from '../../db/deliveries/outbox.ts';
import type { Slot } from '../../db/sharing/slots.ts';
import type { Log } from '../../log.ts';

const NAME = 'sender';
/** With a turn a second, a sender that went silent is replaced within this and one second more. */
const HELD_FOR_MS = 11_000;
const RENEW_AFTER_MS = 2_000;
/** How far apart the clocks of two machines may be: the next one may take the seat so much sooner. */
const CLOCKS_APART_MS = 5_000;

export interface SeatOptions {
  readonly db: Db;
  /** This process, among those that work on the database. */
  readonly slot: Pick<Slot, 'owner' | 'isHeld' | 'whileEmpty'>;
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

/**
 * Opens the seat, which nobody holds by that alone. It is free when its holder gives it back, when the holder's program
 * is gone, and when the holder has not renewed it for a while, as when its machine is cut off.
 */
export function openSeat({ db, slot, now, log, onLost }: SeatOptions): Seat {
  const { owner } = slot;
  let heldUntilMs: number | undefined;
  let renewing: Promise<boolean> | undefined;
  const isHeld = (): boolean =>
    slot.isHeld() && heldUntilMs !== undefined && now().getTime() < heldUntilMs - CLOCKS_APART_MS;

  async function renew(): Promise<boolean> {
    const at = now();
    const until = new Date(at.getTime() + HELD_FOR_MS);
    const lease = { name: NAME, owner, until };
    const isNew = heldUntilMs === undefined;
    let isMine = await takeLease(db, lease, { now: at, gone: [] });
    if (!isMine && isNew) {
      const holder = await findLeaseOwner(db, NAME);
      isMine = await slot.whileEmpty(holder === undefined ? [] : [holder], async (gone) =>
        gone.length === 0 ? false : await takeLease(db, lease, { now: at, gone }),
      );
    }
    if (isMine && isNew) {
      // Whoever sent before is gone: what it had begun is begun again, under the same nonces.
      await releaseClaims(db);
      log.info({ owner }, 'sending from here');
    }
    if (!isMine && !isNew) onLost('another process has taken over sending');
    heldUntilMs = isMine ? until.getTime() : undefined;
    return isMine;
  }

  return {
    isHeld,
    async take() {
      const isFresh =
        heldUntilMs !== undefined && now().getTime() < heldUntilMs - HELD_FOR_MS + RENEW_AFTER_MS;
      if (isFresh) return true;
      renewing ??= renew().finally(() => {
        renewing = undefined;
      });
      return await renewing;
    },
    async [Symbol.asyncDispose]() {
      await renewing?.catch(() => undefined);
      // A database that takes no change any more, one that was moved for example, needs no seat in it.
      if (heldUntilMs !== undefined) await giveLease(db, NAME, owner).catch(() => undefined);
      heldUntilMs = undefined;
    },
  };
}
