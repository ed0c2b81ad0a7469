import { DatabaseSync } from 'node:sqlite';
import { Kysely, type LogEvent } from 'kysely';
import { openDatabase, type Db } from '../../src/db/engine/open.ts';
import { sqliteDialect } from '../../src/db/engine/sqlite.ts';
import type { Tables } from '../../src/db/engine/tables.ts';

/** How SQLite means to carry out a statement: one step a line. */
export interface QueryPlan {
  readonly sql: string;
  readonly steps: readonly string[];
}

/** A database that remembers every statement that was asked of it. */
export interface WatchedDatabase extends AsyncDisposable {
  readonly db: Db;
  /** The distinct statements since the last call, each with its plan. */
  readonly takePlans: () => readonly QueryPlan[];
}

/** Statements that have no plan: they begin and end transactions. */
const NO_PLAN = /^(?:begin|commit|rollback|pragma|explain)/i;

/** Opens a new SQLite database of the present schema in a file. */
export async function openWatchedDatabase(path: string): Promise<WatchedDatabase> {
  // The schema first: its statements are of no interest.
  await (await openDatabase({ kind: 'sqlite', path })).destroy();
  const asked = new Map<string, readonly unknown[]>();
  const db = new Kysely<Tables>({
    dialect: sqliteDialect(path),
    log({ query: { sql, parameters } }: LogEvent) {
      if (!NO_PLAN.test(sql)) asked.set(sql, parameters);
    },
  });
  return {
    db,
    takePlans() {
      const plans = explainAll(path, asked);
      asked.clear();
      return plans;
    },
    [Symbol.asyncDispose]: () => db.destroy(),
  };
}

function explainAll(path: string, asked: ReadonlyMap<string, readonly unknown[]>): readonly QueryPlan[] {
  const file = new DatabaseSync(path);
  try {
    return [...asked].map(([sql, parameters]) => ({ sql, steps: explain(file, sql, parameters) }));
  } finally {
    file.close();
  }
}

/** The parameters are bound, as they were: SQLite uses a partial index only where it can tell without them. */
function explain(file: DatabaseSync, sql: string, parameters: readonly unknown[]): readonly string[] {
  const bound = parameters.map((value) =>
    typeof value === 'number' || typeof value === 'bigint' || value === null ? value : JSON.stringify(value),
  );
  return file
    .prepare(`explain query plan ${sql}`)
    .all(...bound)
    .map(({ detail }) => String(detail));
}
