import fc from 'fast-check';
import { expect, test } from 'vitest';
import { missingPermissions } from '../../../src/core/subscriptions/permissions.ts';
import { countRates } from '../../../src/core/subscriptions/rates.ts';
import { offerZones, zoneOfLocale } from '../../../src/core/subscriptions/time-zones.ts';
import { readTopicNames, suggestTopicNames } from '../../../src/core/subscriptions/topic-names.ts';
import { isZone } from '../../../src/core/time/zone.ts';
import { topic } from '../../support/builders.ts';
import { minutesAgo, NOON } from '../../support/watch.ts';

const named = (id: string, en: string, es: string, pt: string) => topic({ id, name: { en, es, pt } });
const topics = [
  named('oil', 'Oil', 'Petróleo', 'Petróleo'),
  named('talks', 'Talks', 'Diálogo', 'Diálogo'),
  named('migration', 'Migration', 'Migración', 'Migração'),
];
const suggest = (written: string) => suggestTopicNames(written, topics, ({ id }) => id);
const idsIn = (written: string) => readTopicNames(written, topics).topics.map(({ id }) => id);

test('topics are understood in any language, without accents, in any case, joined by commas', () => {
  expect(idsIn(' PETROLEO ,migração; talks')).toEqual(['oil', 'talks', 'migration']);
  expect(idsIn('')).toEqual([]);
});

test('a name that is none is asked back for, with the topic that was probably meant', () => {
  expect(readTopicNames('oil, petrolio', topics).unknown).toMatchObject({
    written: 'petrolio',
    meant: { id: 'oil' },
  });
  expect(readTopicNames('dialgo', topics).unknown?.meant?.id).toBe('talks');
  expect(readTopicNames('football', topics).unknown).toEqual({ written: 'football' });
});

test('nothing that is written breaks the reading of it', () => {
  fc.assert(
    fc.property(fc.string(), (written) => {
      const { topics: found, unknown } = readTopicNames(written, topics);
      expect(found.length).toBeLessThanOrEqual(topics.length);
      expect(unknown?.written ?? '-').not.toBe('');
      suggestTopicNames(written, topics, ({ id }) => id);
    }),
  );
});

test('suggestions finish the last name, keep those before it, and never leave nothing to choose', () => {
  expect(suggest('oil, mig')).toEqual(['oil, migration']);
  expect(suggest('zzz')).toEqual(['oil', 'talks', 'migration']);
  expect(suggest('')).toEqual(['oil', 'talks', 'migration']);
});

test('a menu of time zones holds real ones, at most 25, from west to east, and the one that is set', () => {
  for (const chosen of [
    'Asia/Tokyo',
    'UTC',
    'no such zone',
    ...['en-US', 'es-ES', 'es-419', 'pt-BR'].map((locale) => zoneOfLocale(locale, 'UTC')),
  ]) {
    const offered = offerZones(chosen, NOON);
    expect(offered.length).toBeLessThanOrEqual(25);
    expect(offered.every(({ zone }) => isZone(zone))).toBe(true);
    expect(new Set(offered.map(({ label }) => label)).size).toBe(offered.length);
    expect(offered.some(({ zone }) => zone === chosen)).toBe(isZone(chosen));
  }
  expect(offerZones('Asia/Kolkata', NOON).at(-1)?.label).toBe('Kolkata (UTC+5:30)');
  expect(offerZones('UTC', NOON)[0]?.label).toBe('Los Angeles (UTC−8)');
});

test('what is missing depends on how stories stand in the channel', () => {
  const all = new Set(['ViewChannel', 'SendMessages', 'EmbedLinks', 'ReadMessageHistory']);
  expect(missingPermissions(all)).toEqual([]);
  expect(missingPermissions(all, 'threads')).toEqual(['CreatePublicThreads', 'SendMessagesInThreads']);
  expect(missingPermissions(new Set(['ViewChannel']), 'forum')).toEqual([
    'SendMessages',
    'EmbedLinks',
    'ReadMessageHistory',
    'SendMessagesInThreads',
  ]);
});

test('figures are of a day, by what each level would have brought', () => {
  const day = 24 * 60;
  const story = (days: number, importance: number) => ({
    firstSeen: minutesAgo(days * day),
    importance,
    topics: [{ id: 'oil', score: 0.9 }],
  });
  const stories = [story(2, 0.9), story(1.5, 0.3), story(1, 0.3), story(0.1, 0.85)];
  expect(countRates(stories, ['oil'], { topics, now: NOON })).toEqual({ all: 2, major: 1 });
  expect(countRates(stories, ['talks'], { topics, now: NOON })).toEqual({ all: 0, major: 0 });
  expect(countRates([story(0.01, 0.9)], ['oil'], { topics, now: NOON })).toEqual({ all: 1, major: 1 });
});

test('who leaves the zone open lives by the installation’s clock, unless that is nobody’s', () => {
  expect(zoneOfLocale('es-419', 'Europe/Lisbon')).toBe('Europe/Lisbon');
  expect(zoneOfLocale('es-419', 'UTC')).toMatch(/Bogota$/);
  expect(zoneOfLocale('es-ES', 'Europe/Lisbon')).toBe('Europe/Madrid');
  expect(zoneOfLocale('fr', 'UTC')).toBe('UTC');
});
