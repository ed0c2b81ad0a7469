import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { UI_LANGUAGES } from '../../src/core/subject.ts';
import { OUTLET_KINDS } from '../../src/core/types.ts';

const Feeds = z.object({
  feeds: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
      url: z.url({ protocol: /^https$/ }),
      outlet: z.strictObject({
        name: z.string().min(2),
        kind: z.enum(OUTLET_KINDS),
        country: z
          .string()
          .regex(/^[A-Z]{2}$/)
          .optional(),
        group: z.string().min(2).optional(),
      }),
      language: z.enum(UI_LANGUAGES),
      certainty: z.enum(['sure', 'likely', 'guess']),
    }),
  ),
});
const Localised = z.strictObject({ en: z.string(), es: z.string(), pt: z.string() });
const Subject = z.object({
  name: Localised,
  languages: z.array(z.enum(UI_LANGUAGES)),
  topics: z.array(z.object({ id: z.string(), name: Localised, description: Localised, colour: z.string() })),
});

const read = (name: string): unknown =>
  parse(readFileSync(new URL(`../../config/venezuela-us/${name}`, import.meta.url), 'utf8'));
const { feeds } = Feeds.parse(read('feeds.yaml'));
const subject = Subject.parse(read('subject.yaml'));

test('no two feeds share an id or an address', () => {
  expect(new Set(feeds.map(({ id }) => id)).size).toBe(feeds.length);
  expect(new Set(feeds.map(({ url }) => url)).size).toBe(feeds.length);
});

test('every language of the subject and every kind of outlet has feeds', () => {
  expect(feeds.length).toBeGreaterThanOrEqual(45);
  for (const language of subject.languages) {
    expect(feeds.filter((feed) => feed.language === language).length).toBeGreaterThanOrEqual(10);
  }
  expect(new Set(feeds.map(({ outlet }) => outlet.kind))).toEqual(new Set(OUTLET_KINDS));
});

test('the subject is searched on Google News in each of its languages', () => {
  const searches = feeds.filter(({ url }) => url.startsWith('https://news.google.com/rss/search?'));
  expect(new Set(searches.map(({ language }) => language))).toEqual(new Set(subject.languages));
  for (const { url, outlet } of searches) {
    expect(outlet.kind).toBe('aggregator');
    expect([...new URL(url).searchParams.keys()]).toEqual(['q', 'hl', 'gl', 'ceid']);
    expect(new URL(url).searchParams.get('q')).toMatch(/ when:\dd$/);
  }
});

test('most addresses are sure', () => {
  expect(feeds.filter(({ certainty }) => certainty === 'sure').length).toBeGreaterThan(feeds.length / 2);
});

test('topics stand in their order, each with a colour of its own', () => {
  expect(subject.topics.map(({ id }) => id)).toEqual(['talks', 'strikes', 'oil', 'migration', 'narcotics']);
  expect(new Set(subject.topics.map(({ colour }) => colour)).size).toBe(subject.topics.length);
});
