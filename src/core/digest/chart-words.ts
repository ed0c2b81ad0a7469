import { say } from '../messages/phrases.ts';
import type { UiLanguage } from '../subject.ts';
import type { Chart } from './digest.ts';

/** Discord's limit on what is said of a picture. */
const ALT_LENGTH = 1_024;

/**
 * Says in words everything that the chart shows: of each day how many stories, and of which topics. Where that is more
 * than Discord takes, the days are told without their topics.
 */
export function sayChart(chart: Chart, language: UiLanguage): string {
  const { days, series, isWhole } = chart;
  const short = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const sayDays = (sayTopics: (index: number) => string): string =>
    days
      .map((day, index) => {
        const total = series.reduce((sum, { counts }) => sum + (counts[index] ?? 0), 0);
        return `${short.format(new Date(`${day}T00:00:00Z`))}: ${String(total)}${total === 0 ? '' : sayTopics(index)}`;
      })
      .join('; ');
  const sayEach = (countOf: (counts: readonly number[]) => number): string =>
    series
      .flatMap(({ topic, counts }) =>
        countOf(counts) === 0 ? [] : `${topic.name} ${String(countOf(counts))}`,
      )
      .join(', ');
  const [title, closing] = [
    say('digest.chart', language),
    say(isWhole ? 'digest.chart-total' : 'digest.chart-last', language),
  ];
  const summed = sayEach((counts) =>
    isWhole ? counts.reduce((sum, count) => sum + count, 0) : (counts.at(-1) ?? 0),
  );
  const summary = summed === '' ? '' : ` ${closing}: ${summed}.`;
  const whole = `${title}. ${sayDays((index) => ` (${sayEach((counts) => counts[index] ?? 0)})`)}.${summary}`;
  const text = whole.length <= ALT_LENGTH ? whole : `${title}. ${sayDays(() => '')}.${summary}`;
  return text.length <= ALT_LENGTH ? text : `${text.slice(0, ALT_LENGTH - 1)}…`;
}
