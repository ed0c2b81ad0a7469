import type { HeldBack } from '../held-back.ts';
import type { UiLanguage } from '../subject.ts';
import type { TopicId } from '../types.ts';
import { say } from './phrases.ts';

/**
 * Says what keeps a story from a destination.
 * @param nameOf gives a topic's name as it may stand where the words are shown
 */
export function sayHeldBack(why: HeldBack, language: UiLanguage, nameOf: (id: TopicId) => string): string {
  const figure = (value: number): string => toFigure(value, language);
  switch (why.kind) {
    case 'below-threshold': {
      const { topicId, score, threshold } = why;
      const values = { topic: nameOf(topicId), score: figure(score), threshold: figure(threshold) };
      return say('held.below-threshold', language, values);
    }
    case 'few-reports':
      return say('held.few-reports', language, { topic: nameOf(why.topicId), score: figure(why.score) });
    case 'below-major': {
      const values = { importance: figure(why.importance), major: figure(why.major) };
      return say('held.below-major', language, { ...values, all: say('level.all', language) });
    }
    case 'quiet-topic':
    case 'topic-muted':
      return say(`held.${why.kind}`, language, { topic: nameOf(why.topicId) });
    case 'not-followed':
    case 'story-muted':
    case 'digest-only':
      return say(`held.${why.kind}`, language, { all: say('level.all', language) });
  }
}

/** What arithmetic leaves of a figure that was meant to be exact. */
const CRUMB = 1e-9;

/** A figure with two places, as the language writes it; cut off, so that what misses a threshold never shows as reaching it. */
export const toFigure = (value: number, language: UiLanguage): string =>
  new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(
    Math.floor(value * 100 + CRUMB) / 100,
  );
