import type { Mending } from '../../core/stories/mending.ts';
import type { ArticleId } from '../../core/stories/story.ts';
import { joinAlerts } from '../../db/deliveries/joined-alerts.ts';
import type { Db } from '../../db/engine/open.ts';
import { moveMutes } from '../../db/people/mutes.ts';
import { recordChange } from '../../db/stories/story-life.ts';
import { absorbStory, moveArticles, saveTold } from '../../db/stories/story-mending.ts';
import { getStory, insertStory } from '../../db/stories/stories.ts';
import { joinCards } from '../cards/join-cards.ts';
import { splitCards } from '../cards/split-cards.ts';
import type { OpenStories } from './story-book.ts';

/** A story that is to be brought up to date. */
export interface TouchedStory {
  readonly storyId: number;
  /** Which of its articles it did not have before. */
  readonly fresh: ReadonlySet<ArticleId>;
}

/** What a report that joined a story touched: the story that it is now in, and the other part of one that was split. */
export type Touched = readonly [own: TouchedStory, ...others: TouchedStory[]];

interface Joining {
  readonly storyId: number;
  readonly articleId: number;
  readonly now: Date;
}

/**
 * Puts right what a report that joined a story shows to be wrong: two stories that are one are joined, one that is two
 * is split. In the transaction of the report, so before anything is queued because of it; nobody is alerted again of
 * what an alert told.
 */
export async function mendStory(db: Db, open: OpenStories, joining: Joining): Promise<Touched> {
  const { storyId, articleId } = joining;
  const mending = open.findMending(String(storyId));
  switch (mending?.kind) {
    case undefined:
      return [{ storyId, fresh: new Set([String(articleId)]) }];
    case 'join':
      return await join(db, open, mending, joining);
    case 'split':
      return await split(db, open, mending, joining);
  }
}

async function join(
  db: Db,
  open: OpenStories,
  mending: Extract<Mending, { readonly kind: 'join' }>,
  { articleId, now }: Joining,
): Promise<Touched> {
  const { probability } = mending;
  const ids = { survivor: Number(mending.survivor), absorbed: Number(mending.absorbed) };
  const fresh = new Set([...open.listArticles(mending.absorbed), String(articleId)]);
  await joinAlerts(db, ids, now);
  await joinCards(db, ids, now);
  await absorbStory(db, ids, { probability, now });
  await moveMutes(db, ids, now);
  open.join(mending.survivor, mending.absorbed);
  await recordChange(db, ids.survivor, { kind: 'joined', absorbed: mending.absorbed, probability }, now);
  return [{ storyId: ids.survivor, fresh }];
}

async function split(
  db: Db,
  open: OpenStories,
  { leaving, probability }: Extract<Mending, { readonly kind: 'split' }>,
  { storyId, articleId, now }: Joining,
): Promise<Touched> {
  const from = String(storyId);
  const articleIds = leaving.map(Number);
  const { isSeeded, missedSince } = await getStory(db, storyId);
  const into = await insertStory(db, {
    firstSeen: now,
    isSeeded,
    splitFrom: storyId,
    ...(missedSince === undefined ? {} : { missedSince }),
  });
  await saveTold(db, { from: storyId, into, articleIds });
  await moveArticles(db, articleIds, into, { kind: 'split', from, probability });
  await splitCards(db, { from: storyId, into });
  open.split(from, String(into), leaving);
  await recordChange(db, storyId, { kind: 'split', into: String(into), probability }, now);
  await recordChange(db, into, { kind: 'split-from', from, probability }, now);
  const original = { storyId, fresh: new Set([String(articleId)]) };
  const part = { storyId: into, fresh: new Set(leaving) };
  return leaving.includes(String(articleId)) ? [part, original] : [original, part];
}
