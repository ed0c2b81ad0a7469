import { crowdingOf } from './crowding.ts';
import { findFollowed } from './follow.ts';
import { sigmoid } from '../relevance/learn.ts';
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

/** The stories among which an article is placed. */
export interface Surroundings {
  /** How long a story accepts articles after its latest report. */
  readonly windowMs?: number;
  /** How many reports all open stories have, looked at or not. */
  readonly openReports?: number;
}

/**
 * Decides where an article belongs among the open stories that are like it (`StoryIndex.findCandidates`): it joins the
 * most probable one that no fact contradicts, if that is probable enough, and starts a story of its own otherwise.
 * The reason is that of the best candidate, joined or not. Ties go to the story that comes first.
 */
export function placeArticle(
  article: Fingerprint,
  candidates: readonly OpenStory[],
  matcher: StoryMatcher,
  { windowMs = DEFAULT_SPANS.windowMs, openReports = 0 }: Surroundings = {},
): Placement {
  const crowding = crowdingOf(openReports);
  const matches = candidates
    .map((story) => matchStory(article, story, matcher, windowMs))
    .filter((match) => match !== undefined)
    .map((match) => inCrowd(match, crowding, matcher))
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

/** A match as it stands among so many others; the crowd is one of its reasons. */
function inCrowd(match: StoryMatch, crowding: number, { model }: StoryMatcher): StoryMatch {
  if (crowding === 0) return match;
  const { slope, shift } = model.calibration;
  const raw = match.raw - crowding;
  return { ...match, raw, crowding, probability: sigmoid(slope * raw + shift) };
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
