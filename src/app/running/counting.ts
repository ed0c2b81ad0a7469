import type { ReadingDeps } from '../../discord/commands/reading/reading.ts';
import type { Sender } from '../../pipeline/delivering/deliver.ts';
import type { DeliveryObservation, Metrics } from '../../web/metrics.ts';

type Post = Parameters<Sender['send']>[0];

/**
 * Counts what a way out is given to send, and what comes of it. What is found to have been shown before is given to it
 * once more, to be finished, and counts then.
 */
export function countSends(
  sender: Sender,
  { metrics, now }: { readonly metrics: Pick<Metrics, 'observeDelivery'>; readonly now: () => Date },
): Sender {
  return {
    ...sender,
    async send(post, signal) {
      const outcome = await sender.send(post, signal);
      metrics.observeDelivery({ message: post.message, to: kindOf(post), result: outcome.kind, now: now() });
      return outcome;
    },
  };
}

function kindOf({ to }: Post): DeliveryObservation['to'] {
  if (to.isPrivate === true) return 'person';
  return to.platform === 'terminal' ? 'terminal' : 'channel';
}

/** Counts what readers say of stories, by nothing but the topics of those. */
export function countOpinions<Reading extends Pick<ReadingDeps, 'saveOpinion' | 'findTopics'>>(
  reading: Reading,
  metrics: Pick<Metrics, 'observeOpinion'>,
): Reading {
  return {
    ...reading,
    async saveOpinion(...[userId, opinion]: Parameters<Reading['saveOpinion']>) {
      await reading.saveOpinion(userId, opinion);
      metrics.observeOpinion(opinion.kind, (await reading.findTopics(opinion.storyId)) ?? []);
    },
  };
}
