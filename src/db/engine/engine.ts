import { PostgresAdapter, type Kysely } from 'kysely';

/** Tells which of the two engines a handle speaks to, for the few statements that differ. */
export function isPostgres<T>(db: Kysely<T>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}
