import type { Destination } from '../destination.ts';
import { routeStory, type RoutedStory } from '../route.ts';
import type { Topic } from '../subject.ts';
import type { TopicId } from '../types.ts';

const DAY_MS = 86_400_000;
/** Counting over less than a day would promise too much of a lively hour. */
const LEAST_DAYS = 1;

/** How many alerts a day each level would have brought. */
export interface Rates {
  readonly all: number;
  readonly major: number;
}

/** A story of the last days, as far as counting needs it. */
export interface CountedStory extends RoutedStory {
  readonly firstSeen: Date;
}

/** Counts what following topics would have brought a day, from the stories of the last days. */
export function countRates(
  stories: readonly CountedStory[],
  topicIds: readonly TopicId[],
  { topics, now }: { readonly topics: readonly Topic[]; readonly now: Date },
): Rates {
  const [first] = stories
    .map(({ firstSeen }) => firstSeen)
    .toSorted((one, other) => one.getTime() - other.getTime());
  const days =
    first === undefined ? LEAST_DAYS : Math.max(LEAST_DAYS, (now.getTime() - first.getTime()) / DAY_MS);
  const perDay = (level: Destination['level']): number => {
    const follower: Destination = {
      id: '',
      platform: 'discord',
      address: '',
      topics: topicIds,
      level,
      language: 'en',
    };
    const owed = stories.filter((story) => routeStory(story, [follower], topics).length > 0);
    return Math.round(owed.length / days);
  };
  return { all: perDay('all'), major: perDay('major') };
}
