import type { HostPace } from '../../core/polling/host-pace.ts';
import { fromJson, toJson } from '../engine/json.ts';
import type { Db } from '../engine/open.ts';

type Limited = HostPace['limited'];

/** A host that is this process's until it gives it back, or how long until it is worth asking again. */
export type HostTurn =
  { readonly kind: 'taken'; readonly limited: Limited } | { readonly kind: 'busy'; readonly delayMs: number };

/** How soon to ask again for a host that another process is asking. */
const LOOK_AGAIN_MS = 250;

/**
 * Takes a host that may be asked now and is no other process's; of several who try at once, one gets it. It is lost
 * to the others after `leaseMs`, which must be longer than a request can take.
 */
export async function takeHost(
  db: Db,
  name: string,
  { owner, now, leaseMs }: { readonly owner: string; readonly now: Date; readonly leaseMs: number },
): Promise<HostTurn> {
  const at = now.getTime();
  const lease = { lease_owner: owner, lease_until: at + leaseMs };
  const taken = await db
    .insertInto('hosts')
    .values({ name, due_at: at, limited: toJson([]), ...lease })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet(lease)
        .where((query) =>
          query.and([
            query('hosts.due_at', '<=', at),
            query.or([
              query('hosts.lease_until', 'is', null),
              query('hosts.lease_until', '<=', at),
              query('hosts.lease_owner', '=', owner),
            ]),
          ]),
        ),
    )
    .returning('limited')
    .executeTakeFirst();
  if (taken !== undefined) return { kind: 'taken', limited: fromJson<Limited>(taken.limited) };
  const row = await db.selectFrom('hosts').select('due_at').where('name', '=', name).executeTakeFirst();
  return { kind: 'busy', delayMs: Math.max(LOOK_AGAIN_MS, (row?.due_at ?? at) - at) };
}

/** Gives a host back, with when it may be asked next. */
export async function giveHost(db: Db, name: string, owner: string, pace: HostPace): Promise<void> {
  await db
    .updateTable('hosts')
    .set({
      due_at: Math.ceil(pace.dueAtMs),
      limited: toJson(pace.limited),
      lease_owner: null,
      lease_until: null,
    })
    .where('name', '=', name)
    .where('lease_owner', '=', owner)
    .execute();
}

/** Forgets the hosts that nobody has asked since a time; any pause that they wished for must be over by then. */
export async function forgetHosts(db: Db, since: Date): Promise<void> {
  const at = since.getTime();
  await db
    .deleteFrom('hosts')
    .where('due_at', '<', at)
    .where((query) => query.or([query('lease_until', 'is', null), query('lease_until', '<', at)]))
    .execute();
}
