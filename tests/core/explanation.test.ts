import { expect, test } from 'vitest';
import { explainStory, explainText } from '../../src/core/messages/explanation.ts';
import { assessment, topic } from '../support/builders.ts';

const TOPICS = [
  topic({ id: 'talks', threshold: 0.4 }),
  topic({ id: 'oil', major: 0.5 }),
  topic({ id: 'drugs', threshold: 0.9 }),
];

const evidence = (feature: string, weight: number) => ({
  feature,
  weight,
  words: [feature],
  place: 'text' as const,
});

const importance = { score: 0.7, level: 'high' as const, grounds: [], independentOutlets: 2 };

test('a story is explained by its strongest reports, for and against, and by the topic that came nearest', () => {
  const judged = assessment({ talks: 0.3, oil: 0.9, drugs: 0.35 });
  const oil = [
    evidence('one', 3),
    evidence('two', -2),
    ...'abcdef'.split('').map((name) => evidence(name, 1)),
  ];
  const strong = {
    ...judged,
    topics: judged.topics.map((one) => (one.id === 'oil' ? { ...one, evidence: oil } : one)),
  };
  const assessments = [assessment({ oil: 0.6 }), strong];
  const told = { storyId: '7', headline: 'First', importance, fates: [] };
  const explained = explainStory({ ...told, assessments }, ['oil'], TOPICS);
  expect(explained).toMatchObject({ ...told, relevant: true });
  const [reasons] = explained.tagged;
  expect(reasons).toMatchObject({ id: 'oil', score: 0.9, major: 0.5 });
  expect(reasons?.for.map(({ feature }) => feature)).toEqual(['one', 'a', 'b', 'c']);
  expect(reasons?.against.map(({ feature }) => feature)).toEqual(['two']);
  expect(explained.nearest).toEqual({ id: 'talks', score: 0.3, threshold: 0.4 });
});

test('the same words are one reason, and what weighs next to nothing is none', () => {
  const judged = assessment({ oil: 0.9 });
  const words = [
    evidence('crude', 0.5),
    evidence('licence', 0.6),
    evidence('crude', 0.4),
    evidence('of', 0.01),
  ];
  const oil = judged.topics.map((one) => ({ ...one, evidence: words }));
  const [reasons] = explainText({ ...judged, topics: oil }, TOPICS).tagged;
  expect(reasons?.for.map(({ words: [word], weight }) => [word, weight])).toEqual([
    ['crude', 0.9],
    ['licence', 0.6],
  ]);
});

test('a text is explained by its own scores', () => {
  expect(explainText(assessment({ talks: 0.9, oil: 0.6, drugs: 0.2 }), TOPICS)).toMatchObject({
    relevant: true,
    tagged: [{ id: 'talks' }, { id: 'oil' }],
    nearest: { id: 'drugs' },
  });
});

test('a text without topics is explained all the same', () => {
  expect(explainText(assessment({}), [])).toMatchObject({ tagged: [], subject: { score: 0.9 } });
});
