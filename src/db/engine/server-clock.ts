import { sql } from 'kysely';
import { isPostgres } from './engine.ts';
import type { Db } from './open.ts';

/** The one with the shortest way there and back is the most exact. */
const SAMPLES = 3;

/** Returns how many milliseconds the database server's clock is ahead of this machine's; 0 where they are one. */
export async function measureLead(db: Db, now: () => Date): Promise<number> {
  if (!isPostgres(db)) return 0;
  const samples: { readonly tookMs: number; readonly leadMs: number }[] = [];
  while (samples.length < SAMPLES) {
    const askedMs = now().getTime();
    const { rows } = await sql<{ ms: number }>`
      select (extract(epoch from clock_timestamp()) * 1000)::bigint as ms`.execute(db);
    const tookMs = now().getTime() - askedMs;
    samples.push({ tookMs, leadMs: (rows[0]?.ms ?? askedMs) - askedMs - tookMs / 2 });
  }
  return samples.toSorted((one, other) => one.tookMs - other.tookMs)[0]?.leadMs ?? 0;
}
