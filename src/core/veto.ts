import { DEAD } from './counts.ts';
import type { Fingerprint, OpenStory, Veto } from './story.ts';

/**
 * Returns the fact on which an article contradicts a story, so that they cannot be one event however alike they
 * sound: another number of dead in the same act. Running totals contradict nothing. Undefined when nothing does.
 */
export function findVeto(article: Fingerprint, story: OpenStory): Veto | undefined {
  const own = deadOf(article);
  const known = story.reports.flatMap(({ fingerprint }) => deadOf(fingerprint));
  if (own.length === 0 || known.length === 0 || own.some((value) => known.includes(value))) return undefined;
  return { fact: 'count', article: `${own.join(', ')} ${DEAD}`, story: `${known.join(', ')} ${DEAD}` };
}

const deadOf = ({ counts }: Fingerprint): readonly number[] =>
  counts.filter(({ noun }) => noun === DEAD).map(({ value }) => value);
