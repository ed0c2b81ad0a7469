import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFeedDate } from '../../src/core/text/dates.ts';

const ODD_DATES = '../shared/feeds/odd-dates.txt';

const iso = (text: string): string | undefined => parseFeedDate(text)?.toISOString().replace('.000Z', 'Z');

test.each([
  // The two standards, and what is nearly one of them.
  ['Wed, 04 Mar 2026 09:30:15 GMT', '2026-03-04T09:30:15Z'],
  ['Wed, 4 Mar 26 09:30 -0400', '2026-03-04T13:30:00Z'],
  ['4 Mar 2026 09:30 GMT', '2026-03-04T09:30:00Z'],
  ['Wed 04 Mar 2026, 09:30:15 EST', '2026-03-04T14:30:15Z'],
  ['Wed, Mar 04 2026 09:30:15 PDT', '2026-03-04T16:30:15Z'],
  ['Wed Mar  4 09:30:15 2026', '2026-03-04T09:30:15Z'],
  ['Weds, 04 Mar 2026 09:30:15 +0000', '2026-03-04T09:30:15Z'],
  ['Wed, 04 Mar 2026 09:30:15 GMT-04:00', '2026-03-04T13:30:15Z'],
  ['Wed Mar 04 2026 09:30:15 GMT+0100 (Central European Standard Time)', '2026-03-04T08:30:15Z'],
  ['Wed, 04 Mar 2026 00:00:00 America/Caracas', '2026-03-04T04:00:00Z'],
  ['Tue, 04 Aug 2026 00:00:00 Europe/Madrid', '2026-08-03T22:00:00Z'],
  ['2026-03-04', '2026-03-04T00:00:00Z'],
  ['2026-03', '2026-03-01T00:00:00Z'],
  ['2026-03-04T09:30', '2026-03-04T09:30:00Z'],
  ['2026-03-04T09:30:15.250Z', '2026-03-04T09:30:15.250Z'],
  ['2026-03-04 09:30:15 +00:00', '2026-03-04T09:30:15Z'],
  ['2026-03-04T09:30:15-04:00Z', '2026-03-04T13:30:15Z'],
  ['2026-03-04 00:00:00-13:00', '2026-03-04T13:00:00Z'],
  ['2026-03-04 00:00:00+15:00', '2026-03-03T09:00:00Z'],
  ['20260304T093015Z', '2026-03-04T09:30:15Z'],
  ['1772616615', '2026-03-04T09:30:15Z'],
  ['1772616615000', '2026-03-04T09:30:15Z'],
  // Twelve hours, and words between.
  ['Wed, 4 Mar 2026 9:30 PM EST', '2026-03-05T02:30:00Z'],
  ['Wednesday, March 4, 2026 - 9:30pm', '2026-03-04T21:30:00Z'],
  ['Wednesday, March 4, 2026 at 12:05 AM EST', '2026-03-04T05:05:00Z'],
  ['Mar. 4, 2026, 9:30 a.m.', '2026-03-04T09:30:00Z'],
  ['Mar. 4, 2026, 12:30 p.m.', '2026-03-04T12:30:00Z'],
  ['March 4 2026 07:02:38 PM', '2026-03-04T19:02:38Z'],
  ['Wed, 4th Mar 2026 09:30:15 GMT', '2026-03-04T09:30:15Z'],
  // No time, no day.
  ['Wednesday 04 March 2026', '2026-03-04T00:00:00Z'],
  ['4 March, 2026', '2026-03-04T00:00:00Z'],
  ['4 Mar 2026 GMT', '2026-03-04T00:00:00Z'],
  ['Mar. 2026', '2026-03-01T00:00:00Z'],
  // Numbers only: a weekday settles the order.
  ['Wed, 03/04/2026 - 09:30', '2026-03-04T09:30:00Z'],
  ['Wed, 04/03/2026', '2026-03-04T00:00:00Z'],
  ['Wed, 04 03 2026 09:30:15 -0400', '2026-03-04T13:30:15Z'],
  ['03/24/26 21:55:58', '2026-03-24T21:55:58Z'],
  ['24/03/2026', '2026-03-24T00:00:00Z'],
  ['04.03.26', '2026-03-04T00:00:00Z'],
  // Other languages.
  ['mié, 04 mar 2026 09:30:15 -0400', '2026-03-04T13:30:15Z'],
  ['miércoles, 4 de marzo de 2026 09:30', '2026-03-04T09:30:00Z'],
  ['qua, 4 set 2024 10:00:00 -0300', '2024-09-04T13:00:00Z'],
  ['mar., 03 févr. 2026 16:11:02 +0000', '2026-02-03T16:11:02Z'],
  ['Mi, 04 Mär 2026 00:00:00 +0100', '2026-03-03T23:00:00Z'],
  ['Mercredi, 4. Mars 2026 - 15:54', '2026-03-04T15:54:00Z'],
])('%s is %s', (text, expected) => {
  expect(iso(text)).toBe(expected);
});

test.each([
  '',
  'yesterday',
  'Mon, 30 Feb 2026 10:00:00 GMT',
  '31 Apr 2026',
  '2026-13-01T00:00:00Z',
  '2026-03-04T25:00:00Z',
  'Wed, 04 Mar 2026 09:61:00 GMT',
  '0001-01-01T00:00:00Z',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  '10/30',
  'item 4 of 2026 pages in 3',
])('%j is no date', (text) => {
  expect(parseFeedDate(text)).toBeUndefined();
});

test('every instant comes back from its standard forms', () => {
  const instant = fc.date({ min: new Date('1972-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(instant, (date) => {
      expect(parseFeedDate(date.toISOString())).toEqual(date);
      expect(parseFeedDate(date.toUTCString())?.getTime()).toBe(Math.floor(date.getTime() / 1000) * 1000);
    }),
  );
});

test('any text at all gives a date or nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d :,/+A-Za-z.-]{0,40}$/)), (text) => {
      const date = parseFeedDate(text);
      expect(date === undefined || Number.isFinite(date.getTime())).toBe(true);
    }),
  );
});

test.skipIf(!existsSync(ODD_DATES))('every odd date of the shared corpus is understood', () => {
  const dates = readFileSync(ODD_DATES, 'utf8').split('\n').filter(Boolean);
  expect(dates.length).toBeGreaterThan(40);
  expect(dates.filter((text) => parseFeedDate(text) === undefined)).toEqual([]);
});
