import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LEVELS, type Destination } from '../../src/core/destination.ts';
import { findHeldBack } from '../../src/core/held-back.ts';
import { NO_MUTES, toStoryMutes, type Mute } from '../../src/core/mute.ts';
import { routeStory } from '../../src/core/route.ts';
import { destination, topic } from '../support/builders.ts';

const TOPICS = [
  topic({ id: 'talks' }),
  topic({ id: 'oil', major: 0.5 }),
  topic({ id: 'drugs', quiet: true }),
];
const until = new Date('2026-03-02T12:00:00Z');
const muted = (kind: Mute['kind'], subject: string): readonly Mute[] => [
  { destinationId: 'noticias', kind, subject, until },
];

const story = (tags: Readonly<Record<string, number>>, scores: Readonly<Record<string, number>> = tags) => ({
  topics: Object.entries(tags).map(([id, score]) => ({ id, score })),
  scores: Object.entries(scores).map(([id, score]) => ({ id, score })),
  importance: 0.6,
});

interface Case {
  readonly what: string;
  readonly scored: ReturnType<typeof story>;
  readonly to?: Partial<Destination>;
  readonly mutes?: readonly Mute[];
  readonly held: object;
}

const CASES: readonly Case[] = [
  {
    what: 'a score below its threshold',
    scored: story({}, { talks: 0.46 }),
    held: { kind: 'below-threshold', score: 0.46, threshold: 0.5 },
  },
  {
    what: 'a tag that too few reports carry',
    scored: story({}, { talks: 0.9 }),
    held: { kind: 'few-reports', topicId: 'talks' },
  },
  {
    what: 'nothing that is followed',
    scored: story({ oil: 0.9 }),
    to: { topics: ['gone'] },
    held: { kind: 'not-followed' },
  },
  {
    what: 'a quiet topic',
    scored: story({ drugs: 0.9 }),
    to: { topics: ['drugs'] },
    held: { kind: 'quiet-topic', topicId: 'drugs' },
  },
  {
    what: 'a muted story',
    scored: story({ oil: 0.9 }),
    mutes: muted('story', '7'),
    held: { kind: 'story-muted' },
  },
  {
    what: 'a muted topic',
    scored: story({ oil: 0.9 }),
    mutes: muted('topic', 'oil'),
    held: { kind: 'topic-muted', topicId: 'oil' },
  },
  {
    what: 'a story that is not major',
    scored: story({ talks: 0.9 }),
    to: { level: 'major' },
    held: { kind: 'below-major', importance: 0.6, major: 0.8 },
  },
  {
    what: 'digests only',
    scored: story({ talks: 0.9 }),
    to: { level: 'digest' },
    held: { kind: 'digest-only' },
  },
];

test.each(CASES)('$what is named as the reason', ({ scored, to, mutes = [], held }) => {
  expect(findHeldBack(scored, destination(to), TOPICS, toStoryMutes(mutes, '7'))).toMatchObject(held);
});

test('a destination is owed an alert exactly where nothing holds it back', () => {
  const ids = ['talks', 'oil', 'drugs'];
  const scores = fc.dictionary(fc.constantFrom(...ids), fc.double({ min: 0, max: 1, noNaN: true }));
  const mutes = fc.array(
    fc.record({
      destinationId: fc.constant('noticias'),
      kind: fc.constantFrom('story' as const, 'topic' as const),
      subject: fc.constantFrom('7', '8', ...ids),
      until: fc.constant(until),
    }),
    { maxLength: 2 },
  );
  const situation = fc.record({
    tags: scores,
    others: scores,
    importance: fc.double({ min: 0, max: 1, noNaN: true }),
    topics: fc.subarray(ids),
    level: fc.constantFrom(...LEVELS),
    mutes,
  });
  fc.assert(
    fc.property(situation, ({ tags, others, importance, topics, level, mutes: muting }) => {
      const scored = { ...story(tags, { ...others, ...tags }), importance };
      const to = destination({ topics, level });
      const silenced = muting.length === 0 ? NO_MUTES : toStoryMutes(muting, '7');
      const isOwed = routeStory(scored, [to], TOPICS, silenced).length > 0;
      expect(findHeldBack(scored, to, TOPICS, silenced) === undefined).toBe(isOwed);
    }),
    { numRuns: 2_000 },
  );
});
