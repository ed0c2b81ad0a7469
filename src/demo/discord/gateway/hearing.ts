import type { GatewayEvent, Platform } from '../platform.ts';

/** What concerns the bot itself, wherever it happens. */
const OWN_EVENTS: ReadonlySet<string> = new Set(['INTERACTION_CREATE', 'GUILD_DELETE']);

/** Tells whether the bot hears of something: not of guilds that it is no member of, nor of what people write each other. */
export function isHeard({ world, bot }: Pick<Platform, 'world' | 'bot'>, event: GatewayEvent): boolean {
  const { name, guildId, data } = event;
  if (OWN_EVENTS.has(name)) return true;
  if (guildId !== undefined) return world.guilds.get(guildId)?.members.has(bot.id) === true;
  const id = data['channel_id'] ?? data['id'];
  const channel = typeof id === 'string' ? world.channels.get(id) : undefined;
  return channel?.peopleIds === undefined;
}
