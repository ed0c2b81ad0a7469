import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openClusterer } from '../../src/app/tools/clusterer.ts';
import { openScorer } from '../../src/app/scorer.ts';
import { loadConfiguration } from '../../src/config/configuration.ts';

const configuration = loadConfiguration({ configDir: 'config', subject: 'venezuela-us' });
const score = openScorer(configuration);
const topics = configuration.subject.topics.map(({ id }) => id);

/** Judges the text in either place and expects whole, finite answers whose evidence adds up. */
function expectJudged(title: string, description: string, language?: string): void {
  const { language: told, relevant, subject, ...rest } = score({ title, description, language });
  expect(told).toMatch(/^[a-z]{2,3}$/);
  expect(relevant).toBe(subject.score >= configuration.model.subject.threshold);
  expect(rest.topics.map(({ id }) => id)).toEqual(topics);
  for (const { score: share, raw, bias, evidence } of [subject, ...rest.topics]) {
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThan(1);
    expect(evidence.reduce((sum, { weight }) => sum + weight, bias)).toBe(raw);
  }
}

/** Places entries of these texts one after the other and expects each in exactly one story, for a reason. */
function expectPlaced(texts: readonly string[], published?: string): void {
  const place = openClusterer(configuration);
  const stories = texts.map((text, index) =>
    place({ id: String(index), title: text.slice(0, 200), description: text, published }),
  );
  expect(stories.map(({ id }) => id)).toEqual(texts.map((_, index) => String(index)));
  for (const { id, story, joined, reason } of stories) {
    expect(story === id).toBe(!joined);
    expect(reason).toBeTypeOf('object');
  }
}

const MEGABYTES: readonly (readonly [what: string, unit: string, characters: number])[] = [
  ['text', 'Maduro and Trump resumed talks on oil in Caracas. ', 2_000_000],
  ['one word', 'a', 1_000_000],
  ['names without an end of a sentence', 'Maduro Trump ', 1_000_000],
  ['white space', ' \n\t', 1_000_000],
  ['open tags', '<div><b', 1_000_000],
  ['open brackets', '<', 1_000_000],
  ['character references', '&amp;lt;', 1_000_000],
  ['right-to-left marks', '\u200F\u202E', 1_000_000],
  ['emoji', '👨‍👩‍👧', 1_000_000],
  ['surrogate halves', '\uD83D', 1_000_000],
  ['control characters', '\u0000\u0007\u001B[2J', 1_000_000],
];

test.each(MEGABYTES)('a megabyte and more of %s is judged and placed in seconds', (_, unit, characters) => {
  const text = unit.repeat(characters / unit.length);
  const begun = performance.now();
  expectJudged(text, text);
  expectPlaced([text, text]);
  expect(performance.now() - begun).toBeLessThan(5_000);
});

test('an entry of nothing is off the subject', () => {
  for (const nothing of ['', ' ', '\n\n', '<p></p>', '&nbsp;', '\u200F', '\u0000', '\uD83D', '…']) {
    expectJudged(nothing, nothing);
    expect(score({ title: nothing, description: nothing }).relevant).toBe(false);
  }
  expectPlaced(['', '']);
});

test('a language that is not read, or no language at all, is judged all the same', () => {
  for (const text of [
    '委内瑞拉和美国恢复谈判',
    'Венесуэла и США',
    'فنزويلا والولايات المتحدة',
    'Venezuela 🇻🇪',
  ]) {
    for (const language of [undefined, 'zh', 'xx', '', 'EN-us', 'a language', '-'])
      expectJudged(text, text, language);
  }
  expect(score({ title: '委内瑞拉和美国', description: '', language: 'zh-CN' }).language).toBe('zh');
});

test('marks that nobody sees do not hide a report', () => {
  const title = 'Maduro accuses Trump of planning strikes on Venezuela';
  const plain = score({ title, description: '' });
  const marked = score({ title: `\u200F${title}\u200E 🚨`, description: '<i></i>\u0000' });
  expect(marked.subject.score).toBe(plain.subject.score);
});

const soup = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '</p>',
        '<p',
        '<script>',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '<a href="',
        "'",
        '&#',
      ),
      fc.constantFrom(
        '&#x110000;',
        '&lt;b&gt;',
        '\u200F',
        '\u202E',
        '\uFEFF',
        '\uDE00',
        '\uD83D',
        '\u0000',
        '🇻🇪',
      ),
      fc.constantFrom(
        'Maduro',
        'Trump',
        'U.S.',
        'EE. UU.',
        'Caracas',
        ' ',
        '\n\n',
        ', ',
        '“',
        '’s',
        '3,000',
        '__proto__',
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

test('whatever stands in an entry, it is judged', () => {
  const language = fc.option(fc.constantFrom('en', 'es', 'pt', 'de', '', 'pt_BR'), { nil: undefined });
  fc.assert(fc.property(soup, soup, language, expectJudged), { numRuns: 300 });
});

test('whatever stands in them and whenever they say they appeared, entries are placed', () => {
  const published = fc.option(
    fc.oneof(fc.string(), fc.constantFrom('2026-01-03', '-271821-04-21', '32 Jan')),
    {
      nil: undefined,
    },
  );
  fc.assert(fc.property(fc.array(soup, { maxLength: 6 }), published, expectPlaced), { numRuns: 150 });
});
