import { expect, test } from 'vitest';
import { factsOfChange } from '../../src/core/cards/fact.ts';
import type { NewFact } from '../../src/core/stories/new-facts.ts';
import { reported } from './reported-article.ts';

const TITLE = 'Tanker seized off Margarita';
const gulf = reported({
  id: 'gulf',
  title: TITLE,
  text: 'CARACAS (Gulf Wire) – A Coast Guard ship was near. The captain, Elena Reyes, was held. It carried 40 sailors.',
  outlet: { name: 'Gulf Wire' },
});
const shown = {
  before: { headline: TITLE, summary: 'A Coast Guard ship was near.' },
  now: { headline: TITLE },
};
const told = (facts: readonly NewFact[], articles = [gulf], words = shown) =>
  factsOfChange({ kind: 'new-fact', facts }, articles, words).fact;

test('a new name is told by the sentence that has it, with who reports it', () => {
  expect(told([{ kind: 'name', outlet: 'Gulf Wire', name: 'elena reyes' }])).toMatchObject({
    headline: 'The captain, Elena Reyes, was held.',
    outlet: 'Gulf Wire',
    marks: [],
  });
});

test('a figure that replaces none is told by the sentence that has it', () => {
  const fact = told([{ kind: 'count', outlet: 'Gulf Wire', noun: 'sailo', value: 40 }]);
  expect(fact).toMatchObject({ headline: 'It carried 40 sailors.', marks: [] });
});

test.each([
  ['a word that is no full name', { kind: 'name', outlet: 'Gulf Wire', name: 'margarita' }],
  ['a name in no words that the report has', { kind: 'name', outlet: 'Gulf Wire', name: 'ana gil' }],
  ['an outlet that the story has no more', { kind: 'denial', outlet: 'Elsewhere' }],
] as const)('nothing is told of %s', (_what, fact) => {
  expect(told([fact])).toBeUndefined();
});

test('nothing is told that the card says already, or is about to say', () => {
  const fact = { kind: 'name', outlet: 'Gulf Wire', name: 'elena reyes' } as const;
  const summary = 'A ship was near. The captain, Elena Reyes, was held.';
  expect(told([fact], [gulf], { ...shown, before: { headline: TITLE, summary } })).toBeUndefined();
  const title = 'Captain Elena Reyes held';
  const named = reported({ ...gulf, title, text: '' });
  expect(told([fact], [named], { ...shown, now: { headline: title } })).toBeUndefined();
});

test('the next report speaks where the first has nothing new to say', () => {
  const other = reported({ id: 'b', title: 'Tanker crew of 40 held', outlet: { name: 'El Faro' } });
  const fact = told(
    [
      { kind: 'name', outlet: 'Gulf Wire', name: 'margarita' },
      { kind: 'count', outlet: 'El Faro', noun: 'held', value: 40 },
    ],
    [gulf, other],
  );
  expect(fact).toMatchObject({ outlet: 'El Faro', headline: 'Tanker crew of 40 held' });
});

test('a changed figure, a denial and the first official word are news though the headline stays', () => {
  const count = { kind: 'count', outlet: 'Gulf Wire', noun: 'held', value: 5, was: 4 } as const;
  expect(told([count])).toMatchObject({ headline: TITLE, marks: [{ kind: 'count', value: 5, was: 4 }] });
  for (const kind of ['denial', 'statement'] as const)
    expect(told([{ kind, outlet: 'Gulf Wire' }])?.marks).toEqual([{ kind }]);
});
