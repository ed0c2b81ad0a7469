import { describe, expect, test } from 'vitest';
import { forgetHosts, giveHosts, takeHosts } from '../../src/db/sharing/hosts.ts';
import type { Db } from '../../src/db/engine/open.ts';
import { openOrigin, type Origin } from '../../src/demo/origin.ts';
import { openFetcher, type Fetcher } from '../../src/feeds/fetching/fetch.ts';
import { shareHosts } from '../../src/pipeline/polling/share-hosts.ts';
import { quietLog } from '../support/builders.ts';
import { engines, openFresh } from '../support/databases.ts';

const NOON = new Date('2026-03-01T12:00:00Z');
const later = (ms: number): Date => new Date(NOON.getTime() + ms);
const SPACING_MS = 60;
const HOST = 'a.example';

/** Takes one host, as a process of a name. */
async function take(db: Db, owner: string, now: Date) {
  return (await takeHosts(db, [HOST], { owner, now, leaseMs: 45_000 })).get(HOST);
}

const give = (db: Db, owner: string, inMs: number): Promise<void> =>
  giveHosts(db, new Map([[HOST, { dueAtMs: NOON.getTime() + inMs, limited: [] }]]), owner);

/** The fetcher of one of several processes. */
function fetcherOf(owner: string, db: Db, origin: Origin): Fetcher {
  return openFetcher({
    userAgent: 'vigia-test',
    resolve: origin.resolve,
    allowedAddresses: ['127.0.0.1'],
    spacingMs: SPACING_MS,
    sharing: shareHosts({ db, owner, now: () => new Date(), log: quietLog }),
  });
}

describe.for(engines)('processes that share hosts on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)(
    'keep the distance between two requests to one host together, and hold up no other',
    async () => {
      await using db = await openFresh(engine);
      await using origin = await openOrigin();
      await using one = fetcherOf('one', db, origin);
      await using two = fetcherOf('two', db, origin);
      origin.set('/feed', { kind: 'document', body: '<rss/>', delayMs: 20 });
      const visit = (fetcher: Fetcher, host: string) =>
        fetcher.fetch({ url: origin.url('/feed', host), conditional: true }, NOON);
      const visits = [one, two].flatMap((fetcher) =>
        Array.from({ length: 4 }, () => visit(fetcher, 'a.example')),
      );
      const other = visit(two, 'b.example');
      expect(await other).toMatchObject({ kind: 'fetched' });
      await Promise.all(visits);
      const times = origin.listRequests().flatMap(({ host, atMs }) => (host === 'a.example' ? atMs : []));
      expect(times).toHaveLength(8);
      for (const [index, time] of times.slice(1).entries())
        expect(time - (times[index] ?? 0)).toBeGreaterThanOrEqual(SPACING_MS - 2);
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'leave a host alone that has turned each of them away once',
    async () => {
      await using db = await openFresh(engine);
      await using origin = await openOrigin();
      await using one = fetcherOf('one', db, origin);
      await using two = fetcherOf('two', db, origin);
      for (const path of ['/a', '/b'])
        origin.set(path, { kind: 'status', status: 429, headers: { 'retry-after': '3600' } });
      const visit = (fetcher: Fetcher, path: string) =>
        fetcher.fetch({ url: origin.url(path, 'busy.example'), conditional: true }, NOON);
      expect(await visit(one, '/a')).toMatchObject({ kind: 'failed', status: 429 });
      expect(await visit(two, '/b')).toMatchObject({ kind: 'failed', status: 429 });
      const deferred = await visit(one, '/c');
      expect(deferred).toMatchObject({ kind: 'deferred' });
      expect('until' in deferred ? deferred.until.getTime() : 0).toBeGreaterThan(NOON.getTime() + 3_590_000);
      expect(origin.listRequests('/c')).toEqual([]);
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'get a host from one that died when its lease runs out, and forget it when nobody asks it any more',
    async () => {
      await using db = await openFresh(engine);
      expect(await take(db, 'dead', NOON)).toEqual({ kind: 'taken', limited: [] });
      expect(await take(db, 'two', later(44_999))).toMatchObject({ kind: 'busy' });
      expect(await take(db, 'two', later(45_000))).toMatchObject({ kind: 'taken' });
      await give(db, 'dead', 9e9);
      await give(db, 'two', 50_000);
      expect(await take(db, 'three', later(49_000))).toEqual({ kind: 'busy', delayMs: 1_000 });
      await forgetHosts(db, later(50_001));
      expect(await take(db, 'three', later(49_000))).toMatchObject({ kind: 'taken' });
    },
  );

  test.skipIf(engine.skipped !== undefined)('one of many who ask at once gets a host', async () => {
    await using db = await openFresh(engine);
    const owners = Array.from({ length: 8 }, (_, index) => String(index));
    const turns = await Promise.all(owners.map((owner) => take(db, owner, NOON)));
    expect(turns.filter((turn) => turn?.kind === 'taken')).toHaveLength(1);
  });

  test.skipIf(engine.skipped !== undefined)(
    'take and give many hosts at once, in whatever order, without waiting for each other',
    async () => {
      await using db = await openFresh(engine);
      const hosts = Array.from({ length: 200 }, (_, index) => `h${String(index)}.example`);
      const orders = { one: hosts, two: hosts.toReversed() };
      for (let round = 0; round < 10; round += 1) {
        const turns = await Promise.all(
          Object.entries(orders).map(async ([owner, names]) => {
            const taken = await takeHosts(db, names, { owner, now: later(round), leaseMs: 45_000 });
            const own = names.filter((name) => taken.get(name)?.kind === 'taken');
            const pace = { dueAtMs: NOON.getTime() + round, limited: [] };
            if (own.length > 0) await giveHosts(db, new Map(own.map((name) => [name, pace])), owner);
            return own;
          }),
        );
        expect(new Set(turns.flat()).size).toBe(hosts.length);
      }
    },
  );
});
