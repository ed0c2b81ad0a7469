import type { Comparable } from './comparable.ts';
import type { Sparse } from './sparse.ts';
import type { StoryMatcher } from './story-model.ts';
import { DEFAULT_SPANS, type Fingerprint, type OpenStory, type Report, type StoryId } from './story.ts';

/** The open stories, found by what they share with an article. Changed in place; the clock comes in as an argument. */
export interface StoryIndex {
  readonly size: number;
  /** Adds a report to a story, which is opened with its first. */
  readonly add: (storyId: StoryId, report: Report, follows?: StoryId) => void;
  readonly find: (storyId: StoryId) => OpenStory | undefined;
  readonly remove: (storyId: StoryId) => void;
  /** Removes the stories whose latest report is older than the window at `now` (epoch milliseconds); returns them. */
  readonly expire: (now: number) => readonly OpenStory[];
  /** Returns the stories most like an article and within the window, most alike first: what `placeArticle` looks at. */
  readonly findCandidates: (article: Fingerprint) => readonly OpenStory[];
}

/** More candidates have not changed a decision on the labelled entries. */
const MAX_CANDIDATES = 24;
/** What more stories than this have in common is looked up only for stories that share something rarer. */
const MAX_POSTINGS = 256;
const DAY_MS = 86_400_000;

interface Kept {
  readonly story: OpenStory;
  readonly lastAt: number;
  readonly keys: Set<number>;
}

/** Creates an index without stories. */
export function createStoryIndex(
  matcher: StoryMatcher,
  windowMs: number = DEFAULT_SPANS.windowMs,
): StoryIndex {
  const kept = new Map<StoryId, Kept>();
  const postings: Postings = new Map();

  return {
    get size() {
      return kept.size;
    },
    find: (storyId) => kept.get(storyId)?.story,
    remove: (storyId) => unpost(kept, postings, storyId),
    add(storyId, report, follows) {
      const entry = withReport(kept.get(storyId), storyId, report, follows);
      kept.set(storyId, entry);
      for (const { key } of keysOf(matcher.comparable(report.fingerprint))) {
        entry.keys.add(key);
        const having = postings.get(key);
        if (having === undefined) postings.set(key, new Set([storyId]));
        else having.add(storyId);
      }
    },
    expire(now) {
      const expired = [...kept.values()]
        .filter(({ lastAt }) => now - lastAt > windowMs)
        .map(({ story }) => story);
      for (const { id } of expired) unpost(kept, postings, id);
      return expired;
    },
    findCandidates(article) {
      const scores = new Map<StoryId, number>();
      for (const { key, weight } of keysOf(matcher.comparable(article))) {
        const having = postings.get(key);
        if (having === undefined || having.size > MAX_POSTINGS) continue;
        for (const storyId of having) scores.set(storyId, (scores.get(storyId) ?? 0) + weight * weight);
      }
      return rank(scores, kept, article.at, windowMs);
    },
  };
}

type Postings = Map<number, Set<StoryId>>;

function unpost(kept: Map<StoryId, Kept>, postings: Postings, storyId: StoryId): void {
  for (const key of kept.get(storyId)?.keys ?? []) {
    const having = postings.get(key);
    having?.delete(storyId);
    if (having?.size === 0) postings.delete(key);
  }
  kept.delete(storyId);
}

function withReport(
  known: Kept | undefined,
  id: StoryId,
  report: Report,
  follows: StoryId | undefined,
): Kept {
  const at = report.fingerprint.at;
  if (known === undefined) {
    const story = follows === undefined ? { id, reports: [report] } : { id, follows, reports: [report] };
    return { story, lastAt: at, keys: new Set() };
  }
  const story = { ...known.story, reports: [...known.story.reports, report] };
  return { story, lastAt: Math.max(known.lastAt, at), keys: known.keys };
}

/** A story that fell silent days ago must share more than one that is being told now. */
function rank(
  scores: ReadonlyMap<StoryId, number>,
  kept: ReadonlyMap<StoryId, Kept>,
  at: number,
  windowMs: number,
): readonly OpenStory[] {
  const ranked: { readonly story: OpenStory; readonly score: number }[] = [];
  for (const [storyId, score] of scores) {
    const entry = kept.get(storyId);
    if (entry === undefined || Math.abs(at - entry.lastAt) > windowMs) continue;
    ranked.push({ story: entry.story, score: score / (1 + Math.abs(at - entry.lastAt) / DAY_MS) });
  }
  return ranked
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MAX_CANDIDATES)
    .map(({ story }) => story);
}

function keysOf({
  prefixes,
  concepts,
  names,
}: Comparable): readonly { readonly key: number; readonly weight: number }[] {
  return [prefixes, concepts, names].flatMap((set: Sparse) =>
    [...set.keys].map((key, index) => ({ key, weight: set.weights[index] ?? 0 })),
  );
}
