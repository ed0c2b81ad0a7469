import { expect, test } from 'vitest';
import { tallyVoices } from '../../src/core/importance/voices.ts';
import { storyChange, type StorySnapshot } from '../../src/core/stories/change.ts';
import type { ReportedArticle } from '../../src/core/stories/story.ts';
import { reported } from './reported-article.ts';

const boat = reported({
  id: '1',
  title: 'Four dead as patrol sinks boat in the Caribbean',
  outlet: { name: 'The Daily' },
});

const snapshot = (...articles: readonly ReportedArticle[]): StorySnapshot => ({
  articles,
  importance: { level: 'relevant' },
});
const changeBy = (...fresh: readonly ReportedArticle[]) =>
  storyChange(snapshot(boat), snapshot(boat, ...fresh));
const later = (part: Parameters<typeof reported>[0]) =>
  reported({ id: '2', outlet: { name: 'Gulf Wire' }, ...part });

test('another outlet with the same facts is one more outlet', () => {
  expect(changeBy(later({ title: 'Patrol sinks boat in the Caribbean, four dead' }))).toEqual({
    kind: 'more-outlets',
    outlets: ['Gulf Wire'],
  });
});

test('the same outlet saying it again changes nothing, nor does the story itself', () => {
  expect(changeBy(later({ title: boat.title, outlet: { name: 'The Daily' } }))).toEqual({ kind: 'none' });
  expect(changeBy()).toEqual({ kind: 'none' });
});

test('another number of dead is a new fact, with the number told before', () => {
  expect(changeBy(later({ title: 'Seis muertos en el Caribe', language: 'es' }))).toMatchObject({
    kind: 'new-fact',
    facts: [{ kind: 'count', value: 6, was: 4, outlet: 'Gulf Wire' }],
  });
});

test('the same number in another language is not new', () => {
  const title = 'Mueren cuatro personas en una lancha';
  expect(changeBy(later({ title, language: 'es' }))).toMatchObject({ kind: 'more-outlets' });
});

test('who is named for the first time in a headline is a new fact', () => {
  expect(changeBy(later({ title: 'Survivor Elena Reyes tells of the boat’s last hour' }))).toMatchObject({
    kind: 'new-fact',
    facts: [{ kind: 'name', name: 'survivor elena reyes' }],
  });
});

test.for([
  'Colonel denies that the patrol sank a boat',
  'El ministro niega el hundimiento de la lancha',
  'Governo desmente naufrágio de lancha',
])('a denial is a new fact: %s', (title) => {
  const change = changeBy(later({ title }));
  expect(change).toMatchObject({ kind: 'new-fact' });
  expect(change.kind === 'new-fact' && change.facts.map(({ kind }) => kind)).toContain('denial');
});

test('a visa denied to somebody is no denial', () => {
  const title = 'Niegan visas a la tripulación de la lancha';
  expect(changeBy(later({ title, language: 'es' }))).toMatchObject({ kind: 'more-outlets' });
});

test('the first official word is a new fact', () => {
  const change = changeBy(later({ title: 'Patrol sinks boat', outlet: { name: 'Navy', kind: 'official' } }));
  expect(change).toEqual({ kind: 'new-fact', facts: [{ kind: 'statement', outlet: 'Navy' }] });
});

test.for([
  'CORRECTION: Patrol sank no boat in the Caribbean',
  'Fe de erratas: la lancha no fue hundida',
  'Errata: lancha não foi afundada',
  'Patrol did not sink boat (corrects earlier report)',
])('a report that mends an earlier one is a correction: %s', (title) => {
  expect(changeBy(later({ title }))).toMatchObject({ kind: 'correction', articleId: '2', now: title });
});

test('a headline that its outlet edits to another figure is a correction, one with a comma more is not', () => {
  const edited = reported({ ...boat, title: 'Three dead as patrol sinks boat in the Caribbean' });
  expect(storyChange(snapshot(boat), snapshot(edited))).toEqual({
    kind: 'correction',
    articleId: '1',
    outlet: 'The Daily',
    was: boat.title,
    now: edited.title,
  });
  const polished = reported({ ...boat, title: 'Patrol sinks boat in the Caribbean: four dead' });
  expect(storyChange(snapshot(boat), snapshot(polished))).toEqual({ kind: 'none' });
});

test('a headline whose figure its outlet raises tells something new; one of a live page is no correction', () => {
  const raised = reported({ ...boat, title: 'Seven dead as patrol sinks boat in the Caribbean' });
  expect(storyChange(snapshot(boat), snapshot(raised))).toEqual({
    kind: 'new-fact',
    facts: [{ kind: 'count', outlet: 'The Daily', noun: 'dead', value: 7, was: 4 }],
  });
  const live = reported({ ...boat, title: 'LIVE: Three dead as patrol sinks boat' });
  expect(storyChange(snapshot(boat), snapshot(live))).toEqual({ kind: 'none' });
});

test('a story that becomes major says so, with the facts that came with it', () => {
  const before = { articles: [boat], importance: { level: 'high' as const } };
  const after = {
    articles: [boat, later({ title: 'Six dead in the Caribbean' })],
    importance: { level: 'major' as const },
  };
  expect(storyChange(before, after)).toMatchObject({
    kind: 'became-major',
    facts: [{ kind: 'count', value: 6 }],
  });
  expect(storyChange(after, after)).toEqual({ kind: 'none' });
});

test('copies of a wire report are told from the outlets that report themselves, and named with their agency', () => {
  const text = 'The patrol opened fire at dawn, the navy said, and the boat went down within minutes. (AP)';
  const title = 'Patrol sinks boat';
  const tally = tallyVoices([
    reported({ id: '1', title, text, outlet: { name: 'Morning Post' } }),
    reported({ id: '2', title, text, outlet: { name: 'AP', kind: 'wire' } }),
    reported({ id: '3', title: 'Lancha hundida', language: 'es', outlet: { name: 'El Faro' } }),
  ]);
  expect(tally).toEqual({
    independent: ['AP', 'El Faro'],
    copies: [{ outlet: 'Morning Post', of: 'AP', agency: 'ap' }],
  });
});
