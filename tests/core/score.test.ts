import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileConcepts, type Concept, type Role } from '../../src/core/text/concepts.ts';
import { extractFeatures } from '../../src/core/relevance/features.ts';
import type { Rules } from '../../src/core/relevance/model.ts';
import { readEntry } from '../../src/core/relevance/reading.ts';
import { assess, type Judge, type Judgeable } from '../../src/core/relevance/score.ts';
import { foldOf, trainModel, type Example } from '../../src/core/relevance/train.ts';

const concept = (id: string, role: Role, name: string, en: readonly string[]): Concept => ({
  id,
  role,
  classes: [name],
  spellings: { en },
});
const lexicon = compileConcepts([
  concept('upstream', 'side-a', 'a-name', ['Upland', 'Uplander']),
  concept('downstream', 'side-b', 'b-name', ['Lowland', 'Lowlander']),
  concept('treaty', 'topic', 'talk-words', ['treaty', 'talks']),
  concept('dam', 'topic', 'water-dam', ['dam', 'reservoir']),
  concept('football', 'disarming', 'sport', ['football', 'goal']),
]);

const SUBJECTS = ['Upland and Lowland', 'Uplander and Lowlander envoys:', 'Lowland tells Upland:'];
const OTHERS = ['Upland', 'Lowland', 'Elsewhere:', 'Upland v Lowland football:'];
const ACTS = ['treaty signed', 'dam filled', 'talks on the reservoir', 'nothing new'];
const examples: readonly Example[] = [...SUBJECTS, ...OTHERS].flatMap((who, row) =>
  ACTS.map((act, column) => {
    const relevant = SUBJECTS.includes(who);
    const topics = relevant
      ? [/treaty|talks/.test(act) ? 'talks' : '', /dam|reservoir/.test(act) ? 'water' : '']
      : [];
    return {
      id: `${row}-${column}`,
      title: `${who} ${act}`,
      text: '',
      language: 'en',
      relevant,
      topics: topics.filter((topic) => topic !== ''),
      event: `event-${row}-${column}`,
      hard: false,
      notes: [],
      invented: false,
    };
  }),
);

function judgeWith(rules?: Rules): Judge {
  const prepared = examples.map((example) => ({
    example,
    features: extractFeatures(readEntry(example, example.language, lexicon)),
  }));
  const options = { topics: ['talks', 'water'], corpus: 'test', penalties: [0.1] };
  const model = trainModel(prepared, rules === undefined ? options : { ...options, rules });
  return { lexicon, model, topics: options.topics, detect: () => 'en' };
}
const judge = judgeWith();
const about = (title: string, text = ''): Judgeable => ({ title, text });

test('an entry with both sides is on the subject and carries what it is about', () => {
  const { relevant, topics } = assess(about('Lowland and Upland in talks'), judge);
  expect(relevant).toBe(true);
  expect(topics.map(({ id, tagged }) => [id, tagged])).toEqual([
    ['talks', true],
    ['water', false],
  ]);
});

test('one side alone, or both in a match, is off the subject and carries no topic', () => {
  for (const title of ['Upland talks', 'Upland v Lowland football: dam goal']) {
    const { relevant, topics } = assess(about(title), judge);
    expect(relevant).toBe(false);
    expect(topics.some(({ tagged }) => tagged)).toBe(false);
  }
});

test('learning the same examples again gives the same model to the byte', () => {
  expect(JSON.stringify(judgeWith().model)).toBe(JSON.stringify(judge.model));
});

test('a pinned weight stands as it was set, a forbidden feature is never used', () => {
  const rules = {
    pinned: [{ question: 'subject', feature: 'class:sport', weight: -4 }],
    forbidden: ['concept:treaty'],
  };
  const { model } = judgeWith(rules);
  expect(model.rules).toEqual(rules);
  expect(model.subject.weights['class:sport']).toBe(-4);
  expect(model.topics['talks']?.weights['concept:treaty']).toBeUndefined();
});

test('the mere presence of another topic never speaks on a topic', () => {
  for (const { weights } of Object.values(judge.model.topics)) {
    expect(Object.keys(weights).filter((name) => name.startsWith('role:'))).toEqual([]);
  }
  expect(Object.keys(judge.model.subject.weights).some((name) => name.startsWith('role:'))).toBe(true);
});

test('what speaks against is part of the evidence', () => {
  const { evidence } = assess(about('Upland v Lowland football'), judge).subject;
  const against = evidence.find(({ feature }) => feature === 'class:sport');
  expect(against?.weight).toBeLessThan(0);
  expect(against?.words).toEqual(['football']);
});

const word = fc.constantFrom(
  'Upland',
  'lowlander',
  'TREATY',
  'dam',
  'goal',
  'after',
  '.',
  ',',
  'é',
  '\u202e',
  '\ud800',
);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(word).map((words) => words.join(' ')),
);

test('the bias and the evidence sum to the raw score exactly, whatever the entry', () => {
  fc.assert(
    fc.property(text, text, (title, body) => {
      const { subject, topics } = assess({ title, text: body }, judge);
      for (const score of [subject, ...topics]) {
        expect(score.evidence.reduce((sum, { weight }) => sum + weight, score.bias)).toBe(score.raw);
        expect(score.score).toBeGreaterThan(0);
        expect(score.score).toBeLessThan(1);
      }
    }),
  );
});

test('the words of the evidence stand in the entry letter by letter', () => {
  fc.assert(
    fc.property(text, text, (title, body) => {
      for (const { words } of assess({ title, text: body }, judge).subject.evidence) {
        for (const found of words) expect(`${title}\n${body}`).toContain(found);
      }
    }),
  );
});

test('no event is in two folds', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 20 }), (event, folds) => {
      const fold = foldOf(event, folds);
      expect(fold).toBe(foldOf(event, folds));
      expect(fold).toBeGreaterThanOrEqual(0);
      expect(fold).toBeLessThan(folds);
    }),
  );
});
