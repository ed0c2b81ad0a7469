import type { Subject } from '../../core/subject.ts';
import { toSearchWords } from '../../core/text/search-words.ts';
import type { TopicId } from '../../core/types.ts';
import type { Db } from '../../db/engine/open.ts';
import { listLatestStories } from '../../db/stories/stories.ts';
import { listTagsOf } from '../../db/stories/story-tags.ts';

/** A story as a person who writes its name is offered it. */
export interface RecentStory {
  readonly id: number;
  readonly headline: string;
  readonly topics: readonly TopicId[];
  readonly lastReport: Date;
}

/** The latest stories in memory, so that suggestions come at once whatever the database is doing. */
export interface RecentStories {
  /** Lists the stories whose headline or topics hold every word written, as far as it is written; newest first. */
  readonly find: (written: string, limit: number) => Promise<readonly RecentStory[]>;
}

const KEPT = 300;
/** Older than this, what is in memory is read anew behind the answer. */
const FRESH_MS = 5_000;

interface Remembered {
  readonly story: RecentStory;
  readonly words: readonly string[];
}

/** Opens the memory; it is filled when it is first asked. */
export function openRecentStories(
  { db, subject }: { readonly db: Db; readonly subject: Subject },
  now: () => Date,
): RecentStories {
  let remembered: readonly Remembered[] | undefined;
  let readAt = 0;
  let reading: Promise<readonly Remembered[]> | undefined;

  const read = async (): Promise<readonly Remembered[]> => {
    reading ??= listRemembered(db, subject).finally(() => {
      reading = undefined;
    });
    remembered = await reading;
    readAt = now().getTime();
    return remembered;
  };

  return {
    async find(written, limit) {
      const isStale = now().getTime() - readAt > FRESH_MS;
      // A reading that fails leaves what is known; the next question tries again.
      if (remembered !== undefined && isStale) void read().catch(() => undefined);
      const known = remembered ?? (await read());
      const asked = toSearchWords(written);
      return known
        .filter(({ words }) => asked.every((part) => words.some((word) => word.startsWith(part))))
        .slice(0, limit)
        .map(({ story }) => story);
    },
  };
}

async function listRemembered(db: Db, subject: Subject): Promise<readonly Remembered[]> {
  const stories = await listLatestStories(db, { since: new Date(0), limit: KEPT });
  const tags = await listTagsOf(
    db,
    stories.map(({ id }) => id),
  );
  return stories.map(({ id, headline, lastReport }) => {
    const topics = tags.get(id) ?? [];
    const names = subject.topics
      .filter((topic) => topics.includes(topic.id))
      .flatMap(({ name }) => Object.values(name));
    return {
      story: { id, headline, topics, lastReport },
      words: toSearchWords([headline, ...names].join(' ')),
    };
  });
}
