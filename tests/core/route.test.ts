import { expect, test } from 'vitest';
import { toStoryMutes } from '../../src/core/mute.ts';
import { routeStory } from '../../src/core/route.ts';
import { topicsOfStory } from '../../src/core/messages/story-topics.ts';
import { assessment, destination, topic } from '../support/builders.ts';

const TOPICS = [
  topic({ id: 'talks' }),
  topic({ id: 'oil', major: 0.5 }),
  topic({ id: 'drugs', quiet: true }),
];
const story = (topics: Readonly<Record<string, number>>, importance = 0.6) => ({
  topics: Object.entries(topics).map(([id, score]) => ({ id, score })),
  importance,
});

test('what a destination follows comes first, the strongest before the others', () => {
  const [route] = routeStory(
    story({ talks: 0.6, oil: 0.7, drugs: 0.9 }),
    [destination({ topics: ['talks', 'drugs'] })],
    TOPICS,
  );
  expect(route?.topics.map(({ id }) => id)).toEqual(['talks', 'drugs', 'oil']);
});

test('a quiet topic, a topic not followed and no topic at all earn no alert', () => {
  const all = [destination({ topics: ['talks', 'drugs'] })];
  for (const tags of [{ drugs: 0.9 }, { oil: 0.9 }, {}])
    expect(routeStory(story(tags), all, TOPICS)).toEqual([]);
});

const routes = (importance: number, level: 'all' | 'major' | 'digest') =>
  routeStory(story({ talks: 0.9, oil: 0.8 }, importance), [destination({ level })], TOPICS);

test('a story is major where one of the topics that earned it says so', () => {
  expect(routes(0.6, 'all')).toMatchObject([{ major: true }]);
  expect(routes(0.4, 'all')).toMatchObject([{ major: false }]);
  expect(routes(0.6, 'major')).toHaveLength(1);
  expect(routes(0.4, 'major')).toEqual([]);
  expect(routes(1, 'digest')).toEqual([]);
});

test('a story carries what a third of its reports carry, and what it has shown already', () => {
  const reports = [{ oil: 0.9, talks: 0.6 }, { oil: 0.8 }, { oil: 0.7, talks: 0.1 }, { oil: 0.95 }].map(
    assessment,
  );
  const voices = reports.map((report) => [report]);
  expect(topicsOfStory(voices, [])).toEqual([{ id: 'oil', score: 0.925 }]);
  expect(topicsOfStory(voices.slice(0, 3), [])).toEqual([
    { id: 'oil', score: 0.9 },
    { id: 'talks', score: 0.6 },
  ]);
  expect(topicsOfStory(voices, ['talks'])).toContainEqual({ id: 'talks', score: 0.6 });
});

const told = (...voices: readonly (readonly Readonly<Record<string, number>>[])[]) =>
  topicsOfStory(
    voices.map((voice) => voice.map(assessment)),
    [],
  ).map(({ id }) => id);

test('what a story began with leads, however strongly a later report speaks for something else', () => {
  const topics = topicsOfStory([[assessment({ oil: 0.8 })], [assessment({ talks: 1 })]], ['talks']);
  expect(topics).toEqual([
    { id: 'oil', score: 0.8 },
    { id: 'talks', score: 0.5 },
  ]);
});

test('a topic that the first report does not carry needs two voices', () => {
  expect(told([{ oil: 0.9 }], [{ talks: 0.99 }])).toEqual(['oil']);
  expect(told([{ oil: 0.9 }], [{ talks: 0.99 }, { talks: 0.9 }])).toEqual(['oil']);
  expect(told([{ oil: 0.9 }], [{ talks: 0.99 }], [{ talks: 0.6 }])).toEqual(['oil', 'talks']);
  expect(told([{}], [{ talks: 0.6 }])).toEqual(['talks']);
});

const until = new Date('2026-03-02T12:00:00Z');
const mutedAt = (kind: 'story' | 'topic', subject: string, destinationId = 'noticias') =>
  toStoryMutes([{ destinationId, kind, subject, until }], '7');

test.each([
  ['its story', mutedAt('story', '7'), []],
  ['another story', mutedAt('story', '8'), ['talks', 'oil']],
  ['one of its topics', mutedAt('topic', 'talks'), ['oil', 'talks']],
  ['a topic that it does not carry', mutedAt('topic', 'strikes'), ['talks', 'oil']],
  ['its story elsewhere', mutedAt('story', '7', 'petroleo'), ['talks', 'oil']],
] as const)('where somebody mutes %s, the story comes for what is left', (_what, mutes, topics) => {
  const tagged = story({ talks: 0.9, oil: 0.8 });
  const owed = routeStory(tagged, [destination()], TOPICS, mutes);
  expect(owed.flatMap((route) => route.topics.map(({ id }) => id))).toEqual(topics);
});
