import { findFollowed } from './follow.ts';
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
  const reason =
    best === undefined ? { probability: 0, threshold, reasons: [] } : reasonFor(article, best, matcher);
  const follows = findFollowed(article, candidates, matcher);
  return follows === undefined ? { kind: 'start', reason } : { kind: 'start', follows, reason };
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
