import { sigmoid } from '../relevance/learn.ts';
import { crowdingOf } from './crowding.ts';
import { matchStory } from './story-match.ts';
import type { StoryIndex } from './story-index.ts';
import type { StoryMatcher } from './story-model.ts';
import { DEFAULT_SPANS, type ArticleId, type OpenStory, type Report, type StoryId } from './story.ts';
import { findVeto } from './veto.ts';

/**
 * What puts stories right that later reports show to be wrong. Readers have seen the cards: nothing is announced
 * again, the surviving card is brought up to date and the other refers to it.
 */
export type Mending =
  | {
      readonly kind: 'join';
      /** The story that began first; it keeps its card. */
      readonly survivor: StoryId;
      readonly absorbed: StoryId;
      readonly probability: number;
    }
  | {
      readonly kind: 'split';
      readonly storyId: StoryId;
      /** The reports that leave for a story of their own; the story's first report stays. */
      readonly leaving: readonly ArticleId[];
      /** That both parts are one event after all. */
      readonly probability: number;
    };

/*
 * Mending asks for more than placing does: a wrong mending undoes what was right and is seen by readers. Beyond both
 * bounds, no labelled event that was held out in training was joined to another (the likeliest wrong pair reached
 * 0.63) or taken apart.
 */
const JOIN_FROM = 0.7;
const SPLIT_BELOW = 0.2;
const HELD_TOGETHER_FROM = 0.5;
const FEWEST_LEAVING = 2;
const MAX_COMPARED = 8;

/** Among what two stories are compared. */
interface MendingSpan {
  readonly windowMs?: number;
  /** What the number of open stories takes away from their likeness (`crowdingOf`). */
  readonly crowding?: number;
}

/**
 * Looks whether a story that a report has joined is one with another open one, or two. Its work does not grow with the
 * number of open stories: the index names a few candidates, and of each the latest reports are compared. A story of one
 * report has just been placed, and is left alone.
 */
export function findMending(
  story: OpenStory,
  index: Pick<StoryIndex, 'findCandidates' | 'reportCount'>,
  matcher: StoryMatcher,
  windowMs: number = DEFAULT_SPANS.windowMs,
): Mending | undefined {
  const latest = story.reports.at(-1);
  if (latest === undefined || story.reports.length < 2) return undefined;
  const candidates = index.findCandidates(latest.fingerprint);
  const crowding = crowdingOf(index.reportCount);
  return findJoin(story, candidates, matcher, { windowMs, crowding }) ?? findSplit(story, matcher, windowMs);
}

/**
 * Looks whether a story that has changed is one with another open one (`StoryIndex.findCandidates` of its latest
 * report). Undefined when no candidate is probable enough or a fact contradicts each.
 */
export function findJoin(
  story: OpenStory,
  candidates: readonly OpenStory[],
  matcher: StoryMatcher,
  { windowMs = DEFAULT_SPANS.windowMs, crowding = 0 }: MendingSpan = {},
): Mending | undefined {
  const found = candidates
    .filter(({ id }) => id !== story.id)
    .map((other) => ({ other, probability: likeness(story.reports, other, matcher, { windowMs, crowding }) }))
    .filter(({ other, probability }) => probability >= JOIN_FROM && !isContradicted(story, other, matcher))
    .toSorted((a, b) => b.probability - a.probability);
  const [best] = found;
  if (best === undefined) return undefined;
  const [survivor, absorbed] =
    beginOf(story) <= beginOf(best.other) ? [story, best.other] : [best.other, story];
  return { kind: 'join', survivor: survivor.id, absorbed: absorbed.id, probability: best.probability };
}

/**
 * Looks whether a story is two: its two least likely companions draw the other reports to themselves, and the two
 * parts are hardly alike while each holds together. Undefined when it is one, or when fewer than two would leave.
 */
export function findSplit(
  story: OpenStory,
  matcher: StoryMatcher,
  windowMs: number = DEFAULT_SPANS.windowMs,
): Mending | undefined {
  const [first, ...others] = story.reports.slice(0, 2 * MAX_COMPARED);
  if (first === undefined || others.length <= FEWEST_LEAVING) return undefined;
  const likeFirst = (report: Report) => likeness([report], asStory([first]), matcher, { windowMs });
  const farthest = others.reduce((least, one) => (likeFirst(one) < likeFirst(least) ? one : least));
  const leaving = others.filter(
    (report) =>
      report === farthest ||
      likeness([report], asStory([farthest]), matcher, { windowMs }) > likeFirst(report),
  );
  const staying = story.reports.filter((report) => !leaving.includes(report));
  const probability = likeness(leaving, asStory(staying), matcher, { windowMs });
  const isTwo = leaving.length >= FEWEST_LEAVING && probability < SPLIT_BELOW;
  if (!isTwo || !holdsTogether(leaving, matcher, windowMs)) return undefined;
  return {
    kind: 'split',
    storyId: story.id,
    leaving: leaving.map(({ articleId }) => articleId),
    probability,
  };
}

const asStory = (reports: readonly Report[]): OpenStory => ({ id: '', reports });
const beginOf = ({ reports }: OpenStory): number =>
  Math.min(...reports.map(({ fingerprint }) => fingerprint.at));

/** The probability that reports belong to a story, by the average of their log-odds less the crowding; 0 when all lie outside the window. */
function likeness(
  reports: readonly Report[],
  story: OpenStory,
  matcher: StoryMatcher,
  { windowMs = DEFAULT_SPANS.windowMs, crowding = 0 }: MendingSpan,
): number {
  const matches = reports
    .slice(-MAX_COMPARED)
    .map(({ fingerprint }) => matchStory(fingerprint, story, matcher, windowMs))
    .filter((match) => match !== undefined);
  if (matches.length === 0) return 0;
  const mean = matches.reduce((sum, { raw }) => sum + raw, 0) / matches.length - crowding;
  const { slope, shift } = matcher.model.calibration;
  return sigmoid(slope * mean + shift);
}

function holdsTogether(reports: readonly Report[], matcher: StoryMatcher, windowMs: number): boolean {
  const [first, ...others] = reports;
  return (
    first !== undefined && likeness(others, asStory([first]), matcher, { windowMs }) >= HELD_TOGETHER_FROM
  );
}

function isContradicted(one: OpenStory, other: OpenStory, { model }: StoryMatcher): boolean {
  return one.reports
    .slice(-MAX_COMPARED)
    .some(({ fingerprint }) => findVeto(fingerprint, other, model.rarity) !== undefined);
}
