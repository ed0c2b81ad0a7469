import { DEFAULT_SPANS, type StoryId } from './story.ts';
import type { Language } from '../types.ts';

/** One entry with the event it was labelled with and the story it was placed in. */
export interface PlacedEntry {
  readonly id: string;
  readonly event: string;
  readonly story: StoryId;
  readonly at: number;
  readonly language: Language;
}

export interface Measure {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** How well stories agree with labelled events. */
export interface ClusterMetrics {
  /** Over the pairs of entries that lie within the window. */
  readonly pairs: Measure;
  /** B-cubed: over entries, how much of its story is of its event, and of its event in its story. */
  readonly bCubed: Measure;
  /** Of the pairs of one event in two languages, how many are in one story. */
  readonly acrossLanguages: { readonly found: number; readonly all: number };
  /** Different events of one kind (two boat strikes) that were found in one story. */
  readonly similarMerged: readonly (readonly [string, string])[];
}

/** One clustering, and how much each of its entries counts: in cross-validation only those held out do. */
export interface ClusterRun {
  readonly entries: readonly PlacedEntry[];
  readonly weightOf: (entry: PlacedEntry) => number;
}

interface PairTally {
  right: number;
  wrong: number;
  missed: number;
  across: number;
  acrossFound: number;
  readonly similarMerged: Map<string, readonly [string, string]>;
}

/** Compares stories with labelled events, over one run or over all folds of a cross-validation together. */
export function clusterMetrics(
  runs: readonly ClusterRun[],
  windowMs: number = DEFAULT_SPANS.windowMs,
): ClusterMetrics {
  const tally: PairTally = {
    right: 0,
    wrong: 0,
    missed: 0,
    across: 0,
    acrossFound: 0,
    similarMerged: new Map(),
  };
  for (const run of runs) tallyPairs(tally, run, windowMs);
  return {
    pairs: toMeasure(
      share(tally.right, tally.right + tally.wrong),
      share(tally.right, tally.right + tally.missed),
    ),
    bCubed: bCubed(runs),
    acrossLanguages: { found: tally.acrossFound, all: tally.across },
    similarMerged: [...tally.similarMerged.values()],
  };
}

function tallyPairs(tally: PairTally, { entries, weightOf }: ClusterRun, windowMs: number): void {
  const inOrder = entries.toSorted((a, b) => a.at - b.at);
  for (const [index, one] of inOrder.entries()) {
    for (let next = index + 1; next < inOrder.length; next += 1) {
      const other = inOrder[next];
      if (other === undefined || other.at - one.at > windowMs) break;
      tallyPair(tally, one, other, (weightOf(one) + weightOf(other)) / 2);
    }
  }
}

function tallyPair(tally: PairTally, one: PlacedEntry, other: PlacedEntry, weight: number): void {
  if (weight === 0) return;
  const isTogether = one.story === other.story;
  if (one.event === other.event) tallySame(tally, isTogether, one.language !== other.language, weight);
  else if (isTogether) tallyMerged(tally, one, other, weight);
}

function tallySame(tally: PairTally, isTogether: boolean, isAcross: boolean, weight: number): void {
  if (isTogether) tally.right += weight;
  else tally.missed += weight;
  if (!isAcross) return;
  tally.across += weight;
  if (isTogether) tally.acrossFound += weight;
}

function tallyMerged(tally: PairTally, one: PlacedEntry, other: PlacedEntry, weight: number): void {
  tally.wrong += weight;
  if (kindOfEvent(one.event) !== kindOfEvent(other.event)) return;
  tally.similarMerged.set([one.event, other.event].toSorted().join(' '), [one.event, other.event]);
}

/** `boat-strike-2025-09-15` and `boat-strike-2025-10-03` are two events of one kind: only the figures differ. */
const kindOfEvent = (event: string): string => event.replaceAll(/-?\d+/g, '');

function bCubed(runs: readonly ClusterRun[]): Measure {
  let precision = 0;
  let recall = 0;
  let all = 0;
  for (const { entries, weightOf } of runs) {
    const stories = Map.groupBy(entries, ({ story }) => story);
    const events = Map.groupBy(entries, ({ event }) => event);
    for (const entry of entries) {
      const together = stories.get(entry.story) ?? [];
      const right = together.filter(({ event }) => event === entry.event).length;
      const weight = weightOf(entry);
      precision += weight * share(right, together.length);
      recall += weight * share(right, events.get(entry.event)?.length ?? 0);
      all += weight;
    }
  }
  return toMeasure(share(precision, all), share(recall, all));
}

const share = (part: number, all: number): number => (all === 0 ? 0 : part / all);

function toMeasure(precision: number, recall: number): Measure {
  return { precision, recall, f1: share(2 * precision * recall, precision + recall) };
}
