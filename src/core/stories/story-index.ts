import { createPostings, type Postings } from './postings.ts';
import type { StoryMatcher } from './story-model.ts';
import { DEFAULT_SPANS, type Fingerprint, type OpenStory, type Report, type StoryId } from './story.ts';

/** The open stories, found by what they share with an article. Changed in place; the clock comes in as an argument. */
export interface StoryIndex {
  readonly size: number;
  /** How many reports the open stories have together. */
  readonly reportCount: number;
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
const MOST_SHARED = 256;
const DAY_MS = 86_400_000;

interface Kept {
  readonly slot: number;
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
  const bySlot = new Map<number, Kept>();
  const postings = createPostings(MOST_SHARED);
  let nextSlot = 0;
  let reportCount = 0;

  const remove = (storyId: StoryId): void => {
    const entry = kept.get(storyId);
    if (entry === undefined) return;
    reportCount -= entry.story.reports.length;
    postings.remove(entry.slot, entry.keys);
    kept.delete(storyId);
    bySlot.delete(entry.slot);
  };

  return {
    get size() {
      return kept.size;
    },
    get reportCount() {
      return reportCount;
    },
    find: (storyId) => kept.get(storyId)?.story,
    remove,
    add(storyId, report, follows) {
      const known = kept.get(storyId) ?? openStory(nextSlot++, storyId, follows);
      const entry = withReport(known, report);
      reportCount += 1;
      kept.set(storyId, entry);
      bySlot.set(entry.slot, entry);
      const keys = keysOf(matcher, report.fingerprint).filter((key) => !entry.keys.has(key));
      for (const key of keys) entry.keys.add(key);
      postings.add(entry.slot, new Set(keys));
    },
    expire(now) {
      const expired = [...kept.values()]
        .filter(({ lastAt }) => now - lastAt > windowMs)
        .map(({ story }) => story);
      for (const { id } of expired) remove(id);
      return expired;
    },
    findCandidates: (article) => findAlike(article, { matcher, postings, bySlot, windowMs }),
  };
}

interface Search {
  readonly matcher: StoryMatcher;
  readonly postings: Postings;
  readonly bySlot: ReadonlyMap<number, Kept>;
  readonly windowMs: number;
}

interface Ranked {
  readonly story: OpenStory;
  readonly score: number;
}

/** A story that fell silent days ago must share more than one that is being told now. */
function findAlike(
  article: Fingerprint,
  { matcher, postings, bySlot, windowMs }: Search,
): readonly OpenStory[] {
  const { prefixes, concepts, names } = matcher.comparable(article);
  for (const { keys, weights } of [prefixes, concepts, names]) postings.score(keys, weights);
  const best: Ranked[] = [];
  for (const { slot, score } of postings.take()) {
    const entry = bySlot.get(slot);
    if (entry === undefined) continue;
    const silentMs = Math.abs(article.at - entry.lastAt);
    if (silentMs <= windowMs) insert(best, { story: entry.story, score: score / (1 + silentMs / DAY_MS) });
  }
  return best.map(({ story }) => story);
}

/** Keeps the best in falling order; among equals the one met first stays ahead. */
function insert(best: Ranked[], one: Ranked): void {
  if (best.length === MAX_CANDIDATES && one.score <= (best.at(-1)?.score ?? 0)) return;
  const place = best.findIndex(({ score }) => score < one.score);
  best.splice(place < 0 ? best.length : place, 0, one);
  if (best.length > MAX_CANDIDATES) best.pop();
}

function openStory(slot: number, id: StoryId, follows: StoryId | undefined): Kept {
  const story = follows === undefined ? { id, reports: [] } : { id, follows, reports: [] };
  return { slot, story, lastAt: Number.NEGATIVE_INFINITY, keys: new Set() };
}

const withReport = (known: Kept, report: Report): Kept => ({
  ...known,
  story: { ...known.story, reports: [...known.story.reports, report] },
  lastAt: Math.max(known.lastAt, report.fingerprint.at),
});

function keysOf(matcher: StoryMatcher, fingerprint: Fingerprint): readonly number[] {
  const { prefixes, concepts, names } = matcher.comparable(fingerprint);
  return [prefixes, concepts, names].flatMap(({ keys }) => [...keys]);
}
