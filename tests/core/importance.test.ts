import { expect, test } from 'vitest';
import { importance, noveltyOf } from '../../src/core/importance/importance.ts';
import { listVoices } from '../../src/core/importance/voices.ts';
import { printOf, reported } from './reported-article.ts';

const WIRE_TEXT =
  'CARACAS (AP) — The government signed the new oil law late on Thursday after two weeks of debate in the chamber.';
const OUTLETS = ['Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon'];
const OWN_REPORTS = [
  'Lawmakers voted for the reform after midnight',
  'Foreign companies may now drill alone',
  'What the new hydrocarbons rules change',
  'Unions fear for jobs as the state retreats',
  'Royalties fall to thirty percent under reform',
];

test('fourteen copies of one wire report are one voice', () => {
  const copies = Array.from({ length: 14 }, (_, index) =>
    reported({ id: `a${index}`, text: WIRE_TEXT, outlet: { name: `Paper ${index}` } }),
  );
  expect(listVoices(copies)).toHaveLength(1);
  expect(importance(copies).independentOutlets).toBe(1);
  expect(importance(copies).confidence).toBe('single-source');
});

test('near-identical text without a byline is one voice too', () => {
  const text =
    'The ship left the terminal at dawn with two million barrels aboard, port records show, and turned north.';
  const copies = ['Alpha', 'Beta'].map((name) => reported({ text, outlet: { name } }));
  expect(listVoices(copies)).toHaveLength(1);
});

test('outlets of one owner are one voice, own reports of others are several', () => {
  const articles = OUTLETS.map((name, index) =>
    reported({
      title: OWN_REPORTS[index] ?? '',
      outlet: index < 2 ? { name, group: 'Prisa' } : { name },
    }),
  );
  expect(listVoices(articles)).toHaveLength(4);
});

test('more independent outlets, an official word and a strong outlet raise importance, and the grounds sum to it', () => {
  const one = importance([reported()]);
  const five = importance(
    OUTLETS.map((name, index) => reported({ title: OWN_REPORTS[index] ?? '', outlet: { name } })),
  );
  const official = importance([reported({ outlet: { name: 'Treasury', kind: 'official' } })]);
  expect([one.level, five.level]).toEqual(['relevant', 'major']);
  expect([one.dots, five.dots]).toEqual([2, 4]);
  expect(official.score).toBeGreaterThan(one.score);
  expect(official.confidence).toBe('official');
  expect(one.grounds.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(one.score);
});

test('a ministry that is quoted counts, in three languages', () => {
  const quoted = [
    ['en', 'The Treasury Department said the licence was extended.'],
    ['es', 'El Ministerio de Exteriores informó de la reunión.'],
    ['pt', 'O governo brasileiro disse que não participou.'],
  ];
  for (const [language = '', text = ''] of quoted) {
    const grounds = importance([reported({ language, text })]).grounds.map(({ feature }) => feature);
    expect(grounds).toContain('official-attribution');
  }
});

test('a story that repeats what the one it follows told is less new', () => {
  const report = reported({ title: 'Chevron licence in the Caribbean: crude flows again' });
  const repeated = importance([report], [report.fingerprint]).score;
  expect(repeated).toBeLessThan(importance([report]).score);
  expect(noveltyOf(report.fingerprint, [report.fingerprint])).toBe(0);
  expect(noveltyOf(report.fingerprint, [])).toBe(1);
  expect(noveltyOf(printOf('Three killed in boat'), [report.fingerprint])).toBe(1);
});
