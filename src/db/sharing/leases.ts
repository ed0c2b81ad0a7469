import type { Db } from '../engine/open.ts';

/** Something that one process holds at a time. */
export interface Lease {
  readonly name: string;
  readonly owner: string;
  readonly until: Date;
}

/**
 * Takes a lease that is free, has run out, is one's own, or belongs to an owner that is known to be gone. Tells whether
 * it is held now: of several who ask at once, by one.
 */
export async function takeLease(
  db: Db,
  { name, owner, until }: Lease,
  { now, gone }: { readonly now: Date; readonly gone: readonly string[] },
): Promise<boolean> {
  const row = await db
    .insertInto('leases')
    .values({ name, owner, until: until.getTime() })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet({ owner, until: until.getTime() })
        .where((query) =>
          query.or([
            query('leases.until', '<=', now.getTime()),
            query('leases.owner', 'in', [owner, ...gone]),
          ]),
        ),
    )
    .returning('owner')
    .executeTakeFirst();
  return row !== undefined;
}

/** Returns who holds a lease, or held it last. */
export async function findLeaseOwner(db: Db, name: string): Promise<string | undefined> {
  const row = await db.selectFrom('leases').select('owner').where('name', '=', name).executeTakeFirst();
  return row?.owner;
}

/** Gives a lease back, so that the next need not wait until it runs out. */
export async function giveLease(db: Db, name: string, owner: string): Promise<void> {
  await db.deleteFrom('leases').where('name', '=', name).where('owner', '=', owner).execute();
}
