import { isOfficiallyAttributed } from './attribution.ts';
import type { Confidence, Fingerprint, Importance, Reason, ReportedArticle } from '../stories/story.ts';
import type { OutletKind } from '../types.ts';
import { listVoices } from './voices.ts';

/** From which score a story counts as high and as major. A topic may ask for more or less (`major`). */
export interface ImportanceLevels {
  readonly high: number;
  readonly major: number;
}

export const DEFAULT_LEVELS: ImportanceLevels = { high: 0.6, major: 0.8 };

/*
 * What each ground is worth. Chosen so that one outlet's report is never more than relevant, two independent ones make
 * a story high, four (or three with an official word) major: a handful of major stories a week, as readers expect.
 */
const BASE = 0.3;
const A_DOUBLING = 0.16;
const OFFICIAL_OUTLET = 0.2;
const OFFICIAL_WORD = 0.1;
const NOVELTY = 0.12;
const KIND_WORTH: Readonly<Record<OutletKind | 'unknown', number>> = {
  wire: 0.12,
  official: 0.1,
  international: 0.1,
  'us-outlet': 0.08,
  independent: 0.08,
  specialist: 0.08,
  regional: 0.06,
  'state-media': 0.04,
  unknown: 0.02,
  aggregator: 0,
};

/**
 * Returns how important a story is at present. It does not ask whether the story is on the subject.
 * @param articles never empty, in the order in which they joined
 * @param past the reports of the story that this one follows: what it only repeats of them is not new
 */
export function importance(
  articles: readonly ReportedArticle[],
  past: readonly Fingerprint[] = [],
  levels: ImportanceLevels = DEFAULT_LEVELS,
): Importance {
  const voices = listVoices(articles);
  const grounds = [
    { feature: 'reported', weight: BASE, words: [] },
    independence(
      voices.length,
      voices.map(([first]) => first?.outlet.name ?? ''),
    ),
    officialWord(articles),
    outletKind(articles),
    novelty(
      articles.map(({ fingerprint }) => fingerprint),
      past,
    ),
  ].filter(({ weight }) => weight > 0);
  const score = Math.min(
    1,
    grounds.reduce((sum, { weight }) => sum + weight, 0),
  );
  return {
    score,
    ...levelOf(score, levels),
    confidence: confidenceIn(articles, voices.length),
    independentOutlets: voices.length,
    grounds,
  };
}

function levelOf(score: number, { high, major }: ImportanceLevels): Pick<Importance, 'level' | 'dots'> {
  if (score >= major) return { level: 'major', dots: 4 };
  return score >= high ? { level: 'high', dots: 3 } : { level: 'relevant', dots: 2 };
}

function confidenceIn(articles: readonly ReportedArticle[], voices: number): Confidence {
  if (articles.some(({ outlet }) => outlet.kind === 'official')) return 'official';
  return voices > 1 ? 'several-independent' : 'single-source';
}

const independence = (voices: number, words: readonly string[]): Reason => ({
  feature: 'independent-outlets',
  weight: voices === 0 ? 0 : A_DOUBLING * Math.log2(voices),
  words,
});

function officialWord(articles: readonly ReportedArticle[]): Reason {
  const official = articles.find(({ outlet }) => outlet.kind === 'official');
  if (official !== undefined) {
    return { feature: 'official', weight: OFFICIAL_OUTLET, words: [official.outlet.name] };
  }
  const attributed = articles.filter(({ title, text }) => isOfficiallyAttributed(title, text));
  return {
    feature: 'official-attribution',
    weight: attributed.length > 0 ? OFFICIAL_WORD : 0,
    words: attributed.slice(0, 1).map(({ outlet }) => outlet.name),
  };
}

function outletKind(articles: readonly ReportedArticle[]): Reason {
  const worth = Math.max(0, ...articles.map(({ outlet }) => KIND_WORTH[outlet.kind]));
  const strongest = articles.find(({ outlet }) => KIND_WORTH[outlet.kind] === worth);
  return {
    feature: 'outlet-kind',
    weight: worth,
    words: strongest === undefined ? [] : [strongest.outlet.kind],
  };
}

/** The share of the story's facts (concepts, names, quantities) that the story it follows had not told yet. */
function novelty(reports: readonly Fingerprint[], past: readonly Fingerprint[]): Reason {
  const known = new Set(past.flatMap(factsOf));
  const facts = new Set(reports.flatMap(factsOf));
  const fresh = [...facts].filter((fact) => !known.has(fact));
  const share = facts.size === 0 || past.length === 0 ? 1 : fresh.length / facts.size;
  return { feature: 'novelty', weight: NOVELTY * share, words: past.length === 0 ? [] : fresh.slice(0, 5) };
}

/** Returns how much in [0, 1] of what a report states its story had not told before: 1 for the first report. */
export function noveltyOf(report: Fingerprint, earlier: readonly Fingerprint[]): number {
  const known = new Set(earlier.flatMap(factsOf));
  const facts = [...new Set(factsOf(report))];
  if (earlier.length === 0 || facts.length === 0) return earlier.length === 0 ? 1 : 0;
  return facts.filter((fact) => !known.has(fact)).length / facts.length;
}

const factsOf = ({ headConcepts, textConcepts, names, counts }: Fingerprint): readonly string[] => [
  ...headConcepts,
  ...textConcepts,
  ...names,
  ...counts.map(({ value, noun }) => `${value} ${noun}`),
];
