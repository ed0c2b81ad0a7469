import { z } from 'zod';
import { found } from '../api-error.ts';
import { CHANNEL_TYPES } from '../constants.ts';
import type { Json } from '../json.ts';
import { parseForm } from '../limits/form-errors.ts';
import { snowflake } from '../limits/schema.ts';
import { requireGuildPermission } from '../permissions.ts';
import { getGuild, getUser, nextId, type Platform } from '../platform.ts';
import { emitChannel } from '../posting.ts';
import { channelView, threadMemberView } from '../views/channels.ts';
import { guildView, memberView, roleView } from '../views/users.ts';
import type { Channel } from '../world.ts';
import { created, ok, param, route, type Answer, type Call, type Route } from './route.ts';

export const guildRoutes: readonly Route[] = [
  route('GET /guilds/{guild_id}', (call) => {
    const guild = guildOf(call);
    const counts = { approximate_member_count: guild.members.size, approximate_presence_count: 1 };
    return ok({ ...guildView(guild), ...(call.query.get('with_counts') === 'true' ? counts : {}) });
  }),
  route('GET /guilds/{guild_id}/channels', (call) =>
    ok(channelViews(call, ({ thread }) => thread === undefined)),
  ),
  route('POST /guilds/{guild_id}/channels', createChannel),
  route('GET /guilds/{guild_id}/roles', (call) => ok([...guildOf(call).roles.values()].map(roleView))),
  route('GET /guilds/{guild_id}/members/{user_id}', (call) => {
    const asked = param(call, 'user_id');
    const userId = asked === '@me' ? call.platform.bot.id : asked;
    const member = found(guildOf(call).members.get(userId), 10007);
    return ok(memberView(member, getUser(call.platform, userId)));
  }),
  route('GET /guilds/{guild_id}/threads/active', (call) => {
    const { platform } = call;
    const threads = channelsOf(platform, guildOf(call).id).filter(({ thread }) => thread?.archived === false);
    const joined = threads.flatMap((channel) =>
      channel.thread?.memberIds.includes(platform.bot.id) === true
        ? [threadMemberView(channel, platform.bot.id, channel.thread.createdAt)]
        : [],
    );
    return ok({
      threads: threads.map((each) => channelView(platform, each)),
      members: joined,
      has_more: false,
    });
  }),
];

const channelSchema = z.object({
  name: z.string().min(1).max(100),
  type: z.int().nullish(),
  topic: z.string().max(1024).nullish(),
  parent_id: snowflake.nullish(),
});

function createChannel(call: Call): Answer {
  const { platform } = call;
  const guild = guildOf(call);
  requireGuildPermission(guild, platform.bot.id, 'MANAGE_CHANNELS');
  const body = parseForm(channelSchema, call.body);
  const channel: Channel = {
    id: nextId(platform),
    guildId: guild.id,
    type: body.type ?? CHANNEL_TYPES.text,
    name: body.name,
    topic: body.topic ?? null,
    parentId: body.parent_id ?? null,
    position: channelsOf(platform, guild.id).length,
    overwrites: [],
    lastMessageId: null,
    tags: [],
    tagRequired: false,
  };
  platform.world.channels.set(channel.id, channel);
  emitChannel(platform, 'CHANNEL_CREATE', channel);
  return created(channelView(platform, channel));
}

const guildOf = (call: Call) => getGuild(call.platform, param(call, 'guild_id'));

export function channelsOf(platform: Platform, guildId: string): Channel[] {
  return [...platform.world.channels.values()].filter((channel) => channel.guildId === guildId);
}

function channelViews(call: Call, filter: (channel: Channel) => boolean): Json[] {
  const channels = channelsOf(call.platform, guildOf(call).id).filter(filter);
  return channels.map((channel) => channelView(call.platform, channel));
}
