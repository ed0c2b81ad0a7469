import { explainMatch, matchStory, type StoryMatch } from './story-match.ts';
import type { StoryMatcher } from './story-model.ts';
import {
  DEFAULT_SPANS,
  type Fingerprint,
  type OpenStory,
  type Placement,
  type PlacementReason,
} from './story.ts';
import { findVeto } from './veto.ts';

/** Between this and the threshold an article tells of the same thread, but of another act. */
const FOLLOWING_SHARE = 0.6;
const DAY_MS = 86_400_000;

/**
 * Decides where an article belongs among the open stories that are like it (`StoryIndex.findCandidates`): it joins the
 * most probable one that no fact contradicts, if that is probable enough, and starts a story of its own otherwise.
 * The reason is that of the best candidate, joined or not. Ties go to the story that comes first.
 */
export function placeArticle(
  article: Fingerprint,
  candidates: readonly OpenStory[],
  matcher: StoryMatcher,
  windowMs: number = DEFAULT_SPANS.windowMs,
): Placement {
  const matches = candidates
    .map((story) => matchStory(article, story, matcher, windowMs))
    .filter((match) => match !== undefined)
    .toSorted((a, b) => b.raw - a.raw);
  const { threshold } = matcher.model;
  const probable = matches.filter(({ probability }) => probability >= threshold);
  const joined = probable.find(({ story }) => findVeto(article, story, matcher.model.rarity) === undefined);
  if (joined !== undefined) {
    return { kind: 'join', storyId: joined.story.id, reason: reasonFor(article, joined, matcher) };
  }
  const [best] = matches;
  if (best === undefined) return { kind: 'start', reason: { probability: 0, threshold, reasons: [] } };
  const reason = reasonFor(article, best, matcher);
  return followsStory(article, best, matcher)
    ? { kind: 'start', follows: best.story.id, reason }
    : { kind: 'start', reason };
}

/**
 * Tells whether an article that starts a story follows the one it nearly joined: it comes a day or more after that
 * one began, and is nearly as probable as a report of it. A contradicted fact makes it another act of the same kind
 * (the next boat, the next flight), which follows nothing. Conservative: a wrong link misleads more than a missing one.
 */
export function followsStory(article: Fingerprint, match: StoryMatch, matcher: StoryMatcher): boolean {
  const { threshold, rarity } = matcher.model;
  const begins = Math.min(...match.story.reports.map(({ fingerprint }) => fingerprint.at));
  const isLater = article.at - begins >= DAY_MS;
  const isNear = match.probability >= threshold * FOLLOWING_SHARE;
  return isLater && isNear && findVeto(article, match.story, rarity) === undefined;
}

function reasonFor(article: Fingerprint, match: StoryMatch, matcher: StoryMatcher): PlacementReason {
  const veto = findVeto(article, match.story, matcher.model.rarity);
  return {
    candidate: match.story.id,
    probability: match.probability,
    threshold: matcher.model.threshold,
    reasons: explainMatch(article, match, matcher),
    ...(veto === undefined ? {} : { veto }),
  };
}
