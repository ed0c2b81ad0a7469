import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeArticle } from '../../src/core/stories/cluster.ts';
import { clusterMetrics } from '../../src/core/stories/cluster-evaluate.ts';
import { createClusterStream } from '../../src/core/stories/cluster-stream.ts';
import { comparePair, PAIR_FEATURES } from '../../src/core/stories/similarity.ts';
import { createStoryIndex } from '../../src/core/stories/story-index.ts';
import { toStoryMatcher } from '../../src/core/stories/story-model.ts';
import type { Fingerprint } from '../../src/core/stories/story.ts';
import { findVeto } from '../../src/core/stories/veto.ts';
import { printOf } from './reported-article.ts';
import { at, matcher, START, storyOf } from './story-examples.ts';

const HOUR_MS = 3_600_000;
const compare = (a: Fingerprint, b: Fingerprint) => comparePair(matcher.comparable(a), matcher.comparable(b));
const boat = (dead: string, hours: number): Fingerprint =>
  printOf(
    `${dead} killed in strike on boat in the Caribbean`,
    'The boat was hit near the coast.',
    'en',
    at(hours),
  );

test('a report of the same act joins, and its reasons and the bias sum to the log-odds behind the probability', () => {
  const placement = placeArticle(boat('Three', 2), [storyOf('s1', boat('Three', 0))], matcher);
  expect(placement).toMatchObject({ kind: 'join', storyId: 's1' });
  const { probability, reasons } = placement.reason;
  const raw = reasons.reduce((sum, { weight }) => sum + weight, matcher.model.bias);
  expect(1 / (1 + Math.exp(-raw))).toBeCloseTo(probability, 6);
});

test('a comparison is the same in both directions, and a recorded reason names what was shared', () => {
  const one = printOf('Marines board the tanker Olina', '', 'en', at(0));
  const other = printOf('Abordan el tanker Olina', '', 'es', at(3));
  expect(compare(one, other)).toEqual(compare(other, one));
  const { reasons } = placeArticle(other, [storyOf('s1', one)], matcher).reason;
  expect(reasons.find(({ feature }) => feature === 'names')?.words).toEqual(['olina']);
});

test('another number of dead is another act, however alike the words: the reason names both numbers', () => {
  const placement = placeArticle(boat('Six', 20), [storyOf('s1', boat('Three', 0))], matcher);
  expect(placement).toMatchObject({
    kind: 'start',
    reason: { veto: { fact: 'count', article: '6 dead', story: '3 dead' } },
  });
  expect(placement).not.toHaveProperty('follows');
});

test.each([
  ['ordinal', 'Fifth boat seized in the Caribbean', 'Seventh boat seized in the Caribbean', 5],
  [
    'name',
    'Marines seize the boat Marinera in the Caribbean',
    'Marines seize the boat Sagitta in the Caribbean',
    50,
  ],
  ['day', 'Boat hit on Friday in the Caribbean', 'Boat hit on Wednesday in the Caribbean', 52],
])('another %s is another act: %j is not %j', (fact, first, second, hours) => {
  const story = storyOf('s1', printOf(first, '', 'en', at(0)));
  const placement = placeArticle(printOf(second, '', 'en', at(hours)), [story], matcher);
  expect(placement).toMatchObject({ kind: 'start', reason: { veto: { fact } } });
});

test('nothing joins a story whose reports all lie outside the window', () => {
  const placement = placeArticle(boat('Three', 24 * 7), [storyOf('s1', boat('Three', 0))], matcher);
  expect(placement).toMatchObject({ kind: 'start', reason: { probability: 0 } });
});

test('reports of one event across two languages are found through names', () => {
  const spanish = printOf('Hablan de tanker Olina', 'El asunto tanker Olina sigue.', 'es', at(4));
  const english = printOf('The tanker Olina dominates the day', '', 'en', at(2));
  expect(placeArticle(spanish, [storyOf('s1', english)], matcher).kind).toBe('join');
});

test('the index finds what shares something, forgets what is removed or has expired, and takes reports one by one', () => {
  const index = createStoryIndex(matcher);
  index.add('s1', { articleId: 'a1', fingerprint: boat('Three', 0) });
  index.add('s2', { articleId: 'a2', fingerprint: printOf('Volcano erupts', '', 'en', at(0)) }, 's0');
  index.add('s1', { articleId: 'a3', fingerprint: boat('Three', 30) });
  expect(index.find('s1')?.reports.map(({ articleId }) => articleId)).toEqual(['a1', 'a3']);
  expect(index.find('s2')?.follows).toBe('s0');
  expect(index.findCandidates(boat('Three', 31)).map(({ id }) => id)).toEqual(['s1']);
  expect(index.expire(START + 100 * HOUR_MS).map(({ id }) => id)).toEqual(['s2']);
  index.remove('s1');
  expect([index.size, index.findCandidates(boat('Three', 31))]).toEqual([0, []]);
});

test('every article of a stream gets a story, and the same stream the same stories', () => {
  const words = fc.array(
    fc.constantFrom('boat', 'Caribbean', 'Chevron', 'licence', 'Olina', 'crude', 'seven', 'dead'),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 12 }), (titles) => {
      const run = () => {
        const place = createClusterStream(matcher);
        return titles.map(
          (title, index) => place(`a${index}`, printOf(title.join(' '), '', 'en', at(index * 9))).story,
        );
      };
      const stories = run();
      expect(run()).toEqual(stories);
      expect(stories.every((story, index) => Number(story.slice(1)) <= index)).toBe(true);
    }),
  );
});

const entry = (id: string, event: string, story: string, language = 'en') => ({
  id,
  event,
  story,
  language,
  at: START,
});

test('metrics: perfect stories score 1, everything in one story has full recall and names the similar events merged', () => {
  const events = ['boat-strike-1', 'boat-strike-1', 'boat-strike-2', 'talks-1'];
  const languages = ['en', 'es', 'en', 'en'];
  const run = (storyFor: (event: string) => string) =>
    clusterMetrics([
      {
        entries: events.map((event, index) => entry(`e${index}`, event, storyFor(event), languages[index])),
        weightOf: () => 1,
      },
    ]);
  const perfect = run((event) => event);
  expect([perfect.pairs.f1, perfect.bCubed.f1, perfect.similarMerged]).toEqual([1, 1, []]);
  const lumped = run(() => 's');
  expect([lumped.pairs.recall, lumped.pairs.precision, lumped.bCubed.recall]).toEqual([1, 1 / 6, 1]);
  expect(lumped.acrossLanguages).toEqual({ found: 1, all: 1 });
  expect(lumped.similarMerged).toHaveLength(1);
});

test('a stream says what a further article shows to be wrong, and goes on from there', () => {
  const joinsAll = toStoryMatcher({ ...matcher.model, threshold: 0, bias: matcher.model.bias - 2 });
  const place = createClusterStream(joinsAll);
  const volcano = 'Volcano Tungurahua erupts near Ambato';
  const auction = 'Refiner Citgo sold at auction in Delaware';
  const titles = [volcano, auction, volcano, auction, auction];
  const lines = titles.map((title, hours) =>
    place(`a${String(hours)}`, printOf(title, 'Officials spoke.', 'en', at(hours))),
  );
  expect(lines.slice(0, 3).map(({ story, mending }) => [story, mending])).toEqual(
    ['a0', 'a0', 'a0'].map((story) => [story, undefined]),
  );
  expect(lines[3]).toMatchObject({
    story: 'a1',
    mending: { kind: 'split', storyId: 'a0', leaving: ['a1', 'a3'] },
  });
  expect(lines[4]?.story).toBe('a1');
});

const judged = (body: string, hours: number): Fingerprint => ({
  ...printOf('Judges decide on the ferry fire', 'The ferry fire.', 'en', at(hours)),
  headConcepts: [`body/${body}`],
});

test('another body that acts on another day is another event, one of the same day is not', () => {
  const story = storyOf('s1', judged('upper-court', 0));
  const { rarity } = matcher.model;
  expect(findVeto(judged('lower-court', 24), story, rarity)).toMatchObject({ fact: 'body' });
  expect(findVeto(judged('lower-court', 2), story, rarity)).toBeUndefined();
  expect(findVeto(judged('upper-court', 24), story, rarity)).toBeUndefined();
});

/** How much the numbers of two headlines, an hour apart, speak for one event. */
const equalNumbers = (one: string, other: string): number | undefined =>
  compare(printOf(one, '', 'en', at(0)), printOf(other, '', 'en', at(1)))[
    PAIR_FEATURES.indexOf('numbers.equal')
  ];

test('a small number speaks for one event only where both count the same; a large one always does', () => {
  expect(equalNumbers('Six jets land on the island', 'Plane brings six children home')).toBe(0);
  expect(equalNumbers('Six jets land on the island', 'Island sees six jets land')).toBe(1);
  expect(equalNumbers('Plane brings 174 migrants home', 'A hundred and more, 174 passengers in all')).toBe(1);
});
