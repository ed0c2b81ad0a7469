import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepWithin } from '../../../src/core/digest/budget.ts';
import { readTimeOfDay } from '../../../src/core/digest/wishes.ts';
import { findZones } from '../../../src/core/time/find-zones.ts';

const NOW = new Date('2026-11-23T12:00:00Z');

const zonesOf = (written: string): string[] => findZones(written, NOW).map(({ zone }) => zone);

test('times are read as people write them', () => {
  const times = ['20:00', '8', '8.30', '20h', '7h45', '8 pm', '12 am', '12:15 p.m.', ' 9:05 '];
  expect(times.map(readTimeOfDay)).toEqual([
    '20:00',
    '08:00',
    '08:30',
    '20:00',
    '07:45',
    '20:00',
    '00:00',
    '12:15',
    '09:05',
  ]);
  for (const none of ['', 'noon', '24:00', '8:60', '13 pm', '0 am', '8:3', '-1', '20:00:00'])
    expect(readTimeOfDay(none)).toBeUndefined();
});

test('zones are found by any part of their name, accents aside, and by cities without a zone of their own', () => {
  expect(zonesOf('Bogotá')).toEqual(['America/Bogota']);
  expect(zonesOf('são paulo')).toEqual(['America/Sao_Paulo']);
  expect(zonesOf('caracas')).toEqual(['America/Caracas']);
  expect(zonesOf('Miam')).toEqual(['America/New_York']);
  expect(zonesOf('nowhere')).toEqual([]);
  for (const usual of ['America/Caracas', 'America/Bogota', 'America/Lima', 'Europe/Madrid'])
    expect(zonesOf('')).toContain(usual);
  expect(zonesOf('a').length).toBe(25);
});

test('what is kept fits, and nothing that was dropped matters more', () => {
  const line = fc.record({
    importance: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 0, max: 700 }),
  });
  fc.assert(
    fc.property(fc.array(line), fc.integer({ min: -100, max: 5_000 }), (lines, room) => {
      const kept = keepWithin(lines, room);
      const length = [...kept].reduce((sum, one) => sum + one.length, 0);
      expect(length).toBeLessThanOrEqual(Math.max(0, room));
      const dropped = lines.filter((one) => !kept.has(one));
      const least = Math.min(...[...kept].map(({ importance }) => importance));
      for (const { importance } of dropped) expect(importance).toBeLessThanOrEqual(least);
    }),
  );
});
