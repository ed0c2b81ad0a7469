import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays,
  daysBetween,
  endOfQuiet,
  instantAt,
  isQuiet,
  isZone,
  lastAt,
  localDateOf,
  localTimeOf,
  nextAt,
  weekdayOf,
} from '../../../src/core/time/zone.ts';

const zone = fc.constantFrom(
  'America/Caracas',
  'America/New_York',
  'Europe/Madrid',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Cairo',
  'Pacific/Chatham',
  'UTC',
);
const time = fc
  .tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const instant = fc.date({
  min: new Date('2020-01-01'),
  max: new Date('2035-01-01'),
  noInvalidDate: true,
});

test('a local time is the instant at which the zone’s clock shows it', () => {
  expect(instantAt('2026-11-23', '20:00', 'America/Caracas')).toEqual(new Date('2026-11-24T00:00:00Z'));
  expect(instantAt('2026-07-01', '20:00', 'Europe/Madrid')).toEqual(new Date('2026-07-01T18:00:00Z'));
  expect(localDateOf(new Date('2026-11-24T00:00:00Z'), 'America/Caracas')).toBe('2026-11-23');
  expect(localTimeOf(new Date('2026-11-24T00:05:59Z'), 'America/Caracas')).toBe('20:05');
});

test('a time that the clock skips is the first instant after the change', () => {
  expect(instantAt('2026-03-29', '02:30', 'Europe/Madrid')).toEqual(new Date('2026-03-29T01:00:00Z'));
  // Half an hour only, and the day's first in Cairo.
  expect(instantAt('2026-10-04', '02:15', 'Australia/Lord_Howe')).toEqual(new Date('2026-10-03T15:30:00Z'));
  expect(instantAt('2026-04-24', '00:10', 'Africa/Cairo')).toEqual(new Date('2026-04-23T22:00:00Z'));
});

test('a time that comes twice is the first of the two', () => {
  expect(instantAt('2026-10-25', '02:30', 'Europe/Madrid')).toEqual(new Date('2026-10-25T00:30:00Z'));
  const first = new Date('2026-10-25T00:30:00Z');
  expect(nextAt('02:30', 'Europe/Madrid', first)).toEqual(new Date('2026-10-26T01:30:00Z'));
});

test('the next and the last occurrence have nothing between them', () => {
  fc.assert(
    fc.property(zone, time, instant, (name, at, now) => {
      const next = nextAt(at, name, now);
      const last = lastAt(at, name, now);
      expect(last <= now && now < next).toBe(true);
      expect(nextAt(at, name, last)).toEqual(next);
      expect(lastAt(at, name, new Date(next.getTime() - 1))).toEqual(last);
      const hours = (next.getTime() - last.getTime()) / 3_600_000;
      expect(hours).toBeGreaterThanOrEqual(22);
      expect(hours).toBeLessThanOrEqual(26);
    }),
  );
});

test('quiet hours over midnight hold from the evening to the morning, and end when they say', () => {
  const night = { from: '23:00', to: '07:00' };
  const caracas = 'America/Caracas';
  expect(isQuiet(night, caracas, new Date('2026-11-24T02:59:59Z'))).toBe(false);
  expect(isQuiet(night, caracas, new Date('2026-11-24T03:00:00Z'))).toBe(true);
  expect(isQuiet(night, caracas, new Date('2026-11-24T11:00:00Z'))).toBe(false);
  expect(endOfQuiet(night, caracas, new Date('2026-11-24T03:00:00Z'))).toEqual(
    new Date('2026-11-24T11:00:00Z'),
  );
});

test('once quiet hours have ended, they do not begin again before they are due', () => {
  fc.assert(
    fc.property(zone, time, time, instant, (name, from, to, now) => {
      const hours = { from, to };
      const end = endOfQuiet(hours, name, now);
      expect(isQuiet(hours, name, end)).toBe(false);
      const isOver = !isQuiet(hours, name, now);
      expect(isOver || isQuiet(hours, name, new Date(end.getTime() - 1))).toBe(true);
      expect(isOver || from !== to).toBe(true);
    }),
  );
});

test('days are counted by the calendar', () => {
  expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
  expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
  expect(weekdayOf('2026-11-23')).toBe(1);
});

test('zones are known by name, not by offset', () => {
  expect(['America/Caracas', 'UTC', 'Etc/GMT+4'].every(isZone)).toBe(true);
  expect(['America/Caraca', '', '+04:00', 'Caracas'].some(isZone)).toBe(false);
});
