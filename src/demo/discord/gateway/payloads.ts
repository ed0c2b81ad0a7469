import type { JsonObject } from '../json.ts';
import type { Platform } from '../platform.ts';
import { channelsOf } from '../rest/guilds.ts';
import { gatewayUrl } from '../rest/identity.ts';
import { channelView } from '../views/channels.ts';
import { guildView, memberView, ownUserView } from '../views/users.ts';
import type { Guild } from '../world.ts';
import { shardOf, type Session } from './session.ts';

/** The guilds of a session's shard that the bot is a member of. */
export function guildsOf(platform: Platform, session: Session): Guild[] {
  return [...platform.world.guilds.values()].filter(
    ({ id, members }) => members.has(platform.bot.id) && shardOf(id, session.shard[1]) === session.shard[0],
  );
}

export function readyView(platform: Platform, session: Session): JsonObject {
  return {
    v: 10,
    user: ownUserView(platform.bot),
    guilds: guildsOf(platform, session).map(({ id }) => ({ id, unavailable: true })),
    session_id: session.id,
    session_type: 'normal',
    resume_gateway_url: gatewayUrl(platform),
    shard: [...session.shard],
    application: { id: platform.applicationId, flags: 0 },
    private_channels: [],
    presences: [],
    relationships: [],
  };
}

/** A guild with everything in it, as GUILD_CREATE tells it. */
export function guildCreateView(platform: Platform, guild: Guild): JsonObject {
  const channels = channelsOf(platform, guild.id);
  const members = [...guild.members.values()].flatMap((member) => {
    const user = platform.world.users.get(member.userId);
    return user === undefined ? [] : [memberView(member, user)];
  });
  const threads = channels.filter(({ thread }) => thread?.archived === false);
  const bot = guild.members.get(platform.bot.id);
  return {
    ...guildView(guild),
    joined_at: (bot?.joinedAt ?? platform.clock.now()).toISOString(),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    members,
    channels: channels
      .filter(({ thread }) => thread === undefined)
      .map((each) => channelView(platform, each)),
    threads: threads.map((each) => channelView(platform, each)),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
