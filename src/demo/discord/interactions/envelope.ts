import { INTERACTION_TYPES } from '../constants.ts';
import type { JsonObject } from '../json.ts';
import { channelPermissions } from '../permissions.ts';
import { nextId, type Platform } from '../platform.ts';
import { channelView } from '../views/channels.ts';
import { messageView } from '../views/messages.ts';
import { memberView, userView } from '../views/users.ts';
import type { Interaction, Message, Owners } from '../world.ts';
import { appPermissions, contextOf, isHushed, type Person } from './installs.ts';

export interface Start {
  readonly type: number;
  readonly name: string;
  readonly data: JsonObject;
  readonly owners: Owners;
  readonly commandType?: number | undefined;
  readonly message?: Message | undefined;
  /** Of a form: the interaction that it was shown in answer to. */
  readonly triggeredById?: string | undefined;
}

/** With the real Discord a secret; here it only has to be another one each time, and the same in every run. */
export const tokenOf = (interactionId: string): string => `interaction-${interactionId}`;

const ATTACHMENT_SIZE_LIMIT = 10 * 1024 * 1024;

/** Begins an interaction and tells the bot of it, with every member of Discord's interaction object. */
export function startInteraction(platform: Platform, person: Person, start: Start): Interaction {
  const { user, channel } = person;
  const id = nextId(platform);
  const interaction: Interaction = {
    id,
    token: tokenOf(id),
    type: start.type,
    userId: user.id,
    channelId: channel.id,
    guildId: channel.guildId,
    createdAt: platform.clock.now(),
    state: 'waiting',
    name: start.name,
    commandType: start.commandType,
    messageId: start.message?.id,
    triggeredById: start.triggeredById,
    followUpIds: [],
    owners: start.owners,
    isHushed: isHushed(platform, person, start.owners),
  };
  platform.world.interactions.set(id, interaction);
  const data = interactionView(platform, interaction, { person, start });
  platform.emit({ name: 'INTERACTION_CREATE', data, guildId: channel.guildId });
  return interaction;
}

interface Told {
  readonly person: Person;
  readonly start: Start;
}

function interactionView(platform: Platform, interaction: Interaction, { person, start }: Told): JsonObject {
  const { user, channel } = person;
  const permissions = channelPermissions(platform.world, channel, user.id).toString();
  const isOnMessage = start.type === INTERACTION_TYPES.component || start.type === INTERACTION_TYPES.modal;
  return {
    id: interaction.id,
    application_id: platform.applicationId,
    type: interaction.type,
    data: start.data,
    ...placeMembers(platform, person, permissions),
    channel: { ...channelView(platform, channel), permissions },
    channel_id: channel.id,
    token: interaction.token,
    version: 1,
    message: isOnMessage && start.message !== undefined ? messageView(platform, start.message) : undefined,
    app_permissions: appPermissions(platform, channel, interaction.owners).toString(),
    locale: user.locale,
    entitlements: [],
    authorizing_integration_owners: { ...interaction.owners },
    context: contextOf(channel),
    attachment_size_limit: ATTACHMENT_SIZE_LIMIT,
  };
}

/** In a guild the member acts, in a direct message the user. */
function placeMembers(platform: Platform, { user, channel }: Person, permissions: string): JsonObject {
  const guild = platform.world.guilds.get(channel.guildId ?? '');
  const member = guild?.members.get(user.id);
  if (guild === undefined || member === undefined) return { user: userView(user) };
  return {
    guild: { id: guild.id, locale: guild.locale, features: [] },
    guild_id: guild.id,
    guild_locale: guild.locale,
    member: { ...memberView(member, user), permissions },
  };
}
