import { sql } from 'kysely';
import { isPostgres } from './engine.ts';
import type { Db } from './open.ts';

/** Reads several things as they are at one moment, whatever is written meanwhile; it waits for nobody who writes. */
export async function readAtOnce<Result>(db: Db, read: (moment: Db) => Promise<Result>): Promise<Result> {
  return isPostgres(db)
    ? await db.transaction().setIsolationLevel('repeatable read').execute(read)
    : await db.connection().execute((connection) => readUnlocked(connection, read));
}

/** Every other transaction on SQLite takes the write lock when it begins; one that only reads needs none. */
async function readUnlocked<Result>(connection: Db, read: (moment: Db) => Promise<Result>): Promise<Result> {
  await sql`begin deferred`.execute(connection);
  try {
    return await read(connection);
  } finally {
    // Nothing was written that could be kept or lost.
    await sql`rollback`.execute(connection);
  }
}
