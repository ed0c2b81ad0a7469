import { setImmediate as nextTurn } from 'node:timers/promises';
import { isTooOld, toCleanEntry, type CleanEntry, type FindOutlet } from '../../core/article.ts';
import type { Fingerprint } from '../../core/stories/story.ts';
import type { Feed, Subject } from '../../core/subject.ts';
import type { Assessment, Entry, Language } from '../../core/types.ts';
import { listKnownKeys } from '../../db/stories/articles.ts';
import type { Db } from '../../db/engine/open.ts';
import { articleKeyOf, findFresh } from './fresh-entries.ts';

export interface JudgingDeps {
  readonly db: Db;
  readonly subject: Pick<Subject, 'windowDays'>;
  readonly judge: (entry: {
    readonly title: string;
    readonly text: string;
    readonly language: Language;
  }) => Assessment;
  readonly fingerprint: (article: {
    readonly title: string;
    readonly text: string;
    readonly language: Language;
    readonly at: number;
  }) => Fingerprint;
  readonly findOutlet: FindOutlet;
}

/** What an entry was found to be about. The fingerprint is that of a relevant one. */
export interface Judged {
  readonly assessment: Assessment;
  readonly fingerprint?: Fingerprint;
}

/** How the entries of one document are cleaned and judged, each once however often it is asked for. */
export interface Judging {
  readonly clean: (entry: Entry) => CleanEntry;
  readonly judge: (entry: Entry) => Judged;
}

/** Opens the judging of a document's entries; none is judged before it is asked for. */
export function openJudging(deps: JudgingDeps, feed: Feed, now: Date): Judging {
  const clean = once((entry: Entry) => toCleanEntry(entry, feed, { now, findOutlet: deps.findOutlet }));
  return {
    clean,
    judge: once((entry: Entry) => {
      const { title, text, languageHint, published } = clean(entry);
      const assessment = deps.judge({ title, text, language: languageHint });
      if (!assessment.relevant) return { assessment };
      const at = (published ?? now).getTime();
      return {
        assessment,
        fingerprint: deps.fingerprint({ title, text, language: assessment.language, at }),
      };
    }),
  };
}

/**
 * Judges the entries of a document that look new before it is their turn to be stored: all other processes wait while
 * one stores, and none need wait while one thinks. Whether they are new is decided then.
 */
export async function judgeAhead(
  deps: JudgingDeps,
  { feed, entries, now }: { readonly feed: Feed; readonly entries: readonly Entry[]; readonly now: Date },
): Promise<Judging> {
  const judging = openJudging(deps, feed, now);
  const fresh = await findFresh(deps.db, feed, entries);
  const known = await listKnownKeys(
    deps.db,
    fresh.map((one) => articleKeyOf(one, feed)),
  );
  for (const one of fresh) {
    const isToBeJudged = !isTooOld(judging.clean(one.entry).published, now, deps.subject.windowDays);
    if (!isToBeJudged || known.has(articleKeyOf(one, feed))) continue;
    judging.judge(one.entry);
    // A first look may bring thousands; those who ask something meanwhile get their turn.
    await nextTurn();
  }
  return judging;
}

function once<Given extends object, Result>(make: (given: Given) => Result): (given: Given) => Result {
  const made = new Map<Given, Result>();
  return (given) => {
    const known = made.get(given);
    if (known !== undefined) return known;
    const result = make(given);
    made.set(given, result);
    return result;
  };
}
