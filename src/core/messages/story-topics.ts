import type { Assessment, TopicId } from '../types.ts';

/** A topic attached to a story. */
export interface StoryTopic {
  readonly id: TopicId;
  /**
   * How much the story is about it, in [0, 1]: half by its first report, half by the one that speaks for it most
   * strongly. What a story began with leads, and what came to it later, or by mistake, follows.
   */
  readonly score: number;
}

/** The share of a story's reports that must carry a topic before the story is tagged with it. */
const MIN_SHARE = 1 / 3;

type Judged = Pick<Assessment, 'topics'>;

/**
 * Decides which topics a story carries: those that at least a third of its reports carry, among them the first one or
 * two independent voices, so that neither one odd report among many nor one that joined by mistake adds a tag; and
 * those it has been tagged with already, since a tag once shown stays. A first report of no topic leaves it to others.
 * @param voices the story's reports, those of one voice together, in the order in which they joined
 */
export function topicsOfStory(
  voices: readonly (readonly Judged[])[],
  tagged: readonly TopicId[],
): readonly StoryTopic[] {
  const reports = voices.flat();
  const [first] = reports;
  const isFirstSilent = first === undefined || !first.topics.some((topic) => topic.tagged);
  const isVouched = (id: TopicId): boolean =>
    isFirstSilent ||
    carries(first, id) ||
    voices.filter((voice) => voice.some((one) => carries(one, id))).length > 1;
  const isCarried = (id: TopicId): boolean => {
    const count = reports.filter((report) => carries(report, id)).length;
    return count > 0 && count >= reports.length * MIN_SHARE;
  };
  const firstScores = strongest(reports.slice(0, 1));
  return [...strongest(reports)]
    .filter(([id]) => tagged.includes(id) || (isCarried(id) && isVouched(id)))
    .map(([id, score]) => ({ id, score: (score + (firstScores.get(id) ?? 0)) / 2 }));
}

const carries = ({ topics }: Judged, id: TopicId): boolean =>
  topics.some((topic) => topic.id === id && topic.tagged);

/** The highest score that any report gives each topic. */
function strongest(reports: readonly Judged[]): ReadonlyMap<TopicId, number> {
  const scores = new Map<TopicId, number>();
  for (const { id, score } of reports.flatMap(({ topics }) => topics))
    scores.set(id, Math.max(scores.get(id) ?? 0, score));
  return scores;
}
