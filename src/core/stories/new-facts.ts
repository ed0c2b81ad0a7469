import { isOfficiallyAttributed } from '../importance/attribution.ts';
import { isDenial } from '../facts/claims.ts';
import { DEAD, DEAD_IN_ALL, findCounts } from '../facts/counts.ts';
import { readPassage } from '../text/text.ts';
import type { CountFact, ReportedArticle } from './story.ts';

/** Something that a report states and that nobody had stated before, with the outlet that did. */
export type NewFact = { readonly outlet: string } & (
  | {
      /** How many of what; `was` is the latest figure told of the same, if there is one. */
      readonly kind: 'count';
      readonly noun: string;
      readonly value: number;
      readonly was?: number;
    }
  /** Somebody or something not named before, folded: `elena reyes`. */
  | { readonly kind: 'name'; readonly name: string }
  /** What rests on an official word for the first time. */
  | { readonly kind: 'statement' }
  | { readonly kind: 'denial' }
);

/** One and two are said of anything; a figure tells from three on. */
const SMALLEST_TELLING = 3;
const MAX_FACTS = 5;

/** Lists what reports add to those that were there before; nothing for the first reports of a story. */
export function listNewFacts(
  before: readonly ReportedArticle[],
  fresh: readonly ReportedArticle[],
): readonly NewFact[] {
  if (before.length === 0) return [];
  const told = [...before];
  const facts: NewFact[] = [];
  for (const article of fresh) {
    facts.push(...factsOf(article, told));
    told.push(article);
  }
  return facts.slice(0, MAX_FACTS);
}

function factsOf(article: ReportedArticle, told: readonly ReportedArticle[]): readonly NewFact[] {
  const outlet = article.outlet.name;
  const isDenied = isDenial(article.title) && !told.some(({ title }) => isDenial(title));
  const isStated = restsOnOfficials(article) && !told.some((other) => restsOnOfficials(other));
  return [
    ...listNewCounts(article, told).map((count) => ({ kind: 'count' as const, outlet, ...count })),
    ...listNewNames(article, told).map((name) => ({ kind: 'name' as const, outlet, name })),
    ...(isDenied ? [{ kind: 'denial' as const, outlet }] : []),
    ...(isStated ? [{ kind: 'statement' as const, outlet }] : []),
  ];
}

const restsOnOfficials = ({ outlet, title, text }: ReportedArticle): boolean =>
  outlet.kind === 'official' || isOfficiallyAttributed(title, text);

/**
 * Figures of the headline, and the dead wherever they stand. They are compared by value alone, since every language
 * counts by another word.
 */
function listNewCounts(
  { title, language, fingerprint }: ReportedArticle,
  told: readonly ReportedArticle[],
): readonly (CountFact & { readonly was?: number })[] {
  const known = told.flatMap((other) => other.fingerprint.counts);
  const values = new Set(known.map(({ value }) => value));
  const stated = [...countsOfTitle(title, language), ...fingerprint.counts.filter(isDeath)].filter(
    ({ value, noun }, index, all) =>
      (value >= SMALLEST_TELLING || isDeath({ value, noun })) &&
      !values.has(value) &&
      all.findIndex((other) => other.value === value) === index,
  );
  return stated.map(({ value, noun }) => {
    const was = known.findLast((count) => count.noun === noun)?.value;
    return { value, noun, ...(was === undefined ? {} : { was }) };
  });
}

const countsOfTitle = (title: string, language: string): readonly CountFact[] =>
  findCounts(readPassage(title), language);
const isDeath = ({ noun }: CountFact): boolean => noun === DEAD || noun === DEAD_IN_ALL;

/** A full name is told already when its last word stood among the names of any report, in whatever language. */
function listNewNames({ fingerprint }: ReportedArticle, told: readonly ReportedArticle[]): readonly string[] {
  const known = new Set(told.flatMap((other) => other.fingerprint.names));
  return [...(fingerprint.fullNames ?? []), ...fingerprint.objects].filter(
    (name) => !known.has(name.split(' ').at(-1) ?? name),
  );
}

/** Tells whether an edited headline has a lower figure, or another name, in the place of one it had. */
export function isReplacedIn(was: ReportedArticle, now: ReportedArticle): boolean {
  const [figures = [], others = []] = [was, now].map(figuresOf);
  const isLowered =
    lacksOneOf(figures, others) && lacksOneOf(others, figures) && highest(others) < highest(figures);
  const [names = [], otherNames = []] = [was, now].map(({ fingerprint }) => fingerprint.fullNames ?? []);
  return isLowered || (lacksOneOf(names, otherNames) && lacksOneOf(otherNames, names));
}

/** Lists the figures that an edited headline raised: what is counted went on. */
export function listEditedCounts({
  was,
  now,
}: {
  readonly was: ReportedArticle;
  readonly now: ReportedArticle;
}): readonly NewFact[] {
  const before = figuresOf(was);
  if (before.length === 0) return [];
  return countsOfTitle(now.title, now.language)
    .filter(({ value }) => value > highest(before))
    .map((count) => ({ kind: 'count', outlet: now.outlet.name, ...count, was: highest(before) }));
}

const figuresOf = ({ title, language }: ReportedArticle): readonly number[] =>
  countsOfTitle(title, language).map(({ value }) => value);
const highest = (figures: readonly number[]): number => Math.max(...figures);

function lacksOneOf<Fact>(wanted: readonly Fact[], found: readonly Fact[]): boolean {
  return wanted.some((one) => !found.includes(one));
}
