import { isRecord, type JsonObject } from '../json.ts';
import type { GatewayEvent } from '../platform.ts';

/** The intents that this gateway knows (https://docs.discord.com/developers/events/gateway#list-of-intents). */
export const INTENTS = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildPresences: 1 << 8,
  guildMessages: 1 << 9,
  guildMessageReactions: 1 << 10,
  directMessages: 1 << 12,
  directMessageReactions: 1 << 13,
  messageContent: 1 << 15,
} as const;

/** Every bit that has a meaning; others close the connection with 4013. */
export const KNOWN_INTENTS = (1 << 26) - 1;
/** Intents that have to be granted to an application; others close the connection with 4014. */
export const PRIVILEGED_INTENTS = INTENTS.guildMembers | INTENTS.guildPresences | INTENTS.messageContent;

/** The intent that an event needs; 0 for those that everyone gets. */
function intentOf({ name, guildId }: GatewayEvent): number {
  const isDirect = guildId === undefined;
  if (name.startsWith('MESSAGE_REACTION')) {
    return isDirect ? INTENTS.directMessageReactions : INTENTS.guildMessageReactions;
  }
  if (name.startsWith('MESSAGE_')) return isDirect ? INTENTS.directMessages : INTENTS.guildMessages;
  if (name.startsWith('GUILD_MEMBER_')) return INTENTS.guildMembers;
  if (/^(?:GUILD_|CHANNEL_|THREAD_)/.test(name)) return isDirect ? 0 : INTENTS.guilds;
  return 0;
}

/** The event as a session with these intents gets it, or undefined when it does not. */
export function eventFor(event: GatewayEvent, intents: number, botId: string): JsonObject | undefined {
  const needed = intentOf(event);
  if (needed !== 0 && (intents & needed) === 0) return undefined;
  const isMessage = event.name === 'MESSAGE_CREATE' || event.name === 'MESSAGE_UPDATE';
  if (!isMessage || (intents & INTENTS.messageContent) !== 0) return event.data;
  return mayRead(event, botId)
    ? event.data
    : { ...event.data, content: '', embeds: [], components: [], attachments: [] };
}

/** Without the intent an application reads its own messages, direct ones, and those that mention it. */
function mayRead({ data, guildId }: GatewayEvent, botId: string): boolean {
  const author = data['author'];
  const mentions = data['mentions'];
  const isOwn = isRecord(author) && author['id'] === botId;
  const isMentioned =
    Array.isArray(mentions) && mentions.some((user) => isRecord(user) && user['id'] === botId);
  return guildId === undefined || isOwn || isMentioned;
}
