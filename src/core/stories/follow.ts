import { sigmoid } from '../relevance/learn.ts';
import { overlap } from './sparse.ts';
import { comparePair } from './similarity.ts';
import { scoreOf, type StoryMatcher } from './story-model.ts';
import type { Fingerprint, OpenStory, StoryId } from './story.ts';
import { findVeto } from './veto.ts';

const DAY_MS = 86_400_000;
/**
 * How probably an article would be a report of a story if it had come out on the story's own day. Below this, entries
 * of one subject that are no sequel come first.
 */
const FOLLOWS_FROM = 0.95;
const MAX_COMPARED = 12;

/**
 * Returns the story whose thread an article that starts a story takes up: it tells the same save for the time, a day
 * or more after the story's latest report, and names the same in its headline. A contradicted fact makes it another act
 * of the same kind (the next boat, the next flight), which follows nothing. Conservative: a wrong link misleads more
 * than a missing one. How far back it looks is up to the candidates.
 */
export function findFollowed(
  article: Fingerprint,
  candidates: readonly OpenStory[],
  matcher: StoryMatcher,
): StoryId | undefined {
  const likely = candidates
    .map((story) => ({ story, probability: probabilityOnItsDay(article, story, matcher) }))
    .filter(({ probability }) => probability >= FOLLOWS_FROM)
    .toSorted((a, b) => b.probability - a.probability);
  return likely.find(({ story }) => findVeto(article, story, matcher.model.rarity) === undefined)?.story.id;
}

function probabilityOnItsDay(article: Fingerprint, { reports }: OpenStory, matcher: StoryMatcher): number {
  const latest = reports.at(-1);
  if (latest === undefined || article.at - latest.fingerprint.at < DAY_MS) return 0;
  const own = matcher.comparable(article);
  const others = reports.slice(-MAX_COMPARED).map(({ fingerprint }) => matcher.comparable(fingerprint));
  const isNamed = others.some(({ headConcepts }) => overlap(own.headConcepts, headConcepts).cosine > 0);
  if (!isNamed) return 0;
  const raws = others.map((other) => scoreOf(comparePair({ ...own, day: other.day }, other), matcher));
  const { slope, shift } = matcher.model.calibration;
  return sigmoid(slope * (raws.reduce((sum, raw) => sum + raw, 0) / raws.length) + shift);
}
