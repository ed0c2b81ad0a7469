import { Routes, type REST } from 'discord.js';
import type { Posted } from '../../core/delivery.ts';
import type { SendOutcome } from '../../core/messages/message.ts';
import type { DiscordMessage } from '../rendering/discord-message.ts';
import { toOutcome } from './outcome.ts';

/** What every request of a delivery is made with. */
export interface Line {
  readonly rest: REST;
  /** Ends an attempt whose answer is slow to come. */
  readonly signal: AbortSignal;
}

/** Posts one message. The nonce makes a repetition harmless while Discord remembers it. */
export async function post(
  { rest, signal }: Line,
  channelId: string,
  { files, ...message }: DiscordMessage & { readonly nonce: string },
): Promise<SendOutcome> {
  return attempt(async () => {
    const answer = await rest.post(Routes.channelMessages(channelId), {
      body: { ...message, enforce_nonce: true },
      ...(files === undefined ? {} : { files }),
      signal: AbortSignal.any([signal]),
    });
    return { kind: 'sent', messageId: idOf(answer), channelId };
  });
}

/** Changes a message that was posted. Asking twice changes nothing more. */
export async function edit(
  { rest, signal }: Line,
  { channelId, messageId }: Posted,
  { content, embeds, components, allowed_mentions }: DiscordMessage,
): Promise<SendOutcome> {
  return attempt(async () => {
    await rest.patch(Routes.channelMessage(channelId, messageId), {
      body: { content, embeds, components, allowed_mentions },
      signal: AbortSignal.any([signal]),
    });
    return { kind: 'sent', messageId, channelId };
  });
}

/** Turns what a request throws into what it means for the delivery. */
export async function attempt(request: () => Promise<SendOutcome>): Promise<SendOutcome> {
  try {
    return await request();
  } catch (error) {
    return toOutcome(error);
  }
}

/** The id of whatever an answer shows; empty when it shows none. */
export function idOf(answer: unknown): string {
  const id: unknown = typeof answer === 'object' && answer !== null && 'id' in answer ? answer.id : undefined;
  return typeof id === 'string' ? id : '';
}
