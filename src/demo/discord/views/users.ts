import type { JsonObject } from '../json.ts';
import type { Platform } from '../platform.ts';
import type { Guild, Member, Role, User } from '../world.ts';

export function userView(user: User): JsonObject {
  return {
    id: user.id,
    username: user.username,
    avatar: null,
    discriminator: user.bot ? '0001' : '0',
    public_flags: 0,
    flags: 0,
    bot: user.bot ? true : undefined,
    banner: null,
    accent_color: null,
    global_name: user.globalName,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
  };
}

/** The bot as it sees itself. */
export function ownUserView(user: User): JsonObject {
  return { ...userView(user), mfa_enabled: false, locale: user.locale, verified: true, email: null };
}

/** A member without the user, as events carry it beside the author. */
export function bareMemberView(member: Member): JsonObject {
  return {
    avatar: null,
    banner: null,
    communication_disabled_until: null,
    flags: 0,
    joined_at: member.joinedAt.toISOString(),
    nick: null,
    pending: false,
    premium_since: null,
    roles: member.roleIds,
    mute: false,
    deaf: false,
  };
}

export function memberView(member: Member, user: User): JsonObject {
  return { ...bareMemberView(member), user: userView(user) };
}

export function roleView(role: Role): JsonObject {
  return {
    id: role.id,
    name: role.name,
    permissions: role.permissions.toString(),
    position: role.position,
    color: role.colour,
    colors: { primary_color: role.colour, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: role.botId !== undefined,
    mentionable: role.mentionable,
    icon: null,
    unicode_emoji: null,
    tags: role.botId === undefined ? undefined : { bot_id: role.botId },
    flags: 0,
  };
}

export function guildView(guild: Guild): JsonObject {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    description: null,
    home_header: null,
    splash: null,
    discovery_splash: null,
    features: [],
    banner: null,
    owner_id: guild.ownerId,
    application_id: null,
    region: 'us-east',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    roles: [...guild.roles.values()].map(roleView),
    default_message_notifications: 0,
    mfa_level: 0,
    explicit_content_filter: 0,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: guild.locale,
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    premium_progress_bar_enabled: false,
    nsfw: false,
    nsfw_level: 0,
    emojis: [],
    stickers: [],
    incidents_data: null,
  };
}

export function applicationView(platform: Platform): JsonObject {
  return {
    id: platform.applicationId,
    name: platform.bot.username,
    icon: null,
    description: '',
    type: null,
    bot: userView(platform.bot),
    bot_public: true,
    bot_require_code_grant: false,
    integration_types_config: { 0: {}, 1: {} },
    verify_key: '0'.repeat(64),
    flags: 0,
    flags_new: '0',
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: userView(ownerOf(platform)),
    approximate_guild_count: platform.world.guilds.size,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: [],
  };
}

function ownerOf(platform: Platform): User {
  return [...platform.world.users.values()].find(({ bot }) => !bot) ?? platform.bot;
}
