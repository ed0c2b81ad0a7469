import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Destination } from '../../../src/core/destination.ts';
import { nextDue, openCalendar } from '../../../src/core/digest/calendar.ts';
import {
  digestWishesOf,
  nextDigestAt,
  planDigests,
  type DigestCursor,
  type DigestPlan,
} from '../../../src/core/digest/schedule.ts';
import { addDays, weekdayOf } from '../../../src/core/time/zone.ts';
import { destination } from '../../support/builders.ts';
import { seededChance } from '../../support/chance.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Both hemispheres, half hours, no change of clock, changes at midnight, and two that changed their rules. */
const ZONES = [
  'America/Caracas',
  'America/Bogota',
  'America/New_York',
  'America/Santiago',
  'America/Sao_Paulo',
  'Europe/Madrid',
  'Europe/London',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'America/Nuuk',
] as const;

/** What a destination was sent in a run, and where its cursors stand. */
interface Run {
  readonly carriedOut: (DigestPlan & { readonly at: Date })[];
  readonly cursors: Map<string, DigestCursor>;
}

/** One turn of the program: everything due is carried out, and the cursors move with it. */
function turn(run: Run, to: Destination, now: Date, calendar = openCalendar()): void {
  const wishes = digestWishesOf(to, 'UTC');
  for (const plan of planDigests(wishes, [...run.cursors.values()], now, calendar)) {
    run.carriedOut.push({ ...plan, at: now });
    run.cursors.set(plan.kind, plan);
  }
}

/** Lives through a time: up for days, down for minutes or days, looking when a digest is due and at other moments. */
function live(to: Destination, start: Date, end: Date, chance: () => number): Run & { readonly up: Span[] } {
  const run: Run = { carriedOut: [], cursors: new Map() };
  const up: Span[] = [];
  let now = start;
  while (now < end) {
    const downAt = new Date(now.getTime() + chance() * 12 * DAY_MS);
    up.push({ from: now, until: downAt });
    const calendar = openCalendar();
    let dueAt = now;
    while (now < downAt) {
      turn(run, to, now, calendar);
      if (dueAt <= now) dueAt = nextDigestAt(to, 'UTC', now) ?? end;
      now = new Date(Math.min(nextLook(now, dueAt, chance), downAt.getTime()));
    }
    const outageMs = chance() < 0.7 ? chance() * 20 * MINUTE_MS : chance() * 4 * DAY_MS;
    now = new Date(downAt.getTime() + outageMs);
  }
  return { ...run, up };
}

interface Span {
  readonly from: Date;
  readonly until: Date;
}

/** A moment in the minute in which something is due, or some hours on, whichever comes first. */
const nextLook = (now: Date, dueAt: Date, chance: () => number): number =>
  Math.min(dueAt.getTime() + chance() * MINUTE_MS, now.getTime() + MINUTE_MS + chance() * 30 * HOUR_MS);

const start = new Date('2026-11-23T12:00:00Z');
const end = new Date('2031-11-23T12:00:00Z');

test.each(ZONES)('five years in %s: no digest is missed and none comes twice', (zone) => {
  const chance = seededChance(ZONES.indexOf(zone) + 1);
  const to = destination({
    timeZone: zone,
    isPrivate: true,
    digest: { at: zone === 'Europe/Madrid' ? '02:30' : '20:00', daily: true, weekly: true, quietDay: 'line' },
  });
  const { carriedOut } = live(to, start, end, chance);
  for (const [kind, step] of [
    ['daily', 1],
    ['weekly', 7],
  ] as const) {
    const [begun, ...plans] = carriedOut.filter((plan) => plan.kind === kind);
    expect(begun).toMatchObject({ variant: 'none', days: 0 });
    let before = begun;
    const days = plans.map((plan) => {
      const expected = addDays(before?.day ?? '', step * plan.days);
      const isGapless = plan.day === expected && plan.from.getTime() === before?.until.getTime();
      before = plan;
      return isGapless && plan.until > plan.from && plan.until <= plan.at;
    });
    expect(days).not.toContain(false);
    expect(plans.at(-1)?.day ?? '').toMatch(/^2031-1[12]/);
  }
});

test('a digest comes in its minute whenever the program is up then, and late at most once after an absence', () => {
  const to = destination({ timeZone: 'America/New_York' });
  const { carriedOut, up } = live(to, start, end, seededChance(42));
  const plans = carriedOut.slice(1);
  const isUpAt = (time: Date): boolean => up.some(({ from, until }) => from <= time && time < until);
  const late = plans.filter(({ until, at }) => at.getTime() - until.getTime() > MINUTE_MS);
  expect(late.length).toBeGreaterThan(10);
  expect(late.filter(({ until }) => isUpAt(until) && isUpAt(new Date(until.getTime() + MINUTE_MS)))).toEqual(
    [],
  );
  const aways = plans.filter(({ variant }) => variant === 'away');
  expect(aways.length).toBeGreaterThan(10);
  for (const plan of plans) {
    const isInTime = plan.days === 1 && plan.at.getTime() - plan.until.getTime() <= 6 * HOUR_MS;
    expect(plan.variant).toBe(isInTime ? 'daily' : 'away');
  }
});

test('an absence is told of once, though the week’s digest was missed as well', () => {
  const to = destination({ digest: { at: '20:00', daily: true, weekly: true, quietDay: 'line' } });
  const run: Run = { carriedOut: [], cursors: new Map() };
  turn(run, to, new Date('2026-11-27T21:00:00Z'));
  run.carriedOut.length = 0;
  turn(run, to, new Date('2026-12-03T09:00:00Z'));
  expect(run.carriedOut.map(({ kind, variant, days }) => ({ kind, variant, days }))).toEqual([
    { kind: 'daily', variant: 'none', days: 5 },
    { kind: 'weekly', variant: 'away', days: 1 },
  ]);
  turn(run, to, new Date('2026-12-03T20:00:30Z'));
  expect(run.carriedOut.at(-1)).toMatchObject({ variant: 'daily', day: '2026-12-03' });
});

test('at another hour than before, the next digest tells of everything since the last', () => {
  const run: Run = { carriedOut: [], cursors: new Map() };
  const evening = destination({ timeZone: 'UTC' });
  const morning = {
    ...evening,
    digest: { at: '08:00', daily: true, weekly: false, quietDay: 'line' },
  } as const;
  turn(run, evening, new Date('2026-11-23T12:00:00Z'));
  turn(run, evening, new Date('2026-11-23T20:00:00Z'));
  turn(run, morning, new Date('2026-11-24T12:00:00Z'));
  turn(run, morning, new Date('2026-11-25T08:00:00Z'));
  expect(run.carriedOut.map(({ variant }) => variant)).toEqual(['none', 'daily', 'none', 'daily']);
  expect(run.carriedOut.at(-1)).toMatchObject({
    day: '2026-11-25',
    from: new Date('2026-11-23T20:00:00Z'),
    until: new Date('2026-11-25T08:00:00Z'),
  });
});

test('a change of hour never repeats a day', () => {
  const hour = fc.integer({ min: 0, max: 23 }).map((value) => `${String(value).padStart(2, '0')}:00`);
  const step = fc.record({
    at: hour,
    zone: fc.constantFrom(...ZONES),
    hours: fc.integer({ min: 0, max: 40 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const run: Run = { carriedOut: [], cursors: new Map() };
      let now = start;
      for (const { at, zone, hours } of steps) {
        now = new Date(now.getTime() + hours * HOUR_MS);
        turn(
          run,
          destination({ timeZone: zone, digest: { at, daily: true, weekly: false, quietDay: 'line' } }),
          now,
        );
      }
      const sent = run.carriedOut.filter(({ variant }) => variant !== 'none');
      expect(sent.map(({ day }) => day)).toEqual([...new Set(sent.map(({ day }) => day))].toSorted());
      for (const [index, plan] of sent.slice(1).entries()) expect(plan.from).toEqual(sent[index]?.until);
    }),
  );
});

test('people’s turns are spread over ten minutes, each always in the same second; channels’ are not', () => {
  const spreads = Array.from({ length: 300 }, (_, index) => {
    const wish = digestWishesOf(destination({ id: `p-${String(index)}`, isPrivate: true }), 'UTC')[0];
    return wish?.spreadMs ?? -1;
  });
  expect(Math.min(...spreads)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...spreads)).toBeLessThan(10 * MINUTE_MS);
  expect(new Set(spreads.map((ms) => Math.floor(ms / MINUTE_MS))).size).toBe(10);
  expect(digestWishesOf(destination({}), 'UTC')).toEqual([
    { kind: 'daily', at: '20:00', zone: 'UTC', spreadMs: 0 },
  ]);
});

test('a weekly digest is due on Mondays at eight', () => {
  const rhythm = { kind: 'weekly', at: '08:00', zone: 'Europe/Madrid' } as const;
  expect(nextDue(rhythm, new Date('2026-11-23T06:59:00Z'))).toEqual(new Date('2026-11-23T07:00:00Z'));
  expect(nextDue(rhythm, new Date('2026-11-23T07:00:00Z'))).toEqual(new Date('2026-11-30T07:00:00Z'));
  const { day } = openCalendar()(rhythm, new Date('2026-11-29T22:00:00Z'));
  expect(weekdayOf(day)).toBe(1);
});

test('who wants no digest has no next one', () => {
  const none = { at: '20:00', daily: false, weekly: false, quietDay: 'line' } as const;
  expect(nextDigestAt(destination({ digest: none }), 'UTC', start)).toBeUndefined();
});
