import { splitSentences, type Sentence } from './sentences.ts';
import type { ReportedArticle } from '../stories/story.ts';
import { readPassage, stemOf } from './text.ts';
import type { Language, OutletKind } from '../types.ts';

/** Shorter pieces (`Read more.`, a caption) say nothing by themselves. */
const SHORTEST_SENTENCE = 30;
const MAX_SENTENCES = 3;
/** The opening of a report holds what happened; further down is background. */
const MAX_POSITION = 6;
const TEASER =
  /read more|continue reading|click here|sign up|subscri|leer más|lea también|seguir leyendo|suscr[ií]b|haga clic|leia mais|saiba mais|clique aqui|assine|appeared first on|©|https?:/i;
const CUT_OFF = /(?:…|\.\.\.|\[…\]|\[\.\.\.\]|[,;:–—-])["”’»)]*$/;
const FINISHED = /[.!?]["”’»)\]]*$/;

/** Sentences in a row of one article, and how well they would tell its story. */
export interface Passage {
  readonly article: ReportedArticle;
  readonly text: string;
  readonly score: number;
}

/** Lists the passages of an article that could stand as a summary: whole sentences, early in it, short enough. */
export function listPassages(
  article: ReportedArticle,
  maxLength: number,
  centrality: Centrality,
): readonly Passage[] {
  const sentences = splitSentences(article.text).filter(isWhole);
  return sentences.flatMap((start, index) => {
    if (start.position > MAX_POSITION) return [];
    const runs: Passage[] = [];
    for (let length = 1; length <= MAX_SENTENCES; length += 1) {
      const run = sentences.slice(index, index + length);
      const last = run.at(-1);
      if (run.length < length || last === undefined || last.position !== start.position + length - 1) break;
      const text = normaliseSpace(article.text.slice(start.start, last.end));
      if (text.length > maxLength) break;
      if (text.length >= SHORTEST_SENTENCE)
        runs.push({ article, text, score: scoreRun(article, run, centrality) });
    }
    return runs;
  });
}

/** A sentence that ends, and is no invitation to click. The last of a text may do without its full stop. */
function isWhole({ text }: Sentence): boolean {
  const isFinished = FINISHED.test(text) || text.length >= 2 * SHORTEST_SENTENCE;
  return isFinished && !CUT_OFF.test(text) && !TEASER.test(text);
}

const normaliseSpace = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** How near an outlet's kind stands to the event, as a tie-breaker worth less than one shared word. */
const NEARNESS: Readonly<Record<OutletKind | 'unknown', number>> = {
  wire: 0.3,
  official: 0.2,
  independent: 0.25,
  international: 0.2,
  'us-outlet': 0.2,
  regional: 0.2,
  specialist: 0.2,
  'state-media': 0,
  unknown: 0,
  aggregator: -0.2,
};
const EARLINESS = 0.6;
/** What a further sentence is worth beside the first: it tells more, and asks the reader for more. */
const FURTHER = 0.35;
const QUESTION_COST = 1;
/** An opening that leans on the sentence before it leaves a reader of the summary asking who or what is meant. */
const LEANING =
  /^["“«]?(?:he|she|they|it|his|her|their|that|those|these|but|and|also|meanwhile|however|in the same|it also|él|ella|ellos|su|pero|también|además|mientras|sin embargo|en el mismo|en la misma|ele|ela|eles|seu|sua|mas|também|além disso|enquanto|no mesmo|na mesma)\b/iu;
const LEANING_COST = 0.8;

function scoreRun(article: ReportedArticle, run: readonly Sentence[], centrality: Centrality): number {
  const [first, ...further] = run.map(({ text }) => centrality(text, article.language));
  const opening = run[0];
  const asks = run.some(({ text }) => text.endsWith('?')) ? QUESTION_COST : 0;
  const rest = further.reduce((sum, value) => sum + FURTHER * value, 0);
  const early = EARLINESS / (1 + (opening?.position ?? 0));
  const leans = LEANING.test(opening?.text ?? '') ? LEANING_COST : 0;
  return (first ?? 0) + rest + early + NEARNESS[article.outlet.kind] - asks - leans;
}

/** How much of a story a sentence tells. */
export type Centrality = (sentence: string, language: Language) => number;

const SHORTEST_WORD = 4;

/** Measures against a story: a sentence is central when its words recur in the articles of its language, long ones no more so than short ones. */
export function measureCentrality(articles: readonly ReportedArticle[]): Centrality {
  const counts = new Map<string, number>();
  for (const { title, text, language } of articles) {
    for (const stem of stemsOf(`${title}. ${text}`, language)) {
      counts.set(`${language}:${stem}`, (counts.get(`${language}:${stem}`) ?? 0) + 1);
    }
  }
  return (sentence, language) => {
    const stems = stemsOf(sentence, language);
    const sum = [...stems].reduce(
      (total, stem) => total + Math.log2(1 + (counts.get(`${language}:${stem}`) ?? 0)),
      0,
    );
    return sum / Math.sqrt(4 + stems.size);
  };
}

function stemsOf(text: string, language: Language): ReadonlySet<string> {
  const words = readPassage(text).tokens.filter(({ form }) => form.length >= SHORTEST_WORD);
  return new Set(words.map(({ form }) => stemOf(form, language)));
}
