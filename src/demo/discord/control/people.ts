import { setTimeout as delay } from 'node:timers/promises';
import { CALLBACK_TYPES, MESSAGE_FLAGS } from '../constants.ts';
import type { JsonObject } from '../json.ts';
import type { Platform } from '../platform.ts';
import type { Interaction, Message } from '../world.ts';

/** What a person gets for what they did. */
export type Outcome =
  /** A new message, perhaps for them alone; a deferred one once it is filled. */
  | { readonly kind: 'message'; readonly message: Message }
  /** The message they clicked on has changed. */
  | { readonly kind: 'update'; readonly message: Message }
  | { readonly kind: 'modal'; readonly modal: JsonObject }
  | { readonly kind: 'choices'; readonly choices: readonly JsonObject[] }
  /** Taken note of, without anything to see. */
  | { readonly kind: 'acknowledged' };

/** Returns what an interaction has come to, or undefined while the person still waits. */
export function findOutcome(platform: Platform, id: string): Outcome | undefined {
  const interaction = platform.world.interactions.get(id);
  if (interaction === undefined || interaction.state !== 'answered') return undefined;
  if (interaction.modal !== undefined) return { kind: 'modal', modal: interaction.modal };
  if (interaction.choices !== undefined) return { kind: 'choices', choices: interaction.choices };
  const message = messageOf(platform, interaction);
  if (message === undefined || interaction.callbackType === CALLBACK_TYPES.deferUpdate)
    return { kind: 'acknowledged' };
  if ((message.flags & MESSAGE_FLAGS.loading) !== 0) return undefined;
  return { kind: interaction.callbackType === CALLBACK_TYPES.update ? 'update' : 'message', message };
}

function messageOf(platform: Platform, { channelId, originalId }: Interaction): Message | undefined {
  return platform.world.messages.get(channelId)?.get(originalId ?? '');
}

/** Lets callers wait for what becomes of interactions. */
export function createOutcomes(platform: () => Platform) {
  const waiting = new Map<string, Set<() => void>>();
  return {
    changed(id: string): void {
      for (const wake of waiting.get(id) ?? []) wake();
    },
    /** Resolves with the outcome; rejects when there is none after `timeoutMs` of real time. */
    async wait(id: string, timeoutMs: number): Promise<Outcome> {
      const controller = new AbortController();
      const found = new Promise<Outcome>((resolve) => {
        const look = () => {
          const outcome = findOutcome(platform(), id);
          if (outcome !== undefined) resolve(outcome);
        };
        waiting.set(id, new Set([...(waiting.get(id) ?? []), look]));
        look();
      });
      const late = delay(timeoutMs, undefined, { signal: controller.signal }).then(() => {
        throw new Error(`The application did not respond to interaction ${id} within ${timeoutMs} ms`);
      });
      try {
        return await Promise.race([found, late]);
      } finally {
        controller.abort();
        late.catch(() => undefined);
        waiting.delete(id);
      }
    },
  };
}
