import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { TableProof } from '../../core/proof.ts';
import { isPostgres } from '../engine/engine.ts';
import type { Db } from '../engine/open.ts';
import { CONTENTS, type Content } from './contents.ts';

/** Bounds the parameters of one statement: PostgreSQL takes 65,535, SQLite 32,766. */
const MOST_PARAMETERS = 20_000;
const PAGE_ROWS = 500;

/**
 * Copies every row of one database into another of the same schema that has none, and keeps ids from being given
 * again that were given out before. All or nothing: a copy that fails leaves the target empty.
 * @param from must not change meanwhile: a snapshot, or a transaction that sees one
 */
export async function copyDatabase(from: Db, to: Db): Promise<readonly TableProof[]> {
  return await to.transaction().execute(async (target) => {
    const proofs: TableProof[] = [];
    for (const content of CONTENTS) {
      if ((await countRows(target, content)) > 0)
        throw new Error(`the table ${content.table} is not empty: nothing is copied over it`);
      proofs.push(await readTable(from, content, (rows) => insertRows(target, content, rows)));
      if (content.countsUp) await reserveIds(target, content, await findHighestId(from, content));
    }
    return proofs;
  });
}

/** Reads every row and returns what the tables hold. */
export async function proveTables(db: Db): Promise<readonly TableProof[]> {
  const proofs: TableProof[] = [];
  for (const content of CONTENTS) proofs.push(await readTable(db, content, () => Promise.resolve()));
  return proofs;
}

/** Lets no table give an id below its highest so far plus `gap`: what was numbered elsewhere keeps its meaning. */
export async function skipIds(db: Db, gap: number): Promise<void> {
  for (const content of CONTENTS.filter(({ countsUp }) => countsUp))
    await reserveIds(db, content, (await findHighestId(db, content)) + gap);
}

type Row = Readonly<Record<string, unknown>>;

async function readTable(
  db: Db,
  content: Content,
  take: (rows: readonly Row[]) => Promise<void>,
): Promise<TableProof> {
  const digest = Buffer.alloc(32);
  let rows = 0;
  for (
    let page = await readPage(db, content);
    page.length > 0;
    page = await readPage(db, content, page.at(-1))
  ) {
    for (const row of page) addTo(digest, canonical(row));
    rows += page.length;
    await take(page);
  }
  return { table: content.table, rows, digest: digest.toString('hex') };
}

function addTo(digest: Buffer, row: string): void {
  for (const [index, byte] of createHash('sha256').update(row).digest().entries())
    digest[index] = (digest[index] ?? 0) ^ byte;
}

/** Rows are read in the order of their keys, each page from where the one before it ended. */
async function readPage(db: Db, { table, keys }: Content, after?: Row): Promise<readonly Row[]> {
  const columns = sql.join(keys.map((key) => sql.ref(key)));
  const start =
    after === undefined ? sql`` : sql`where (${columns}) > (${sql.join(keys.map((key) => after[key]))})`;
  const { rows } = await sql<Row>`select * from ${sql.table(table)} ${start}
    order by ${sql.join(keys.map((key) => sql`${sql.ref(key)}`))} limit ${sql.lit(PAGE_ROWS)}`.execute(db);
  return rows;
}

const canonical = (row: Row): string =>
  `${JSON.stringify(Object.entries(row).toSorted(([one], [other]) => (one < other ? -1 : 1)))}\n`;

async function insertRows(db: Db, { table }: Content, rows: readonly Row[]): Promise<void> {
  const names = Object.keys(rows[0] ?? {});
  const columns = sql.join(names.map((name) => sql.ref(name)));
  const most = Math.max(1, Math.floor(MOST_PARAMETERS / names.length));
  for (let start = 0; start < rows.length; start += most) {
    const values = rows
      .slice(start, start + most)
      .map((row) => sql`(${sql.join(names.map((name) => row[name] ?? null))})`);
    await sql`insert into ${sql.table(table)} (${columns}) values ${sql.join(values)}`.execute(db);
  }
}

async function countRows(db: Db, { table }: Content): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

/** The highest id ever given, whether or not its row is still there. */
async function findHighestId(db: Db, { table }: Content): Promise<number> {
  const { rows } = isPostgres(db)
    ? await sql<{ id: number | null }>`select case when is_called then last_value end as id
        from ${sql.table(`${table}_id_seq`)}`.execute(db)
    : await sql<{ id: number | null }>`select seq as id from sqlite_sequence where name = ${table}`.execute(
        db,
      );
  return rows[0]?.id ?? 0;
}

async function reserveIds(db: Db, { table }: Content, highest: number): Promise<void> {
  if (highest === 0) return;
  if (isPostgres(db)) {
    await sql`select setval(${`${table}_id_seq`}::regclass, ${highest})`.execute(db);
    return;
  }
  await sql`delete from sqlite_sequence where name = ${table}`.execute(db);
  await sql`insert into sqlite_sequence (name, seq) values (${table}, ${highest})`.execute(db);
}
