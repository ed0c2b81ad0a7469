import { isCorrection } from '../facts/claims.ts';
import { fold } from '../text/characters.ts';
import { isTeaser } from '../messages/headline.ts';
import { isReplacedIn, listEditedCounts, listNewFacts, type NewFact } from './new-facts.ts';
import type { ArticleId, Importance, ReportedArticle, StoryId } from './story.ts';

/** A story at one moment: its reports in the order in which they joined, and what they make it worth. */
export interface StorySnapshot {
  readonly articles: readonly ReportedArticle[];
  readonly importance: Pick<Importance, 'level'>;
}

/** What is different about a story, from a reader's view. */
export type StoryChange =
  | {
      /** An outlet has taken back or mended what it told: the most that can be said of a story told already. */
      readonly kind: 'correction';
      readonly articleId: ArticleId;
      readonly outlet: string;
      /** The headline as it was, when the outlet changed it. */
      readonly was?: string;
      readonly now: string;
    }
  | { readonly kind: 'became-major'; readonly facts: readonly NewFact[] }
  | { readonly kind: 'new-fact'; readonly facts: readonly NewFact[] }
  | {
      readonly kind: 'more-outlets';
      /** Those that had not told it before, in the order in which they did. */
      readonly outlets: readonly string[];
    }
  | { readonly kind: 'none' };

/** A change that mending made: two stories were one, or one was two. */
export type MendingChange =
  | { readonly kind: 'joined'; readonly absorbed: StoryId; readonly probability: number }
  | { readonly kind: 'split'; readonly into: StoryId; readonly probability: number }
  | { readonly kind: 'split-from'; readonly from: StoryId; readonly probability: number };

/**
 * Compares a story with what it was before. The first of these that holds is the change: a correction, that it became
 * major, a new fact, further outlets. A report that only says again what was told changes nothing.
 */
export function storyChange(before: StorySnapshot, after: StorySnapshot): StoryChange {
  const known = new Map(before.articles.map((article) => [article.id, article]));
  const fresh = after.articles.filter(({ id }) => !known.has(id));
  const edits = listEdits(known, after.articles);
  const correction = findCorrection(edits, fresh);
  if (correction !== undefined) return correction;
  const facts = [...edits.flatMap(listEditedCounts), ...listNewFacts(before.articles, fresh)];
  if (after.importance.level === 'major' && before.importance.level !== 'major') {
    return { kind: 'became-major', facts };
  }
  if (facts.length > 0) return { kind: 'new-fact', facts };
  const outlets = listNewOutlets(before.articles, fresh);
  return outlets.length > 0 ? { kind: 'more-outlets', outlets } : { kind: 'none' };
}

/** One article before and after its outlet gave it another headline. A live page's headline is written anew all day. */
interface Edit {
  readonly was: ReportedArticle;
  readonly now: ReportedArticle;
}

const listEdits = (
  known: ReadonlyMap<ArticleId, ReportedArticle>,
  after: readonly ReportedArticle[],
): readonly Edit[] =>
  after.flatMap((now) => {
    const was = known.get(now.id);
    const isEdited = was !== undefined && fold(was.title) !== fold(now.title) && !isTeaser(now.title);
    return isEdited ? [{ was, now }] : [];
  });

function findCorrection(edits: readonly Edit[], fresh: readonly ReportedArticle[]): StoryChange | undefined {
  const edit = edits.find(isCorrected);
  if (edit !== undefined) return toCorrection(edit.now, edit.was.title);
  const correcting = fresh.find(({ title, text }) => isCorrection(title, text));
  return correcting === undefined ? undefined : toCorrection(correcting);
}

/** An edited headline corrects when it says so, when it takes a figure down, or when it names another in its place. */
const isCorrected = ({ was, now }: Edit): boolean =>
  (isCorrection(now.title, now.text) && !isCorrection(was.title, was.text)) || isReplacedIn(was, now);

const toCorrection = ({ id, outlet, title }: ReportedArticle, was?: string): StoryChange => ({
  kind: 'correction',
  articleId: id,
  outlet: outlet.name,
  ...(was === undefined ? {} : { was }),
  now: title,
});

function listNewOutlets(
  before: readonly ReportedArticle[],
  fresh: readonly ReportedArticle[],
): readonly string[] {
  const known = new Set(before.map(({ outlet }) => outlet.name));
  return [...new Set(fresh.map(({ outlet }) => outlet.name))].filter((name) => !known.has(name));
}
