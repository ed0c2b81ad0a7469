import { expect, test } from 'vitest';
import { chartDays } from '../../../src/core/digest/chart.ts';
import { chooseDigest, type ChooseOptions } from '../../../src/core/digest/choose.ts';
import { followPeriod, type PeriodStory } from '../../../src/core/digest/period.ts';
import { judgeQuietDay } from '../../../src/core/digest/quiet-day.ts';
import { topic } from '../../support/builders.ts';

const period = { from: new Date('2026-11-22T20:00:00Z'), until: new Date('2026-11-23T20:00:00Z') };
const [talks, oil] = [topic({ id: 'talks' }), topic({ id: 'oil' })];
const at = (hour: number): Date => new Date(period.from.getTime() + hour * 3_600_000);

const story = (id: number, given: Partial<PeriodStory> = {}): PeriodStory => ({
  id: String(id),
  begunAt: at(1),
  topics: [{ id: 'oil', score: 0.9 }],
  importance: id / 100,
  reports: [{ at: at(1), outlet: 'EFE' }],
  ...given,
});

const choose = (stories: readonly PeriodStory[], given: Partial<ChooseOptions> = {}) =>
  chooseDigest({
    followed: followPeriod(stories, [talks, oil], period),
    alertedAt: new Map(),
    selection: 'daily',
    ...given,
  });

const about = (id: number, topicId: string): PeriodStory =>
  story(id, { topics: [{ id: topicId, score: 1 }] });

const alerted = (...ids: string[]) => new Map(ids.map((id) => [id, at(2)]));

const many = Array.from({ length: 20 }, (_, index) => story(index + 1));

test('a day has its top story, then three of each topic, by importance', () => {
  const mixed = [...many, story(30, { topics: [{ id: 'talks', score: 0.8 }] })];
  expect(choose(mixed)).toMatchObject({
    storyCount: 21,
    top: '30',
    groups: [
      { topic: oil, count: 20, listed: ['20', '19', '18'] },
      { topic: talks, count: 1, listed: [] },
    ],
  });
});

test('a week lists five in all, an absence its five most important without regard to topics', () => {
  const week = choose(many, { selection: 'weekly' });
  expect([week.top, ...week.groups.flatMap(({ listed }) => listed)]).toEqual(['20', '19', '18', '17', '16']);
  expect(choose(many, { selection: 'away' })).toMatchObject({
    highlights: ['20', '19', '18', '17', '16'],
    groups: [],
  });
});

test('a story belongs to one day alone: that in which it begins, its first moment left out', () => {
  const edges = [story(1, { begunAt: period.from }), story(2, { begunAt: period.until })];
  expect(choose(edges)).toMatchObject({ storyCount: 1, top: '2' });
});

test('an alert is news again only when an outlet tells the story that had not', () => {
  const again = [
    { at: at(1), outlet: 'EFE' },
    { at: at(5), outlet: 'EFE' },
  ];
  const grown = [...again, { at: at(6), outlet: 'AP' }];
  const alertedAt = new Map([
    ['1', at(2)],
    ['2', at(2)],
  ]);
  const chosen = choose([story(1, { reports: again }), story(2, { reports: grown })], { alertedAt });
  expect(chosen).toMatchObject({ storyCount: 2, top: '2', updated: new Set(['2']) });
});

test('no topic stands without a line: one whose stories were all announced shows its most important', () => {
  const stories = [about(1, 'talks'), about(2, 'talks'), about(3, 'oil'), about(4, 'oil'), about(5, 'oil')];
  const linesOf = (alertedAt: ReadonlyMap<string, Date>) =>
    choose(stories, { alertedAt }).groups.map(({ topic: { id }, listed }) => [id, ...listed]);
  const afterAlerts = alerted('1', '2', '3', '4');
  expect(linesOf(afterAlerts)).toEqual([
    ['oil', '4'],
    ['talks', '2'],
  ]);
  expect(choose(stories, { alertedAt: afterAlerts })).toMatchObject({ top: '5', updated: new Set() });
  expect(linesOf(alerted('1', '2', '4'))).toEqual([
    ['oil', '3'],
    ['talks', '2'],
  ]);
  expect(linesOf(alerted('1', '2', '3', '4', '5'))).toEqual([
    ['oil', '5'],
    ['talks', '2'],
  ]);
});

test('topics that are not followed do not count', () => {
  const migration = story(9, { topics: [{ id: 'migration', score: 1 }] });
  expect(choose([migration])).toMatchObject({ storyCount: 0, groups: [], outletCount: 0 });
});

test('stories that were all announced are worth a message only where every day is wanted', () => {
  const announced = choose([story(1)], { alertedAt: new Map([['1', at(2)]]) });
  const verdict = (quietDay: 'line' | 'skip', isPrivate = false) =>
    judgeQuietDay(announced, { quietDay, isPrivate, quietDays: 0 }).shown;
  expect([verdict('line'), verdict('skip'), verdict('skip', true)]).toEqual([
    'stories',
    'nothing',
    'nothing',
  ]);
});

test('the chart’s days end when its digest does, also across a change of clock', () => {
  const days = chartDays(new Date('2026-11-02T01:00:00Z'), 'America/New_York');
  expect(days.map(({ day }) => day.slice(5))).toEqual([
    '10-26',
    '10-27',
    '10-28',
    '10-29',
    '10-30',
    '10-31',
    '11-01',
  ]);
  const hours = days.map(({ from, until }) => (until.getTime() - from.getTime()) / 3_600_000);
  expect(hours).toEqual([24, 24, 24, 24, 24, 24, 25]);
});
