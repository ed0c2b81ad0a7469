import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LEDGER_STATES } from '../../src/core/ledger.ts';
import type { Entry } from '../../src/core/types.ts';
import { entry } from '../support/builders.ts';
import { minutesAgo, NOON, openWatch } from '../support/watch.ts';

const link = 'http://one.example/2026/licence?id=7&lang=en';
const first = entry({ guid: 'tag:one.example,2026:7', link });
const other = entry({ link: 'https://one.example/other', title: 'Choir of Mérida sings again', text: '' });

describe.for<[name: string, entries: readonly Entry[]]>([
  ['the same document', [first, other]],
  ['the entries in another order', [other, first]],
  ['a changed guid under the same link', [{ ...first, guid: 'tag:one.example,2026:8' }, other]],
  ['a changed link under the same guid', [{ ...first, link: 'https://one.example/moved' }, other]],
  ['https in place of http', [{ ...first, link: link.replace('http:', 'https:') }, other]],
  ['a fragment on the link', [{ ...first, link: `${link}#comments` }, other]],
  ['tracking parameters', [{ ...first, link: `${link}&utm_source=rss&fbclid=x` }, other]],
  [
    'parameters in another order',
    [{ ...first, link: 'http://one.example/2026/licence?lang=en&id=7' }, other],
  ],
  ['a new date', [{ ...first, published: NOON }, other]],
  ['an edited title and text', [{ ...first, title: 'UPDATE: all of it', text: 'Rewritten.' }, other]],
  ['the entry twice', [first, first, other]],
  ['a document that shrinks', [other]],
])('%s', ([, entries]) => {
  test('brings nothing new', async () => {
    await using watch = await openWatch();
    await watch.read('one', [first, other]);
    const before = await watch.countRows();
    await watch.read('one', entries);
    await watch.read('one', [first, other]);
    expect(await watch.countRows()).toEqual(before);
  });
});

test('an entry with nothing to be recognised by but its words is taken in once', async () => {
  await using watch = await openWatch();
  const bare: Entry = { title: first.title, text: first.text, content: '' };
  await watch.read('one', [bare]);
  await watch.read('one', [{ ...bare, title: bare.title.toUpperCase() }]);
  expect(await watch.countRows()).toMatchObject({ entries: 1 });
});

test('two entries under one guid are both kept, at once or one after the other', async () => {
  const twin = { ...other, guid: first.guid ?? '' };
  for (const documents of [[[first, twin]], [[first], [first, twin]], [[first, twin], [twin], [first]]]) {
    await using watch = await openWatch();
    for (const document of documents) await watch.read('one', document);
    expect(await watch.countRows()).toMatchObject({ entries: 2, articles: 2 });
  }
});

test('the posts of a live page, which differ in the fragment of their guid alone, are all kept', async () => {
  await using watch = await openWatch();
  const page = 'https://one.example/live';
  const posts = ['#a', '#b', '#c'].map((fragment) => ({
    ...other,
    guid: `${page}${fragment}`,
    link: `${page}${fragment}`,
    title: `Post ${fragment}`,
  }));
  await watch.read('one', posts.slice(0, 2));
  await watch.read('one', posts);
  expect(await watch.countRows()).toMatchObject({ entries: 3, articles: 3 });
});

test('addresses of any length that differ only far behind their beginning are told apart', async () => {
  await using watch = await openWatch();
  const long = `https://one.example/${'a'.repeat(5_000)}`;
  const entries = ['1', '2'].map((end) => ({ ...other, guid: `${long}${end}`, link: `${long}${end}` }));
  await watch.read('one', entries);
  await watch.read('one', entries.toReversed());
  expect(await watch.countRows()).toMatchObject({ entries: 2, articles: 2 });
});

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    first.title,
    'Trump and Maduro agree to talks on oil and migration, Venezuela says',
    'Choir of Mérida sings again',
    '\0half \ud800 a pair',
  ),
);
const anyEntry: fc.Arbitrary<Entry> = fc.record(
  {
    guid: fc.constantFrom('1', '2', '3', 'http://one.example/a#1', '\0\ud800'),
    link: fc.constantFrom(
      'http://one.example/a',
      'https://one.example/a#x',
      'https://one.example/b',
      'no url',
    ),
    title: text,
    text,
    content: fc.constant(''),
    published: fc.constantFrom(NOON, minutesAgo(90), minutesAgo(60 * 24 * 30), new Date('2126-01-01')),
  },
  { requiredKeys: ['title', 'text', 'content'] },
);
const anyPolls = fc.array(
  fc.record({
    feed: fc.constantFrom('one', 'two'),
    entries: fc.array(anyEntry, { maxLength: 5 }),
    baseline: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4 },
);

test('whatever feeds give, every entry ends in one state with a reason, and nothing is taken in twice', async () => {
  const property = fc.asyncProperty(anyPolls, async (polls) => {
    await using watch = await openWatch();
    for (const poll of polls) {
      await watch.read(poll.feed, poll.entries, poll);
      const before = await watch.countRows();
      await watch.read(poll.feed, poll.entries.toReversed());
      expect(await watch.countRows()).toEqual(before);
    }
    const ledger = await watch.ledger();
    expect(ledger.length).toBeLessThanOrEqual(polls.flatMap(({ entries }) => entries).length);
    for (const { state, reason } of ledger) {
      expect(LEDGER_STATES).toContain(state);
      expect(reason).not.toBe('');
    }
    const withoutArticle = ledger.filter(({ state }) => state === 'too-old' || state === 'duplicate').length;
    expect((await watch.countRows())['articles']).toBe(ledger.length - withoutArticle);
  });
  await fc.assert(property, { numRuns: 60 });
});

test('every distinct entry of a feed is one line of the ledger, however often it is seen', async () => {
  const numbers = fc.array(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 6 }), { maxLength: 5 });
  const property = fc.asyncProperty(numbers, async (polls) => {
    await using watch = await openWatch();
    for (const poll of polls) {
      await watch.read(
        'one',
        poll.map((number) => ({
          ...other,
          guid: String(number),
          link: `https://one.example/${String(number)}`,
        })),
      );
    }
    expect(await watch.countRows()).toMatchObject({ entries: new Set(polls.flat()).size });
  });
  await fc.assert(property, { numRuns: 30 });
});
