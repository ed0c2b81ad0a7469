import { readFileSync } from 'node:fs';
import { parseFeed } from 'htmlparser2';
import Parser from 'rss-parser';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { feedAt, loadSample, type SampleEntry, type SampleFeed } from '../../src/demo/sample.ts';

const sample = loadSample();
const start = new Date('2026-03-05T00:00:00Z');
const END = 3 * 1440;
const onSubject = sample.entries.filter(({ label }) => label.relevant);

interface Shown {
  readonly guid: string | undefined;
  readonly link: string | undefined;
  readonly title: string | undefined;
  readonly date: string | undefined;
}

const JsonFeed = z.object({
  items: z.array(
    z.object({ id: z.string(), url: z.string(), title: z.string(), date_published: z.string() }),
  ),
});

async function readBack({ id, format, behaviour }: SampleFeed, minute: number): Promise<Shown[]> {
  const document = feedAt(sample, id, minute, start);
  if (format === 'json') {
    return JsonFeed.parse(JSON.parse(document)).items.map((shown) => ({
      guid: shown.id,
      link: shown.url,
      title: shown.title,
      date: shown.date_published,
    }));
  }
  if (behaviour === 'broken') {
    return (parseFeed(document)?.items ?? []).map((shown) => ({
      guid: shown.id,
      link: shown.link,
      title: shown.title,
      date: shown.pubDate?.toISOString(),
    }));
  }
  const { items } = await new Parser({ customFields: { item: ['id'] } }).parseString(document);
  return items.map((shown) => ({
    guid: shown.guid ?? shown['id'],
    link: shown.link,
    title: shown.title,
    date: shown.isoDate,
  }));
}

/** What a reader should find in a feed's document, told without the code that writes it. */
function expectedAt(feed: SampleFeed, minute: number): Shown[] {
  return sample.entries
    .filter(({ feedId, at }) => feedId === feed.id && at <= minute)
    .map((entry) => {
      const past = entry.revisions.filter(({ at }) => at <= minute);
      const dated = [entry.at, ...past.filter(({ restamp }) => restamp).map(({ at }) => at)];
      return {
        guid: feed.format === 'rdf' ? undefined : entry.guid,
        link: entry.link,
        title: [entry.title, ...past.flatMap(({ title }) => title ?? [])].at(-1),
        date: new Date(start.getTime() + Math.max(...dated) * 60_000).toISOString(),
      };
    })
    .toSorted((one, other) => other.date.localeCompare(one.date))
    .slice(0, 20);
}

const withoutParameters = ({ link }: SampleEntry): string => link.replace(/[?#].*$/, '');

test('the sample has twelve feeds in four formats and three languages, one slow, one broken, one dead', () => {
  expect(sample.feeds).toHaveLength(12);
  expect(new Set(sample.feeds.map(({ format }) => format))).toEqual(new Set(['rss', 'atom', 'rdf', 'json']));
  expect(new Set(sample.feeds.map(({ language }) => language))).toEqual(new Set(['en', 'es', 'pt']));
  for (const behaviour of ['slow', 'broken', 'dead'] as const) {
    expect(sample.feeds.filter((feed) => feed.behaviour === behaviour)).toHaveLength(1);
  }
});

test('everything is published under invented names', () => {
  const addresses = [...sample.feeds.map(({ site }) => site), ...sample.entries.map(({ link }) => link)];
  expect(addresses.filter((address) => !new URL(address).hostname.endsWith('.example'))).toEqual([]);
});

test('about three entries in five are off the subject', () => {
  expect(sample.entries.length).toBeGreaterThanOrEqual(160);
  const share = 1 - onSubject.length / sample.entries.length;
  expect(share).toBeGreaterThan(0.55);
  expect(share).toBeLessThan(0.65);
});

test('the baseline holds some thirty entries, a few of them on the subject within the last day', () => {
  const baseline = sample.entries.filter(({ at }) => at < 0);
  expect(baseline.length).toBeGreaterThanOrEqual(30);
  expect(baseline.length).toBeLessThanOrEqual(45);
  const recent = baseline.filter(({ at, label }) => label.relevant && at >= -1440);
  expect(recent.length).toBeGreaterThanOrEqual(3);
  expect(recent.length).toBeLessThanOrEqual(10);
});

test('the first entry on the subject after the start carries every topic of the article', () => {
  const first = onSubject.find(({ at }) => at >= 0);
  expect(first?.label.topics).toEqual(['talks', 'strikes', 'oil', 'migration', 'narcotics']);
});

test('labels use the topics of the subject, and every entry on the subject names its story', () => {
  const Subject = z.object({ topics: z.array(z.object({ id: z.string() })) });
  const file = new URL('../../config/venezuela-us/subject.yaml', import.meta.url);
  const topics = new Set(Subject.parse(parse(readFileSync(file, 'utf8'))).topics.map(({ id }) => id));
  expect(onSubject.filter(({ label }) => label.story === undefined)).toEqual([]);
  expect(onSubject.flatMap(({ label }) => label.topics).filter((topic) => !topics.has(topic))).toEqual([]);
  expect(new Set(onSubject.flatMap(({ label }) => label.topics))).toEqual(topics);
});

test('many stories are told by several outlets, and in several languages', () => {
  const languages = new Map(sample.feeds.map(({ id, language }) => [id, language]));
  const stories = [...Map.groupBy(onSubject, ({ label }) => label.story).values()];
  expect(stories.length).toBeGreaterThanOrEqual(18);
  expect(
    stories.filter((reports) => new Set(reports.map(({ feedId }) => feedId)).size > 1).length,
  ).toBeGreaterThanOrEqual(18);
  const crossing = stories.filter(
    (reports) => new Set(reports.map(({ feedId }) => languages.get(feedId))).size > 1,
  );
  expect(crossing.length).toBeGreaterThanOrEqual(12);
});

test('some articles stand in two feeds under one address with other parameters', () => {
  const shared = [...Map.groupBy(sample.entries, withoutParameters).values()].filter(
    (copies) => copies.length > 1,
  );
  expect(shared.length).toBeGreaterThanOrEqual(3);
  for (const copies of shared) {
    expect(new Set(copies.map(({ feedId }) => feedId)).size).toBe(copies.length);
    expect(new Set(copies.map(({ link }) => link)).size).toBe(copies.length);
  }
});

test.each(sample.feeds)('$id reads back as its newest entries in their latest version', async (feed) => {
  for (const minute of [0, 480, 900, 1440, 2160, 2500, END]) {
    expect(await readBack(feed, minute)).toEqual(expectedAt(feed, minute));
  }
});

test('a corrected entry changes its words and keeps its place', async () => {
  const feed = getFeed('gulf-wire');
  const link = 'https://www.gulfwire.example/world/us-seizes-tanker-off-venezuela';
  const before = (await readBack(feed, 14 * 60)).find((shown) => shown.link === link);
  const after = (await readBack(feed, 15 * 60)).find((shown) => shown.link === link);
  expect(before?.title).toContain('1.1 million');
  expect(after?.title).toMatch(/^CORRECTED.*1\.8 million/);
  expect(after?.date).toBe(before?.date);
});

test('a re-stamped entry comes again under a new date', async () => {
  const feed = getFeed('gulf-wire');
  const link = 'https://www.gulfwire.example/world/destroyers-leave-waters-off-venezuela';
  const before = await readBack(feed, END - 6 * 60);
  const after = await readBack(feed, END - 4 * 60 - 40);
  expect(after[0]?.link).toBe(link);
  expect(after[0]?.title).toBe(before.find((shown) => shown.link === link)?.title);
  expect(after[0]?.date).toBe('2026-03-07T19:15:00.000Z');
});

test('the broken feed is no XML', async () => {
  const document = feedAt(sample, 'noticias-andinas', 0, start);
  expect(getFeed('noticias-andinas').behaviour).toBe('broken');
  await expect(new Parser().parseString(document)).rejects.toThrow('Invalid character in entity name');
});

test('an unknown feed is an error', () => {
  expect(() => feedAt(sample, 'no-such-feed', 0, start)).toThrow('no-such-feed');
});

function getFeed(id: string): SampleFeed {
  const feed = sample.feeds.find((candidate) => candidate.id === id);
  if (feed === undefined) throw new Error(`no feed ${id}`);
  return feed;
}
