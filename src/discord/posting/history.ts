import { Routes, type REST } from 'discord.js';
import type { FindOutcome } from '../../core/messages/message.ts';
import { fromCustomId } from '../rendering/custom-id.ts';
import { toOutcome } from './outcome.ts';

/** Discord's epoch and the place of the time in an id: an id made from a time lies before all of that time. */
const DISCORD_EPOCH_MS = 1_420_070_400_000n;
const TIME_SHIFT = 22n;
const PAGE = 100;
/** A channel that had more messages than this since the attempt cannot be read through. */
const MAX_PAGES = 10;

/** How far apart the clocks of Discord's own machines may be, and how inexactly their answers tell the time. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** What is looked for, and where. */
interface Wanted {
  readonly marker: string;
  readonly since: Date;
  /** Whether the bot may read the channel's history; undefined while that is not known. */
  readonly mayRead: () => boolean | undefined;
  readonly signal: AbortSignal;
}

/** Looks through a channel for the message that carries a delivery's marker, from a time on. */
export async function findPosted(rest: REST, channelId: string, wanted: Wanted): Promise<FindOutcome> {
  let after = idSince(wanted.since);
  try {
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const messages = await readPage(rest, channelId, { after, signal: wanted.signal });
      const found = messages.find((message) => hasMarker(message, wanted.marker));
      if (found !== undefined) return { kind: 'found', messageId: found.id, channelId };
      if (page === 0 && messages.length === 0) return whenEmpty(wanted.mayRead());
      if (messages.length < PAGE) return { kind: 'absent' };
      after = lastIdOf(messages);
    }
    return { kind: 'unreadable', reason: 'the channel has too many messages since' };
  } catch (error) {
    return unreadable(error);
  }
}

/**
 * Tells what it means that a history cannot be read: its channel is closed, it may not be read where one may post, or it
 * cannot be read now.
 */
export function unreadable(error: unknown): FindOutcome {
  const outcome = toOutcome(error);
  if (outcome.kind === 'closed' && outcome.code !== 'no-permission') return outcome;
  return outcome.kind === 'closed' || outcome.kind === 'refused'
    ? { kind: 'unreadable', reason: `the channel's history may not be read: ${outcome.reason}` }
    : { kind: 'ambiguous', reason: `the channel's history cannot be read now (${nameOf(error)})` };
}

/** The id before all that was made since a time. */
export function idSince(time: Date): string {
  const sinceMs = BigInt(time.getTime() - CLOCK_SKEW_MS);
  return ((sinceMs - DISCORD_EPOCH_MS) << TIME_SHIFT).toString();
}

/** Discord shows an empty history to those who may not read it, so emptiness alone proves nothing. */
function whenEmpty(mayRead: boolean | undefined): FindOutcome {
  if (mayRead === true) return { kind: 'absent' };
  return mayRead === false
    ? {
        kind: 'unreadable',
        reason: "the bot may not read the channel's history; it needs Read Message History",
      }
    : { kind: 'unproven', reason: "it is not known yet whether the channel's history may be read" };
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : String(error));

function lastIdOf(messages: readonly HistoryMessage[]): string {
  return messages
    .map(({ id }) => BigInt(id))
    .reduce((last, id) => (id > last ? id : last))
    .toString();
}

interface HistoryMessage {
  readonly id: string;
  readonly components: unknown;
}

async function readPage(
  rest: REST,
  channelId: string,
  { after, signal }: { readonly after: string; readonly signal: AbortSignal },
): Promise<HistoryMessage[]> {
  const query = new URLSearchParams({ after, limit: String(PAGE) });
  const answer = await rest.get(Routes.channelMessages(channelId), {
    query,
    signal: AbortSignal.any([signal]),
  });
  return Array.isArray(answer) ? answer.flatMap(toMessage) : [];
}

function toMessage(value: unknown): HistoryMessage[] {
  if (typeof value !== 'object' || value === null || !('id' in value) || typeof value.id !== 'string')
    return [];
  return [{ id: value.id, components: 'components' in value ? value.components : [] }];
}

/** Walks a message's components, however nested, for a button of ours with the marker. */
export function hasMarker({ components }: Pick<HistoryMessage, 'components'>, marker: string): boolean {
  if (!Array.isArray(components)) return false;
  return components.some((component: unknown) => {
    if (typeof component !== 'object' || component === null) return false;
    const customId: unknown = 'custom_id' in component ? component.custom_id : undefined;
    if (typeof customId === 'string' && fromCustomId(customId)?.marker === marker) return true;
    return 'components' in component && hasMarker({ components: component.components }, marker);
  });
}
