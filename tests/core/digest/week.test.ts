import { expect, test } from 'vitest';
import { findBecame, type Became, type WatchedStory } from '../../../src/core/digest/became.ts';
import { chartDays, drawUp } from '../../../src/core/digest/chart.ts';
import { chooseDigest } from '../../../src/core/digest/choose.ts';
import { followPeriod, type PeriodStory } from '../../../src/core/digest/period.ts';
import { sayChart } from '../../../src/core/digest/chart-words.ts';
import { topic } from '../../support/builders.ts';

const week = { from: new Date('2026-11-16T08:00:00Z'), until: new Date('2026-11-23T08:00:00Z') };
const topics = ['talks', 'oil', 'strikes', 'migration'].map((id) => topic({ id }));
const at = (day: number): Date => new Date(week.from.getTime() + day * 86_400_000);

/** A story of a topic that began on a day of the week, or before it. */
const story = (id: number, about = 'oil', day = 1): PeriodStory => ({
  id: String(id),
  begunAt: at(day),
  topics: [{ id: about, score: 0.9 }],
  importance: id / 100,
  reports: [{ at: at(Math.max(day, 1)), outlet: 'EFE' }],
});

const watched = (id: string, given: Partial<WatchedStory> = {}): WatchedStory => ({
  id,
  begunAt: at(1),
  isClosed: false,
  ...given,
});

/** How the seven days of a chart are named. */
const days = (until: string): string[] => chartDays(new Date(until), 'UTC').map(({ day }) => day.slice(5));

const choose = (
  stories: readonly PeriodStory[],
  { became = {}, useful = [] }: { became?: Record<string, Became[]>; useful?: string[] } = {},
) =>
  chooseDigest({
    followed: followPeriod(stories, topics, week),
    alertedAt: new Map(stories.map(({ id }) => [id, at(6)])),
    selection: 'weekly',
    week: { became: new Map(Object.entries(became)), useful },
  });

test('what became of a story is told the weightiest first, and of most there is nothing to tell', () => {
  const stories = [watched('1', { isClosed: true }), watched('2'), watched('3', { followsId: 1 })];
  const changed = new Map([['1', new Set(['major', 'corrected'] as const)]]);
  expect(findBecame(stories, changed, week)).toEqual(
    new Map([['1', ['corrected', 'major', 'followed', 'closed']]]),
  );
});

test('what a story led to before the week became of it then, not in this one', () => {
  const stories = [watched('1', { begunAt: at(-4) }), watched('2', { begunAt: at(-3), followsId: 1 })];
  expect(findBecame(stories, new Map(), week)).toEqual(new Map());
});

test('a week lists the largest story of every topic and five in all, whatever was announced meanwhile', () => {
  const oil = [90, 89, 88, 87, 86].map((id) => story(id));
  const others = [story(10, 'talks'), story(9, 'talks'), story(5, 'strikes')];
  const { top, groups, updated, announced } = choose([...oil, ...others]);
  expect(top).toBe('90');
  expect(groups.map(({ topic: { id }, listed }) => [id, ...listed])).toEqual([
    ['oil', '89', '88'],
    ['talks', '10'],
    ['strikes', '5'],
  ]);
  expect([updated.size, announced.size]).toEqual([0, 0]);
});

test('of stories from before the week, those that were corrected or became major come first', () => {
  const before = [50, 40, 30, 20, 10].map((id) => story(id, 'oil', -2));
  const { developing } = choose(before, {
    became: { '10': ['corrected'], '20': ['closed'], '30': ['major'] },
  });
  expect(developing).toEqual(['30', '10', '50']);
});

test('what changed of a topic counts all its stories, those from before the week, too', () => {
  const stories = [story(1), story(2), story(3, 'oil', -2), story(4, 'talks')];
  const became = { '1': ['closed'], '2': ['corrected', 'closed'], '3': ['corrected'] } satisfies Record<
    string,
    Became[]
  >;
  expect(choose(stories, { became }).groups).toMatchObject([
    { topic: { id: 'oil' }, count: 2, became: { corrected: 2, closed: 2 } },
    { topic: { id: 'talks' }, count: 1, became: {} },
  ]);
});

test('of what readers found useful, two stories are named that this reader follows', () => {
  const stories = [story(1), story(2), story(3), story(9, 'sport')];
  expect(choose(stories, { useful: ['9', '2', '7', '1', '3'] }).useful).toEqual(['2', '1']);
});

test('a morning’s chart names its days after those of which it tells most', () => {
  expect(days('2026-11-23T08:00:00Z')).toEqual([
    '11-16',
    '11-17',
    '11-18',
    '11-19',
    '11-20',
    '11-21',
    '11-22',
  ]);
  expect(days('2026-11-23T12:00:00Z').at(-1)).toBe('11-23');
});

test.each([
  ['en', 'Stories per topic, 7 days. 16 Nov: 0; 17 Nov: 2 (x 2);', ' 22 Nov: 1 (x 1). In all: x 3.'],
  ['es', 'Historias por tema, 7 días. 16 nov: 0; 17 nov: 2 (x 2);', ' 22 nov: 1 (x 1). En total: x 3.'],
  [
    'pt',
    'Histórias por tema, 7 dias. 16 de nov.: 0; 17 de nov.: 2 (x 2);',
    ' 22 de nov.: 1 (x 1). No total: x 3.',
  ],
] as const)('in %s the week’s chart is told in words, day by day', (language, begin, end) => {
  const stories = [story(1, 'oil', 1.5), story(2, 'oil', 1.5), story(3, 'oil', 6.5)];
  const chart = drawUp(stories, chartDays(week.until, 'UTC'), topics, language);
  if (chart === undefined) throw new Error('there is no chart');
  const named = {
    ...chart,
    series: chart.series.map((one) => ({ ...one, topic: { ...one.topic, name: 'x' } })),
  };
  const told = sayChart({ ...named, isWhole: true }, language);
  expect(told.startsWith(begin)).toBe(true);
  expect(told.endsWith(end)).toBe(true);
});

test('a chart of too many topics to name each day is still told whole, day by day', () => {
  const series = Array.from({ length: 20 }, (_, index) => ({
    topic: { id: String(index), name: `Topic number ${String(index)}`, emoji: '', colour: 0 },
    counts: [3, 2, 5, 1, 4, 7, 9],
  }));
  const told = sayChart({ days: chartDays(week.until, 'UTC').map(({ day }) => day), series }, 'en');
  expect(told.length).toBeLessThanOrEqual(1_024);
  expect(told).toContain('16 Nov: 60; 17 Nov: 40;');
  expect(told).toMatch(/Topic number 19 9\.$/);
});
