import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { claimDueFeeds } from '../../src/db/feeds/feeds.ts';
import { claimDeliveries } from '../../src/db/deliveries/outbox.ts';
import { temporaryFolder } from '../support/command.ts';
import { engines, openFresh } from '../support/databases.ts';
import { openHotPaths } from '../support/hot-paths.ts';
import { openWatchedDatabase, type QueryPlan } from '../support/query-plans.ts';

/**
 * What may be read through: tables that hold a row for every feed, host, destination or process, the rows of a statement
 * itself, and what a search by words finds. Everything else grows with the news or with the members.
 */
const SMALL =
  /^SCAN (?:given|feeds|hosts|destinations|digests|mutes|settings|leases|\d+-ROW|(?:\d+ )?CONSTANT|.* INDEX 0:(?:M1|=)$)/;

/**
 * Indexes that only hold what is on its way: reading one through is reading what is to be done. The editions of stories
 * are read from the end, one row of them.
 */
const NARROW = ['outbox_waiting', 'outbox_owed', 'stories_missed', 'stories_by_edition'];

/** What is read through knowingly. */
const NAMED: ReadonlySet<string> = new Set([
  // Once an hour: stories of a database from before there was a search are found by those that it lacks.
  'stories no search finds: SCAN stories',
  'stories no search finds: SCAN story_search VIRTUAL TABLE INDEX 0:',
]);

test('nothing that is done again and again reads through a table that grows', async () => {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(temporaryFolder());
  const watched = stack.use(await openWatchedDatabase(join(folder.path, 'plans.db')));
  const paths = await openHotPaths(watched.db, stack);
  watched.takePlans();
  const statements = new Set<string>();
  const scans: string[] = [];
  const silent: string[] = [];
  for (const [name, go] of Object.entries(paths)) {
    await go();
    const plans = watched.takePlans();
    scans.push(...listScans(name, plans));
    if (plans.length === 0) silent.push(name);
    for (const plan of plans) statements.add(plan.sql);
  }
  expect(scans).toEqual([]);
  // A path that asks for nothing, or fewer statements than ever, would mean that something was not gone through.
  expect(silent).toEqual([]);
  expect(statements.size).toBeGreaterThan(190);
});

/** The steps of a path that read something through without leave, each with its statement. */
const listScans = (name: string, plans: readonly QueryPlan[]): readonly string[] =>
  plans.flatMap((plan) =>
    plan.steps
      .filter((step) => step.startsWith('SCAN') && !isSmall(step) && !NAMED.has(`${name}: ${step}`))
      .map((step) => `${name}: ${step}\n  ${plan.sql}`),
  );

const isSmall = (step: string): boolean =>
  SMALL.test(step) || NARROW.some((index) => step.includes(`INDEX ${index}`));

describe.for(engines.filter(({ name }) => name === 'PostgreSQL'))('on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)('claims find an index to go by', async () => {
    await using db = await openFresh(engine);
    const now = new Date('2026-03-01T12:00:00Z');
    expect(await claimDueFeeds(db, { owner: 'test', now, leaseMs: 1_000, limit: 10 })).toEqual([]);
    expect(await claimDeliveries(db, now, 10)).toEqual([]);
    const explain = async (statement: string): Promise<string> =>
      await db.transaction().execute(async (transaction) => {
        await sql`set local enable_seqscan = off`.execute(transaction);
        const { rows } = await sql
          .raw<Readonly<Record<string, string>>>(`explain ${statement}`)
          .execute(transaction);
        return rows.flatMap((row) => Object.values(row)).join('\n');
      });
    expect(
      await explain(`select id from outbox where outbox.state in ('pending', 'sending', 'failed')
        and lane = 'posts' and due_at <= 1 order by id limit 10`),
    ).toMatch(/Scan using outbox_(?:waiting|owed)/);
    expect(
      await explain('select id from feeds where active = 1 and due_at <= 1 order by due_at limit 10'),
    ).toContain('Scan using feeds_due');
  });
});
