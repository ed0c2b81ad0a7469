import { Routes, type REST } from 'discord.js';
import type { SendOutcome } from '../core/messages/message.ts';
import type { DiscordMessage } from './discord-message.ts';
import { toOutcome } from './outcome.ts';

/** Posts one message. The nonce makes a repetition harmless while Discord remembers it. */
export async function post(
  rest: REST,
  channelId: string,
  { signal, files, ...message }: DiscordMessage & { readonly nonce: string; readonly signal: AbortSignal },
): Promise<SendOutcome> {
  try {
    const answer = await rest.post(Routes.channelMessages(channelId), {
      body: { ...message, enforce_nonce: true },
      ...(files === undefined ? {} : { files }),
      signal: AbortSignal.any([signal]),
    });
    return { kind: 'sent', messageId: idOf(answer) };
  } catch (error) {
    return toOutcome(error);
  }
}

function idOf(answer: unknown): string {
  const id: unknown = typeof answer === 'object' && answer !== null && 'id' in answer ? answer.id : undefined;
  return typeof id === 'string' ? id : '';
}
