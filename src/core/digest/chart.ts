import { toTopicTag } from '../messages/topic-tag.ts';
import type { Topic, UiLanguage } from '../subject.ts';
import { addDays, instantAt, localDateOf, localTimeOf } from '../time/zone.ts';
import { findMainTopic, isWithin, type Period, type PeriodStory } from './period.ts';
import type { Chart } from './digest.ts';

const CHART_DAYS = 7;
/** A chart of a single day says nothing that the counts do not. */
const FEWEST_DAYS = 2;

/** Earlier than this, most of what a digest tells of happened on the day before. */
const NOON = '12:00';

/**
 * Returns the last seven days up to a moment, each to the same time of the wall clock, oldest first. Each is named after
 * the day of which it has the most hours.
 */
export function chartDays(until: Date, zone: string): (Period & { readonly day: string })[] {
  const lastDay = localDateOf(until, zone);
  const time = localTimeOf(until, zone);
  const ends = Array.from({ length: CHART_DAYS }, (_, index) => {
    const day = addDays(lastDay, index - CHART_DAYS + 1);
    return { day, until: day === lastDay ? until : instantAt(day, time, zone) };
  });
  const named = (day: string): string => (time < NOON ? addDays(day, -1) : day);
  const begin = instantAt(addDays(lastDay, -CHART_DAYS), time, zone);
  return ends.map((end, index) => ({ ...end, day: named(end.day), from: ends[index - 1]?.until ?? begin }));
}

/** Counts the stories that began on each of some days by topic; undefined when too few days have any. */
export function drawUp(
  stories: readonly Pick<PeriodStory, 'begunAt' | 'topics'>[],
  days: readonly (Period & { readonly day: string })[],
  topics: readonly Topic[],
  language: UiLanguage,
): Chart | undefined {
  const found = stories.map(({ begunAt, topics: tags }) => ({
    day: days.findIndex((period) => isWithin(begunAt, period)),
    topic: findMainTopic(tags, topics),
  }));
  const series = topics.map((topic) => ({
    topic: toTopicTag(topic, language),
    counts: days.map((_, day) => found.filter((one) => one.day === day && one.topic === topic).length),
  }));
  const isFilled = days.map((_, day) => series.some(({ counts }) => (counts[day] ?? 0) > 0));
  if (isFilled.filter(Boolean).length < FEWEST_DAYS) return undefined;
  return {
    days: days.map(({ day }) => day),
    series: series.filter(({ counts }) => counts.some((count) => count > 0)),
  };
}
