import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What came of one visit to a feed. */
export interface PollObservation {
  readonly outcome: 'fetched' | 'not-modified' | 'failed' | 'deferred';
  readonly tookMs?: number;
}

/** What came of one attempt to deliver. */
export interface DeliveryObservation {
  readonly kind: string;
  readonly result: string;
  /** From the time that the earliest report was published to the moment the reader had it; absent when not known. */
  readonly publishedToPostedMs?: number;
}

/** A figure of this moment, read when somebody asks: `name{label} value`. */
export interface Reading {
  readonly name: ReadingName;
  readonly label?: string;
  readonly value: number;
}

/** The figures of a moment with what they mean and the name of what tells them apart, where there is such. */
const READINGS = {
  vigia_entries: ['Entries read and kept in the ledger, by the state they ended in', 'state'],
  vigia_stories_open: ['Stories that still take in reports', undefined],
  vigia_stories_tagged: ['Stories of the last 24 hours, by topic', 'topic'],
  vigia_deliveries: ['Deliveries that are owed or were queued in the last 24 hours, by state', 'state'],
  vigia_outbox_oldest_seconds: ['How long the oldest delivery waits that could be made now', undefined],
  vigia_feeds: ['Feeds that are watched, by state', 'state'],
  vigia_destinations: ['Destinations, by whether they work', 'state'],
  vigia_feedback: ['What readers said of stories', 'kind'],
  vigia_last_digest_stories: ['Stories in the digest queued last', undefined],
} as const;
type ReadingName = keyof typeof READINGS;

export interface Metrics {
  readonly observePoll: (observation: PollObservation) => void;
  readonly observeDelivery: (observation: DeliveryObservation) => void;
  /** Discord answered a request with an error status. */
  readonly observeRefusal: (status: number) => void;
  /** Everything in Prometheus' text format, with the figures of this moment. */
  readonly render: () => Promise<{ readonly text: string; readonly contentType: string }>;
}

/** Opens the program's figures. @param read finds the figures of a moment */
export function openMetrics(read: () => Promise<readonly Reading[]>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const { polls, pollSeconds, attempts, delay, refusals } = createCounters(registers);
  const gauges = createGauges(registers);
  return {
    observePoll({ outcome, tookMs }) {
      polls.inc({ outcome });
      if (tookMs !== undefined) pollSeconds.observe(tookMs / 1000);
    },
    observeDelivery({ kind, result, publishedToPostedMs }) {
      attempts.inc({ kind, result });
      if (publishedToPostedMs !== undefined) delay.observe(publishedToPostedMs / 1000);
    },
    observeRefusal: (status) => refusals.inc({ status: String(status) }),
    async render() {
      gauges.set(await read());
      return { text: await registry.metrics(), contentType: registry.contentType };
    },
  };
}

function createCounters(registers: Registry[]) {
  return {
    polls: new Counter({
      name: 'vigia_polls_total',
      help: 'Visits to feeds, by outcome',
      labelNames: ['outcome'],
      registers,
    }),
    pollSeconds: new Histogram({
      name: 'vigia_poll_duration_seconds',
      help: 'From the first request to the end of the answer',
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    attempts: new Counter({
      name: 'vigia_delivery_attempts_total',
      help: 'Attempts to deliver, by kind of message and result',
      labelNames: ['kind', 'result'],
      registers,
    }),
    delay: new Histogram({
      name: 'vigia_published_to_posted_seconds',
      help: 'From the publication of the earliest report to the alert in the channel',
      buckets: [15, 30, 60, 120, 300, 600, 1_800, 3_600, 14_400, 86_400],
      registers,
    }),
    refusals: new Counter({
      name: 'vigia_discord_refusals_total',
      help: 'Requests that Discord refused, by HTTP status',
      labelNames: ['status'],
      registers,
    }),
  };
}

function createGauges(registers: Registry[]): { readonly set: (readings: readonly Reading[]) => void } {
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
