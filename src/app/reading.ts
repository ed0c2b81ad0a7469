import type { Configuration } from '../config/configuration.ts';
import { explainText } from '../core/messages/explanation.ts';
import { toQueryWords } from '../core/text/search-words.ts';
import type { Db } from '../db/open.ts';
import { searchStories } from '../db/search.ts';
import type { ReadingDeps } from '../discord/reading.ts';
import { openRecentStories } from '../pipeline/recent-stories.ts';
import { listStoryViews } from '../pipeline/story-views.ts';
import { findExplanation } from '../pipeline/why.ts';
import { openScorer } from './scorer.ts';

const DAY_MS = 86_400_000;

/** What the commands for readers can find out, each for itself. */
export function openReading({
  db,
  configuration,
  now,
}: {
  readonly db: Db;
  readonly configuration: Configuration;
  readonly now: () => Date;
}): ReadingDeps {
  const { subject, model } = configuration;
  const scorer = openScorer(configuration);
  const recent = openRecentStories({ db, subject }, now);
  return {
    subject,
    now,
    relevantFrom: model.subject.threshold,
    judge: (text) => explainText(scorer({ title: text, description: '' }), subject.topics),
    findRecent: recent.find,
    findByWords: async (written) => {
      const words = toQueryWords(written);
      return (await searchStories(db, { words, limit: 1, offset: 0 })).ids[0];
    },
    explainStory: (storyId, addresses) =>
      findExplanation({ db, subject }, { storyId: Number(storyId), addresses }, now()),
    listLatest: ({ topicId, ...wanted }) =>
      listStoryViews(
        { db, subject },
        {
          ...wanted,
          since: new Date(now().getTime() - subject.windowDays * DAY_MS),
          ...(topicId === undefined ? {} : { topicIds: [topicId] }),
        },
      ),
  };
}
