import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareTroubles, isStatusDue } from '../../src/core/operator/news.ts';
import { findTroubles, nameOf, type Sight, type Trouble } from '../../src/core/operator/trouble.ts';

const start = new Date('2026-03-01T12:00:00Z');
const after = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);

const sight = (given: Partial<Sight> = {}): Sight => ({
  now: start,
  feeds: [
    { id: 'one', outlet: 'One', state: 'ok', since: start },
    { id: 'two', outlet: 'Two', state: 'ok', since: start },
  ],
  paused: [],
  waiting: 0,
  freeBytes: 40e9,
  gateway: { kind: 'ready', since: start },
  ...given,
});

const feeds = (...states: Sight['feeds'][number]['state'][]): Sight['feeds'] =>
  states.map((state, index) => ({ id: `f${index}`, outlet: `F${index}`, state, since: start }));

const namesOf = (troubles: readonly Trouble[]): string[] => troubles.map(nameOf);

test.each<[string, Partial<Sight>, string[]]>([
  ['nothing', {}, []],
  ['a feed that only just fails', { feeds: feeds('failing', 'ok') }, []],
  ['a feed that is down', { feeds: feeds('down', 'ok') }, ['feed:f0']],
  ['a feed that is gone', { feeds: feeds('gone', 'ok') }, ['feed:f0']],
  ['all feeds', { feeds: feeds('down', 'down', 'failing') }, ['feeds']],
  ['the only feed', { feeds: feeds('down') }, ['feed:f0']],
  ['a channel that is paused', { paused: [{ id: 'a', address: '1', since: start }] }, ['destination:a']],
  ['a delivery that just waits', { now: after(5), oldestWaiting: start, waiting: 1 }, []],
  ['a delivery that waits too long', { now: after(5.1), oldestWaiting: start, waiting: 1 }, ['outbox']],
  ['books that balance', { differences: 0 }, []],
  ['books that do not balance', { differences: 2 }, ['books']],
  ['a disk nearly full', { freeBytes: 499e6 }, ['disk']],
  ['a gateway just lost', { now: after(1.9), gateway: { kind: 'lost', since: start, reason: '' } }, []],
  ['a gateway lost', { now: after(2), gateway: { kind: 'lost', since: start, reason: '' } }, ['gateway']],
  ['refused requests', { requestsPausedUntil: after(10) }, ['requests']],
])('%s is seen for what it is', (_, given, expected) => {
  expect(namesOf(findTroubles(sight(given), []))).toEqual(expected);
});

test('what cannot be told is no trouble', () => {
  const { freeBytes: _, gateway: __, ...rest } = sight();
  expect(findTroubles(rest, [])).toEqual([]);
});

test('feeds that fell silent together come back one by one without a word about each', () => {
  const together = findTroubles(sight({ feeds: feeds('down', 'down', 'down', 'down') }), []);
  const some = findTroubles(sight({ feeds: feeds('ok', 'ok', 'down', 'down') }), together);
  expect(compareTroubles(together, some)).toEqual([]);
  const most = findTroubles(sight({ feeds: feeds('ok', 'ok', 'ok', 'down') }), some);
  const news = compareTroubles(some, most).map(({ kind, trouble }) => `${kind} ${nameOf(trouble)}`);
  expect(news).toEqual(['begun feed:f3', 'over feeds']);
});

test('what is around a limit is told once, and over once it is well past it', () => {
  const oldestWaiting = start;
  const waiting = 3;
  let known = findTroubles(sight({ now: after(6), oldestWaiting, waiting }), []);
  expect(namesOf(known)).toEqual(['outbox']);
  known = findTroubles(sight({ now: after(6), oldestWaiting: after(3), waiting }), known);
  expect(namesOf(known)).toEqual(['outbox']);
  expect(known[0]?.since).toEqual(start);
  known = findTroubles(sight({ freeBytes: 400e6 }), known);
  expect(namesOf(known)).toEqual(['disk']);
  expect(namesOf(findTroubles(sight({ freeBytes: 900e6 }), known))).toEqual(['disk']);
  expect(findTroubles(sight({ freeBytes: 1_001e6 }), known)).toEqual([]);
});

test('whatever happens, every trouble that is told as begun is told as over, and none twice in between', () => {
  const state = fc.constantFrom<Sight['feeds'][number]['state'][]>('ok', 'failing', 'down', 'gone', 'new');
  const look = fc.record({
    feeds: fc.array(state, { minLength: 2, maxLength: 4 }),
    paused: fc.subarray(['a', 'b', 'c']),
    waitedMs: fc.integer({ min: 0, max: 900_000 }),
    freeBytes: fc.integer({ min: 0, max: 2e9 }),
  });
  fc.assert(
    fc.property(fc.array(look, { maxLength: 12 }), (looks) => {
      let known: Trouble[] = [];
      const open = new Set<string>();
      for (const { feeds: states, paused, waitedMs, freeBytes } of looks) {
        const now = after(60);
        const found = findTroubles(
          sight({
            now,
            feeds: feeds(...states),
            paused: paused.map((id) => ({ id, address: id, since: start })),
            oldestWaiting: new Date(now.getTime() - waitedMs),
            freeBytes,
          }),
          known,
        );
        for (const { kind, trouble } of compareTroubles(known, found)) {
          expect(open.has(nameOf(trouble))).toBe(kind === 'over');
          if (kind === 'begun') open.add(nameOf(trouble));
          else open.delete(nameOf(trouble));
        }
        known = found;
      }
      expect([...open].toSorted()).toEqual(namesOf(known).toSorted());
    }),
  );
});

test('the status is brought up to date with the news, and every ten minutes', () => {
  const [trouble] = findTroubles(sight({ freeBytes: 0 }), []);
  expect(isStatusDue(undefined, [], start)).toBe(true);
  expect(isStatusDue(start, [], after(9.9))).toBe(false);
  expect(isStatusDue(start, [], after(10))).toBe(true);
  expect(trouble !== undefined && isStatusDue(start, [{ kind: 'begun', trouble }], start)).toBe(true);
});
