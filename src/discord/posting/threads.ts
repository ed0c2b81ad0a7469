import { DiscordAPIError, Routes } from 'discord.js';
import type { Posted } from '../../core/delivery.ts';
import type { SendOutcome } from '../../core/messages/message.ts';
import { toPlain } from '../rendering/safe-text.ts';
import { attempt, type Line } from './send.ts';

const NAME_LENGTH = 100;
/** A thread falls asleep after a day without a message, and wakes with the next. */
const ARCHIVE_MINUTES = 1_440;
/** Discord's codes: it has a thread; it was published; the thread sleeps. */
const HAS_THREAD = 160_004;
const WAS_PUBLISHED = 40_033;
const ARCHIVED = 50_083;

/** Names a thread after a headline. A headline of nothing that can be shown leaves the bot's own name. */
export function threadName(headline: string): string {
  const name = toPlain(headline, NAME_LENGTH);
  return name === '' ? 'vigía' : name;
}

/** Begins the thread of a card. It takes the message's id, so a second one cannot come about. */
export async function beginThread(
  { rest, signal }: Line,
  { channelId, messageId }: Posted,
  headline: string,
): Promise<SendOutcome> {
  return doneOnce(HAS_THREAD, messageId, () =>
    rest.post(Routes.threads(channelId, messageId), {
      body: { name: threadName(headline), auto_archive_duration: ARCHIVE_MINUTES },
      signal: AbortSignal.any([signal]),
    }),
  );
}

/**
 * Names a card's thread after its headline. One that sleeps keeps its name: to wake it would put it before every
 * member's eyes for a few letters.
 */
export async function nameThread(
  { rest, signal }: Line,
  threadId: string,
  headline: string,
): Promise<SendOutcome> {
  return attempt(async () => {
    await rest.patch(Routes.channel(threadId), {
      body: { name: threadName(headline) },
      signal: AbortSignal.any([signal]),
    });
    return { kind: 'sent', messageId: threadId };
  });
}

/** Hands a message of an announcement channel to the channel's followers. Discord publishes each once. */
export async function publishMessage(
  { rest, signal }: Line,
  { channelId, messageId }: Posted,
): Promise<SendOutcome> {
  return doneOnce(WAS_PUBLISHED, messageId, () =>
    rest.post(Routes.channelMessageCrosspost(channelId, messageId), { signal: AbortSignal.any([signal]) }),
  );
}

/** Wakes a thread that sleeps, and does again what could not be done in it. */
export async function awake(
  { rest, signal }: Line,
  threadId: string,
  act: () => Promise<SendOutcome>,
): Promise<SendOutcome> {
  const outcome = await act();
  if (outcome.kind !== 'refused' || !outcome.reason.includes(String(ARCHIVED))) return outcome;
  return attempt(async () => {
    await rest.patch(Routes.channel(threadId), {
      body: { archived: false },
      signal: AbortSignal.any([signal]),
    });
    return await act();
  });
}

/** What has been done before is done: the code says so. */
async function doneOnce(code: number, messageId: string, act: () => Promise<unknown>): Promise<SendOutcome> {
  return attempt(async () => {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof DiscordAPIError) || error.code !== code) throw error;
    }
    return { kind: 'sent', messageId };
  });
}
