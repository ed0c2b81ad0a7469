import { DEAD } from '../facts/counts.ts';
import { nameKey, type Rarity } from './rarity.ts';
import type { CountFact, Fingerprint, OpenStory, Veto } from './story.ts';

const DAY_MS = 86_400_000;
/** A day further back than this is background, not the day of the act. */
const MAX_DAYS_BACK = 4;
const MIN_DAYS_APART = 2;
/** How often a name may stand in the labelled entries and still be told from those every reader knows. */
const KNOWN_FROM = 3;

/**
 * Returns the fact on which an article contradicts a story, so that they cannot be one event however alike they
 * sound: another number of dead, another one of a row of acts (the fifth tanker, flight 106), another body, ship or
 * day. Running totals contradict nothing, and what either does not state neither. Undefined when nothing does.
 */
export function findVeto(article: Fingerprint, story: OpenStory, rarity: Rarity): Veto | undefined {
  const told = story.reports.map(({ fingerprint }) => fingerprint);
  return (
    deadDiffer(article, told) ??
    ordinalDiffers(article, told) ??
    bodyDiffers(article, told) ??
    laterVeto(article, told, rarity)
  );
}

function deadDiffer(article: Fingerprint, told: readonly Fingerprint[]): Veto | undefined {
  const own = valuesOf(article.counts, DEAD);
  const known = told.flatMap(({ counts }) => valuesOf(counts, DEAD));
  return contradiction(
    'count',
    own.map((value) => `${value} ${DEAD}`),
    known.map((value) => `${value} ${DEAD}`),
  );
}

function ordinalDiffers(article: Fingerprint, told: readonly Fingerprint[]): Veto | undefined {
  const known = told.flatMap(({ ordinals }) => ordinals);
  const vetoes = article.ordinals.map(({ noun, value }) =>
    contradiction(
      'ordinal',
      [`${noun} ${value}`],
      valuesOf(known, noun).map((other) => `${noun} ${other}`),
    ),
  );
  return vetoes.find((veto) => veto !== undefined);
}

/**
 * Another body (court, ministry, agency) that acts on another day: each names its own in the headline, and not the
 * other's anywhere. On one day a body's act and what another says of it are one event's reports as often as not.
 */
function bodyDiffers(article: Fingerprint, told: readonly Fingerprint[]): Veto | undefined {
  if (told.some(({ at }) => Math.floor(at / DAY_MS) === Math.floor(article.at / DAY_MS))) return undefined;
  const veto = contradiction('body', bodiesIn(article.headConcepts), told.flatMap(allBodies));
  const known = told.flatMap(({ headConcepts }) => bodiesIn(headConcepts));
  return contradiction('body', known, allBodies(article)) === undefined ? undefined : veto;
}

const bodiesIn = (concepts: readonly string[]): readonly string[] =>
  concepts.filter((concept) => concept.startsWith('body/'));
const allBodies = ({ headConcepts, textConcepts }: Fingerprint): readonly string[] =>
  bodiesIn([...headConcepts, ...textConcepts]);

/** Facts that differ among the first reports of one event too, and tell acts apart only on later days. */
function laterVeto(article: Fingerprint, told: readonly Fingerprint[], rarity: Rarity): Veto | undefined {
  const begins = Math.min(...told.map(({ at }) => at));
  const isLater = article.at - begins >= MIN_DAYS_APART * DAY_MS;
  if (!isLater || !sharesAct(article, told)) return undefined;
  const objectsOf = ({ objects }: Fingerprint) => objects.filter((name) => !isKnown(name, rarity));
  return (
    contradiction('name', objectsOf(article), told.flatMap(objectsOf)) ??
    contradiction('day', farDays(article, told), told.flatMap(recentDays).map(toDate))
  );
}

/** The article's recent days, when none is near one that the story names. */
function farDays(article: Fingerprint, told: readonly Fingerprint[]): readonly string[] {
  const known = told.flatMap(recentDays);
  const own = recentDays(article);
  const isNear = own.some((day) => known.some((other) => Math.abs(day - other) < MIN_DAYS_APART));
  return isNear ? [] : own.map(toDate);
}

function recentDays({ days, at }: Fingerprint): readonly number[] {
  const today = Math.floor(at / DAY_MS);
  return days.filter((day) => today - day >= 0 && today - day <= MAX_DAYS_BACK);
}

function contradiction(
  fact: Veto['fact'],
  article: readonly string[],
  story: readonly string[],
): Veto | undefined {
  if (article.length === 0 || story.length === 0 || article.some((one) => story.includes(one)))
    return undefined;
  return { fact, article: article.join(', '), story: [...new Set(story)].join(', ') };
}

function sharesAct(article: Fingerprint, told: readonly Fingerprint[]): boolean {
  const known = new Set(told.flatMap(actsOf));
  return actsOf(article).some((act) => known.has(act));
}

/** The acts of the headline: those of the text are background as often as not. */
const actsOf = ({ headConcepts }: Fingerprint): readonly string[] =>
  headConcepts.filter((concept) => concept.startsWith('act/'));
const valuesOf = (facts: readonly CountFact[], noun: string): readonly number[] =>
  facts.filter((fact) => fact.noun === noun).map(({ value }) => value);
const isKnown = (name: string, { frequencies }: Rarity): boolean =>
  (frequencies[nameKey(name)] ?? 0) >= KNOWN_FROM;
const toDate = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
