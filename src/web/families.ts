import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { LEDGER_STATES } from '../core/ledger.ts';
import { OPINION_KINDS } from '../core/feedback.ts';
import type { TopicId } from '../core/types.ts';

/** The figures of a moment with what they mean and the name of what tells them apart, where there is such. */
export const READINGS = {
  vigia_stories_tagged: ['Stories of the last 24 hours, by topic', 'topic'],
  vigia_deliveries: ['Deliveries that are owed or were queued in the last 24 hours, by state', 'state'],
  vigia_outbox_oldest_age_seconds: [
    'How long the oldest delivery waits that could be made now; 0 when none does',
    undefined,
  ],
  vigia_pings: ['Pings of roles in the last 24 hours, by whether they were made or muted', 'state'],
  vigia_feeds: ['Feeds that are watched, by state', 'state'],
  vigia_destinations: ['Destinations, by whether they work', 'state'],
} as const;

export type ReadingName = keyof typeof READINGS;

export const POLL_OUTCOMES = ['fetched', 'not-modified', 'failed', 'deferred'] as const;

/** Registers what is counted as it happens. What can be named beforehand begins at zero: no first event is missed. */
export function createCounters(registers: Registry[], topics: readonly TopicId[]) {
  const counters = {
    ...createPollFigures(registers),
    ...createEntryFigures(registers),
    ...createDeliveryFigures(registers),
    opinions: new Counter({
      name: 'vigia_opinions_total',
      help: 'What readers said of stories, by opinion and by the topic of the story',
      labelNames: ['opinion', 'topic'],
      registers,
    }),
  };
  for (const outcome of POLL_OUTCOMES) counters.polls.inc({ outcome }, 0);
  for (const state of LEDGER_STATES) counters.entries.inc({ state }, 0);
  for (const topic of topics) {
    counters.matched.inc({ topic }, 0);
    counters.alerts.inc({ topic }, 0);
    for (const opinion of OPINION_KINDS) counters.opinions.inc({ opinion, topic }, 0);
  }
  return counters;
}

const createPollFigures = (registers: Registry[]) => ({
  polls: new Counter({
    name: 'vigia_polls_total',
    help: 'Visits to feeds, by outcome',
    labelNames: ['outcome'],
    registers,
  }),
  pollSeconds: new Histogram({
    name: 'vigia_poll_duration_seconds',
    help: 'From the first request to the end of the answer, of visits that brought one',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  }),
});

const createEntryFigures = (registers: Registry[]) => ({
  entries: new Counter({
    name: 'vigia_entries_total',
    help: 'New entries read, by the state of the ledger they ended in',
    labelNames: ['state'],
    registers,
  }),
  matched: new Counter({
    name: 'vigia_entries_matched_total',
    help: 'New entries on the subject, once for each topic that they are about',
    labelNames: ['topic'],
    registers,
  }),
});

const createDeliveryFigures = (registers: Registry[]) => ({
  alerts: new Counter({
    name: 'vigia_alerts_sent_total',
    help: 'Alerts sent, once for each topic of their story',
    labelNames: ['topic'],
    registers,
  }),
  attempts: new Counter({
    name: 'vigia_delivery_attempts_total',
    help: 'Attempts to deliver, by kind of message, kind of destination and result',
    labelNames: ['kind', 'to', 'result'],
    registers,
  }),
  delay: new Histogram({
    name: 'vigia_published_to_posted_seconds',
    help: 'From the publication of the earliest report to the alert in the channel',
    buckets: [15, 30, 60, 120, 300, 600, 1_800, 3_600, 14_400, 86_400],
    registers,
  }),
  digestStories: new Histogram({
    name: 'vigia_digest_stories',
    help: 'How many stories the digests sent tell of',
    buckets: [0, 1, 2, 5, 10, 20, 50, 100, 200],
    registers,
  }),
  discordErrors: new Counter({
    name: 'vigia_discord_errors_total',
    help: 'Requests that Discord refused, by its own code, or by HTTP status where it gave none',
    labelNames: ['code'],
    registers,
  }),
});

/** A figure of this moment, read when somebody asks: `name{label} value`. */
export interface Reading {
  readonly name: ReadingName;
  readonly label?: string;
  readonly value: number;
}

/** Registers the figures of a moment. Setting them forgets those of the moment before. */
export function createGauges(registers: Registry[]): {
  readonly set: (readings: readonly Reading[]) => void;
} {
  const gauges = Object.entries(READINGS).map(([name, [help, label]]) => ({
    name,
    label,
    gauge: new Gauge({ name, help, labelNames: label === undefined ? [] : [label], registers }),
  }));
  return {
    set(readings) {
      for (const { gauge } of gauges) gauge.reset();
      for (const { name, label, value } of readings) {
        const found = gauges.find((one) => one.name === name);
        if (found?.label === undefined) found?.gauge.set(value);
        else found.gauge.set({ [found.label]: label ?? '' }, value);
      }
    },
  };
}
