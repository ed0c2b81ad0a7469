import type { Selectable } from 'kysely';
import type { Fingerprint, PlacementReason, ReportedArticle } from '../../core/stories/story.ts';
import type { Assessment, Language, Outlet } from '../../core/types.ts';
import { fromJson, toJson } from '../engine/json.ts';
import type { Db } from '../engine/open.ts';
import type { ArticleRow } from '../engine/tables.ts';

/** A cleaned and judged entry on its way into the database. */
export interface NewArticle {
  readonly feedId: string;
  /** What the article is recognised by in every feed. */
  readonly key: string;
  readonly url?: string;
  readonly title: string;
  readonly text: string;
  readonly language: Language;
  readonly outlet: Outlet;
  readonly published?: Date;
  readonly firstSeen: Date;
  readonly assessment: Assessment;
  readonly fingerprint?: Fingerprint;
}

/** Finds an article by what it is recognised by, from whichever feed it came. */
export async function findArticleByKey(
  db: Db,
  key: string,
): Promise<{ readonly id: number; readonly feedId: string } | undefined> {
  return db
    .selectFrom('articles')
    .select(['id', 'feed_id as feedId'])
    .where('key', '=', key)
    .executeTakeFirst();
}

/** A bound on the parameters of one statement; SQLite takes 32,766. */
const BATCH = 1_000;

/** Tells which of some keys articles are already recognised by. */
export async function listKnownKeys(db: Db, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (let start = 0; start < keys.length; start += BATCH) {
    const batch = keys.slice(start, start + BATCH);
    const rows = await db.selectFrom('articles').select('key').where('key', 'in', batch).execute();
    for (const { key } of rows) known.add(key);
  }
  return known;
}

/** Stores an article and returns its id. */
export async function insertArticle(db: Db, article: NewArticle): Promise<number> {
  const { id } = await db
    .insertInto('articles')
    .values({
      feed_id: article.feedId,
      key: article.key,
      url: article.url ?? null,
      title: article.title,
      text: article.text,
      language: article.language,
      outlet: toJson(article.outlet),
      published_at: article.published?.getTime() ?? null,
      first_seen_at: article.firstSeen.getTime(),
      relevant: article.assessment.relevant ? 1 : 0,
      assessment: toJson(article.assessment),
      fingerprint: article.fingerprint === undefined ? null : toJson(article.fingerprint),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Puts an article into a story, with the reason for it. */
export async function placeInStory(
  db: Db,
  articleId: number,
  placement: { readonly storyId: number; readonly reason: PlacementReason },
): Promise<void> {
  await db
    .updateTable('articles')
    .set({ story_id: placement.storyId, placement: toJson(placement.reason) })
    .where('id', '=', articleId)
    .execute();
}

/** An article of a story with what it was judged to be. */
export interface StoryArticle extends ReportedArticle {
  readonly assessment: Assessment;
}

/** Lists a story's articles in the order in which they joined it. */
export async function listStoryArticles(db: Db, storyId: number): Promise<StoryArticle[]> {
  const rows = await db
    .selectFrom('articles')
    .selectAll()
    .where('story_id', '=', storyId)
    .orderBy('id')
    .execute();
  return rows.flatMap((row) => toStoryArticle(row) ?? []);
}

function toStoryArticle(row: Selectable<ArticleRow>): StoryArticle | undefined {
  if (row.fingerprint === null) return undefined;
  return {
    id: String(row.id),
    title: row.title,
    text: row.text,
    language: row.language,
    outlet: fromJson<Outlet>(row.outlet),
    ...(row.url === null ? {} : { url: row.url }),
    ...(row.published_at === null ? {} : { published: new Date(row.published_at) }),
    firstSeen: new Date(row.first_seen_at),
    fingerprint: fromJson<Fingerprint>(row.fingerprint),
    assessment: fromJson<Assessment>(row.assessment),
  };
}
