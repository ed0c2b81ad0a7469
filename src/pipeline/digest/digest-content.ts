import { chooseDigest, type DigestChoice, type Selection } from '../../core/digest/choose.ts';
import type { Digest } from '../../core/digest/digest.ts';
import { layOutDigest, type ChosenStory, type DigestFrame } from '../../core/digest/layout.ts';
import { findMainTopic } from '../../core/digest/period.ts';
import type { StoryId } from '../../core/stories/story.ts';
import type { Subject, Topic } from '../../core/subject.ts';
import type { TopicId } from '../../core/types.ts';
import type { DigestReader } from '../../db/deliveries/digest-readers.ts';
import type { PeriodContent } from './period-content.ts';

/** Somebody who has heard of nothing, and is not to be spared anything. */
export const NEW_READER: DigestReader = { alertedAt: new Map(), muted: new Set() };

/** Chooses a reader's stories of a period. */
export async function chooseFor(
  subject: Subject,
  { follow, findFacts }: PeriodContent,
  reader: DigestReader & { readonly topics: readonly TopicId[] },
  selection: Selection,
): Promise<DigestChoice> {
  const { muted, alertedAt } = reader;
  const followed = follow(topicsOf(subject, reader.topics).filter(({ id }) => !muted.has(`topic:${id}`)));
  const isHeard = ({ id }: { readonly id: StoryId }): boolean => !muted.has(`story:${id}`);
  return chooseDigest({
    followed:
      muted.size === 0
        ? followed
        : {
            ...followed,
            begun: followed.begun.filter(isHeard),
            developing: followed.developing.filter(isHeard),
          },
    alertedAt,
    selection,
    ...(selection === 'weekly' ? { week: await findFacts() } : {}),
  });
}

/** Lays out what was chosen for a reader. */
export async function layOut(
  subject: Subject,
  { coverage, quote, drawUp, countBefore }: PeriodContent,
  choice: DigestChoice,
  { frame, zone, isQuiet }: { readonly frame: DigestFrame; readonly zone: string; readonly isQuiet: boolean },
): Promise<Digest> {
  const topics = topicsOf(subject, frame.topicIds);
  const { language, variant } = frame;
  const chosen = new Map<StoryId, ChosenStory>();
  for (const id of listedIds(choice)) {
    const quoted = await quote(id, language);
    const topic = quoted === undefined ? undefined : findMainTopic(quoted.tagged, topics);
    if (quoted !== undefined && topic !== undefined) chosen.set(id, { ...quoted, topic });
  }
  return layOutDigest(choice, chosen, {
    frame,
    coverage,
    isQuiet,
    ...(isCompared(frame)
      ? {
          chart: drawUp({ topics, zone, language, isWhole: variant === 'weekly' }),
          before: countBefore(topics),
        }
      : { chart: undefined, before: undefined }),
  });
}

/** Days and weeks have their like to be compared with; an absence is told of in a few lines. */
const isCompared = ({ variant, days }: DigestFrame): boolean =>
  variant === 'daily' || variant === 'weekly' || (variant === 'now' && days === 1);

const topicsOf = ({ topics }: Subject, ids: readonly TopicId[]): Topic[] =>
  topics.filter(({ id }) => ids.includes(id));

const listedIds = ({ top, highlights, groups, developing, useful }: DigestChoice): ReadonlySet<StoryId> =>
  new Set([
    ...(top === undefined ? [] : [top]),
    ...highlights,
    ...groups.flatMap(({ listed }) => listed),
    ...developing,
    ...useful,
  ]);
