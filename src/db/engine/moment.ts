import { isPostgres } from './engine.ts';
import type { Db } from './open.ts';

/** Reads several things as they are at one moment, whatever is written meanwhile. */
export async function readAtOnce<Result>(db: Db, read: (moment: Db) => Promise<Result>): Promise<Result> {
  // On SQLite every transaction sees one moment.
  const transaction = isPostgres(db)
    ? db.transaction().setIsolationLevel('repeatable read')
    : db.transaction();
  return await transaction.execute(read);
}
