import { DEFAULT_LEVELS, importance, type ImportanceLevels } from '../../core/importance/importance.ts';
import { listVoices } from '../../core/importance/voices.ts';
import { topicsOfStory, type StoryTopic } from '../../core/messages/story-topics.ts';
import type { Fingerprint, Importance } from '../../core/stories/story.ts';
import type { Topic } from '../../core/subject.ts';
import { listStoryArticles, type StoryArticle } from '../../db/stories/articles.ts';
import type { Db } from '../../db/engine/open.ts';
import { findSurvivor } from '../../db/stories/story-mending.ts';
import { getStory, listStoryTopics } from '../../db/stories/stories.ts';

/** A story with its reports and what they make it worth. */
export interface WeighedStory {
  /** Not the id that was asked for where that story has been joined into another. */
  readonly id: number;
  readonly articles: readonly StoryArticle[];
  readonly importance: Importance;
  /** The topics it carries now. */
  readonly tagged: readonly StoryTopic[];
  /** The story that this one follows. */
  readonly followsId?: number;
  /** Told of in a summary, so not announced. */
  readonly isSeeded: boolean;
  readonly firstSeen: Date;
  /** Weighs some of its reports in the same manner. */
  readonly weigh: (articles: readonly StoryArticle[]) => Importance;
}

/**
 * Reads a story's reports and weighs it by the levels of its topics; undefined when none of its reports is kept any
 * more. The id of a story that was joined into another leads to that one.
 */
export async function weighStory(
  db: Db,
  storyId: number,
  topics: readonly Topic[],
): Promise<WeighedStory | undefined> {
  const id = await findSurvivor(db, storyId);
  const articles = await listStoryArticles(db, id);
  if (articles.length === 0) return undefined;
  const { followsId, isSeeded, firstSeen } = await getStory(db, id);
  const past: readonly Fingerprint[] =
    followsId === undefined
      ? []
      : (await listStoryArticles(db, followsId)).map(({ fingerprint }) => fingerprint);
  const tagged = topicsOfStory(
    listVoices(articles).map((voice) => voice.map(({ assessment }) => assessment)),
    await listStoryTopics(db, id),
  );
  const levels = levelsOf(tagged, topics);
  const weigh = (some: readonly StoryArticle[]): Importance => importance(some, past, levels);
  const follows = followsId === undefined ? {} : { followsId };
  return { id, articles, importance: weigh(articles), tagged, ...follows, isSeeded, firstSeen, weigh };
}

/** A story is major as soon as it is for one of its topics; high is below that, in the usual proportion. */
function levelsOf(tagged: readonly StoryTopic[], topics: readonly Topic[]): ImportanceLevels {
  const asked = topics.filter(({ id, quiet }) => !quiet && tagged.some((topic) => topic.id === id));
  const major = Math.min(...asked.map((topic) => topic.major));
  if (!Number.isFinite(major)) return DEFAULT_LEVELS;
  return { major, high: (DEFAULT_LEVELS.high / DEFAULT_LEVELS.major) * major };
}
