import { expect, test } from 'vitest';
import { toStoryView } from '../../src/core/messages/story-view.ts';
import { topic } from '../support/builders.ts';
import { reported } from './reported-article.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 12, minute));
const english = { id: 'a', title: 'Chevron licence extended by six months', outlet: { name: 'Gulf Wire' } };
const spanish = {
  id: 'b',
  title: 'Amplían por seis meses la licencia de Chevron',
  language: 'es',
  outlet: { name: 'El Faro' },
};
const importance = {
  score: 0.5,
  level: 'relevant',
  dots: 2,
  confidence: 'single-source',
  independentOutlets: 2,
  grounds: [],
} as const;
const firstOf = (articles: Parameters<typeof toStoryView>[0]['articles'], language: 'en' | 'es') =>
  toStoryView({ id: '1', topics: [topic({ id: 'oil' })], articles, importance }, language).firstOutlet;

test('who told a story first is named where another outlet’s headline is shown', () => {
  const articles = [reported({ ...english, published: at(5) }), reported({ ...spanish, published: at(1) })];
  expect(firstOf(articles, 'en')).toBe('El Faro');
  expect(firstOf(articles, 'es')).toBeUndefined();
});

test('of two that date their reports alike, the one that is shown counts as the first', () => {
  const articles = [reported({ ...english, published: at(1) }), reported({ ...spanish, firstSeen: at(1) })];
  expect(firstOf(articles, 'en')).toBeUndefined();
  expect(firstOf(articles, 'es')).toBeUndefined();
});
