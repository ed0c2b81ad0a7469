import { expect, test } from 'vitest';
import { createFindOutlet, isTooOld, toCleanEntry } from '../../src/core/article.ts';
import { entry, feed } from '../support/builders.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);
const daysAgo = (count: number) => later(-count * 86_400_000);
const wire = feed({ id: 'wire', outlet: { name: 'Gulf Wire', kind: 'wire' } });
const search = feed({ id: 'search', outlet: { name: 'Search', kind: 'aggregator' } });
const context = { now: NOW, findOutlet: createFindOutlet([wire, search]) };
const clean = (given: Parameters<typeof entry>[0], from = wire) => toCleanEntry(entry(given), from, context);

test.each([' - ', ' – ', ' — ', ' | '])('an outlet’s own name after %j is no part of a title', (dash) => {
  expect(clean({ title: `Talks begin${dash}gulf wire` }).title).toBe('Talks begin');
});

test('an aggregator names the outlet: one that is configured is known, another is of unknown kind', () => {
  const known = clean({ title: 'Talks begin - Gulf Wire', source: { name: 'GULF WIRE' } }, search);
  expect(known).toMatchObject({ title: 'Talks begin', outlet: wire.outlet });
  const unknown = clean({ title: 'Talks begin - The Herald', source: { name: 'The Herald' } }, search);
  expect(unknown).toMatchObject({ title: 'Talks begin', outlet: { name: 'The Herald', kind: 'unknown' } });
});

test('an outlet that names another as its source is the outlet all the same', () => {
  expect(clean({ source: { name: 'The Herald' } }).outlet).toEqual(wire.outlet);
});

test('a date a little ahead is believed, one further ahead reads as now, none stays none', () => {
  const ahead = later(9 * 60_000);
  expect(clean({ published: ahead })).toMatchObject({ published: ahead, dateInFuture: false });
  expect(clean({ published: later(3_600_000) })).toMatchObject({ published: NOW, dateInFuture: true });
  const { published: _, ...undated } = entry();
  expect(toCleanEntry(undated, wire, context)).not.toHaveProperty('published');
  expect(toCleanEntry({ ...undated, updated: NOW }, wire, context).published).toEqual(NOW);
});

test('only addresses that can be shown are kept, as their publisher gave them but for trackers', () => {
  const link = 'http://one.example/a?utm_source=feed&page=2#b';
  expect(clean({ link }).url).toBe('http://one.example/a?page=2#b');
  for (const other of ['javascript:alert(1)', 'https://a@b.example/', 'nothing'])
    expect(clean({ link: other })).not.toHaveProperty('url');
});

test('texts of any length are cut between characters, and nothing is left that a database refuses', () => {
  const { title, text } = clean({ title: `${'a'.repeat(498)}👩‍👧👩‍👧`, text: `\0${'ñ'.repeat(9_000)}\ud800` });
  expect(title).toBe(`${'a'.repeat(498)}…`);
  expect(text.length).toBeLessThanOrEqual(8_000);
  expect(text).not.toContain('\0');
  expect(text.isWellFormed()).toBe(true);
});

test('a post without a title is shown by its first sentence, one without anything by nothing', () => {
  expect(clean({ title: ' ', text: 'Talks begin in Doha. More soon.' }).title).toBe('Talks begin in Doha.');
  expect(clean({ title: '', text: 'word '.repeat(80) }).title).toMatch(/^word .{20,115}…$/);
  expect(clean({ title: '', text: '' }).title).toBe('');
});

test('what was published longer ago than a story stays open is too old', () => {
  expect(isTooOld(daysAgo(4.1), NOW, 4)).toBe(true);
  expect(isTooOld(daysAgo(3.9), NOW, 4)).toBe(false);
  expect(isTooOld(undefined, NOW, 4)).toBe(false);
});
