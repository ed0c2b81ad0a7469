import { collectDefaultMetrics, Registry } from 'prom-client';
import type { OpinionKind } from '../core/feedback.ts';
import type { LedgerState } from '../core/ledger.ts';
import type { Message } from '../core/messages/message.ts';
import type { PollOutcome, TopicId } from '../core/types.ts';
import { createCounters, createGauges, type Reading } from './families.ts';

/** What came of one attempt to deliver. */
export interface DeliveryObservation {
  readonly message: Message;
  readonly to: 'channel' | 'person' | 'terminal';
  /** `sent` when the reader has it, else what stood in the way. */
  readonly result: string;
  readonly now: Date;
}

/** Where the program's parts tell what they do. None of it says who a reader is, or in which channel. */
export interface Metrics {
  /** A visit to a feed is over. */
  readonly observePoll: (outcome: PollOutcome) => void;
  /** New entries are stored. */
  readonly observeEntries: (
    entries: readonly { readonly state: LedgerState; readonly topics: readonly TopicId[] }[],
  ) => void;
  readonly observeDelivery: (observation: DeliveryObservation) => void;
  /** Discord refused a request. */
  readonly observeDiscordError: (code: number) => void;
  /** A reader said something of a story about these topics. */
  readonly observeOpinion: (opinion: OpinionKind, topics: readonly TopicId[]) => void;
  /** Everything in Prometheus' text format, with the figures of this moment. */
  readonly render: () => Promise<{ readonly text: string; readonly contentType: string }>;
}

/** Opens the program's figures. @param read finds the figures of a moment */
export function openMetrics(topics: readonly TopicId[], read: () => Promise<readonly Reading[]>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counters = createCounters(registers, topics);
  const gauges = createGauges(registers);
  return {
    observePoll(outcome) {
      counters.polls.inc({ outcome: outcome.kind });
      if ('tookMs' in outcome) counters.pollSeconds.observe(outcome.tookMs / 1000);
    },
    observeEntries(entries) {
      for (const entry of entries) {
        counters.entries.inc({ state: entry.state });
        for (const topic of entry.topics) counters.matched.inc({ topic });
      }
    },
    observeDelivery(observation) {
      const { message, to, result } = observation;
      counters.attempts.inc({ kind: message.kind, to, result });
      if (result === 'sent') observeSent(counters, observation);
    },
    observeDiscordError: (code) => counters.discordErrors.inc({ code: String(code) }),
    observeOpinion(opinion, about) {
      for (const topic of about) counters.opinions.inc({ opinion, topic });
    },
    async render() {
      gauges.set(await read());
      return { text: await registry.metrics(), contentType: registry.contentType };
    },
  };
}

function observeSent(
  { alerts, delay, digestStories }: ReturnType<typeof createCounters>,
  { message, now }: DeliveryObservation,
): void {
  if (message.kind === 'digest') digestStories.observe(message.counts.stories);
  if (message.kind !== 'alert') return;
  const { topics, published } = message.story;
  for (const { id } of topics) alerts.inc({ topic: id });
  if (published !== undefined) delay.observe(Math.max(0, now.getTime() - published.getTime()) / 1000);
}
