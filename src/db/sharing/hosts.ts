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
 * Takes those of some hosts that may be asked now and are no other process's; of several who try at once, one gets
 * each. A host is lost to the others after `leaseMs`, which must be longer than a request can take.
 */
export async function takeHosts(
  db: Db,
  names: readonly string[],
  { owner, now, leaseMs }: { readonly owner: string; readonly now: Date; readonly leaseMs: number },
): Promise<ReadonlyMap<string, HostTurn>> {
  const at = now.getTime();
  const lease = { lease_owner: owner, lease_until: at + leaseMs };
  const taken = await db
    .insertInto('hosts')
    .values(inOrder(names).map((name) => ({ name, due_at: at, limited: toJson([]), ...lease })))
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
    .returning(['name', 'limited'])
    .execute();
  const turns = new Map<string, HostTurn>(
    taken.map(({ name, limited }) => [name, { kind: 'taken', limited: fromJson<Limited>(limited) }]),
  );
  const busy = names.filter((name) => !turns.has(name));
  const due = busy.length === 0 ? new Map<string, number>() : await findDueTimes(db, busy);
  for (const name of busy)
    turns.set(name, { kind: 'busy', delayMs: Math.max(LOOK_AGAIN_MS, (due.get(name) ?? at) - at) });
  return turns;
}

/** Each once, in an order that all processes have in common: two that lock several rows never wait for each other. */
const inOrder = (names: Iterable<string>): readonly string[] => [...new Set(names)].toSorted();

async function findDueTimes(db: Db, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await db.selectFrom('hosts').select(['name', 'due_at']).where('name', 'in', names).execute();
  return new Map(rows.map(({ name, due_at: dueAt }) => [name, dueAt]));
}

/** Gives hosts back, with when they may be asked next. One that another process has taken since is left alone. */
export async function giveHosts(db: Db, paces: ReadonlyMap<string, HostPace>, owner: string): Promise<void> {
  const free = { lease_owner: null, lease_until: null };
  const rows = inOrder(paces.keys()).flatMap((name) => {
    const pace = paces.get(name);
    return pace === undefined
      ? []
      : [{ name, due_at: Math.ceil(pace.dueAtMs), limited: toJson(pace.limited), ...free }];
  });
  // Locks the rows in their order, which an update would not.
  await db
    .insertInto('hosts')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet((query) => ({
          due_at: query.ref('excluded.due_at'),
          limited: query.ref('excluded.limited'),
          ...free,
        }))
        .where('hosts.lease_owner', '=', owner),
    )
    .execute();
}

/** Frees the hosts that owners had taken who are gone: nobody asks them now. */
export async function releaseHosts(db: Db, owners: readonly string[]): Promise<void> {
  if (owners.length === 0) return;
  await db
    .updateTable('hosts')
    .set({ lease_owner: null, lease_until: null })
    .where('lease_owner', 'in', owners)
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
