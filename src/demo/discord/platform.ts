import type { Clock } from './clock.ts';
import type { JsonObject } from './json.ts';
import type { Snowflakes } from './snowflake.ts';
import type { Channel, Guild, Message, User, World } from './world.ts';
import { found } from './api-error.ts';

/** Something that the gateway tells the bot. */
export interface GatewayEvent {
  readonly name: string;
  readonly data: JsonObject;
  /** Absent for what happens in direct messages. */
  readonly guildId?: string | undefined;
}

/** What a test wants to know in the end. All of it starts at nothing. */
export interface Counters {
  requests: number;
  rateLimited: number;
  /** Answers with 401, 403 or 429 that count towards Discord's limit of 10,000 in ten minutes. */
  invalid: number;
  identifies: number;
  resumes: number;
  unknownRoutes: number;
  validationFailures: number;
  /** Creates answered with the first message because the nonce was known. */
  nonceHits: number;
}

export function noCounts(): Counters {
  return {
    requests: 0,
    rateLimited: 0,
    invalid: 0,
    identifies: 0,
    resumes: 0,
    unknownRoutes: 0,
    validationFailures: 0,
    nonceHits: 0,
  };
}

export interface Settings {
  readonly token: string;
  readonly nonceWindowMs: number;
  /** Whether the gateway tells of a message before the request that made it is answered, or after. */
  readonly dispatchOrder: 'before-answer' | 'after-answer';
  /** Discord drops embeds silently where EMBED_LINKS is missing; strict makes that a visible 50013. */
  readonly strictEmbeds: boolean;
  /** How many times the bot may identify in 24 hours. */
  readonly identifyBudget: number;
}

/** What every part of this Discord works on. */
export interface Platform {
  readonly world: World;
  readonly clock: Clock;
  readonly snowflakes: Snowflakes;
  readonly settings: Settings;
  readonly counters: Counters;
  readonly bot: User;
  readonly applicationId: string;
  /** `http://127.0.0.1:port`, once it is known. */
  readonly origin: () => string;
  /** Sends an event to every session that may see it. */
  readonly emit: (event: GatewayEvent) => void;
  /** Called when an interaction has got an answer, for those who wait for it. */
  readonly interactionChanged: (interactionId: string) => void;
}

export const nextId = (platform: Platform): string => platform.snowflakes.next(platform.clock.now());

export function getUser(platform: Platform, id: string): User {
  return found(platform.world.users.get(id), 10013);
}

/** The guild, as far as the bot is in it; 10004 otherwise. */
export function getGuild(platform: Platform, id: string): Guild {
  const guild = found(platform.world.guilds.get(id), 10004);
  return found(guild.members.has(platform.bot.id) ? guild : undefined, 10004);
}

export function getChannel(platform: Platform, id: string): Channel {
  return found(platform.world.channels.get(id), 10003);
}

/** A message that is still there and that everyone may see. Ephemeral messages are found through their interaction. */
export function findMessage(platform: Platform, channelId: string, messageId: string): Message | undefined {
  const message = platform.world.messages.get(channelId)?.get(messageId);
  return message?.deletedAt === undefined && message?.visibleTo === undefined ? message : undefined;
}

export function listMessages(platform: Platform, channelId: string): Message[] {
  const all = [...(platform.world.messages.get(channelId)?.values() ?? [])];
  return all.filter(({ deletedAt, visibleTo }) => deletedAt === undefined && visibleTo === undefined);
}

export function storeMessage(platform: Platform, message: Message): void {
  const channel = platform.world.messages.get(message.channelId) ?? new Map<string, Message>();
  channel.set(message.id, message);
  platform.world.messages.set(message.channelId, channel);
}
