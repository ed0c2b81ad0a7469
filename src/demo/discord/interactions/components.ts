import { INTERACTION_TYPES } from '../constants.ts';
import type { JsonObject } from '../json.ts';
import { flatten, type Button, type Select } from '../limits/components.ts';
import type { Platform } from '../platform.ts';
import type { Interaction, Message } from '../world.ts';
import { resolvedOrNone, resolveEntities, type EntityKinds } from './entities.ts';
import { startInteraction } from './envelope.ts';
import { ownersOfMessage } from './installs.ts';
import { personOf } from './invoke.ts';
import { refuseUnless, RefusedByClient } from './refused.ts';

export interface Click {
  readonly userId: string;
  readonly messageId: string;
  /** The button's custom id, or its label. */
  readonly button: string;
}

export interface Selection {
  readonly userId: string;
  readonly messageId: string;
  readonly customId: string;
  /** Options' values, or ids of users, roles or channels. */
  readonly values: readonly string[];
}

/** A person clicks a button that they can see. Throws RefusedByClient where there is none to click. */
export function click(platform: Platform, { userId, messageId, button: name }: Click): Interaction {
  const message = getVisible(platform, userId, messageId);
  const button = flatten(message.components).find(
    (part): part is Button => part.type === 2 && (part.custom_id === name || part.label === name),
  );
  if (button?.custom_id === undefined) throw new RefusedByClient(`there is no button ${name} to click`);
  refuseUnless(button.disabled !== true, `the button ${name} is disabled`);
  const data = { component_type: 2, custom_id: button.custom_id, id: button.id };
  return act(platform, userId, message, data);
}

/** A person chooses from a menu that they can see, as many as it takes. */
export function select(platform: Platform, { userId, messageId, customId, values }: Selection): Interaction {
  const message = getVisible(platform, userId, messageId);
  const menu = flatten(message.components).find(
    (part): part is Select => part.type !== 2 && 'custom_id' in part && part.custom_id === customId,
  );
  if (menu === undefined) throw new RefusedByClient(`there is no menu ${customId}`);
  refuseUnless(menu.disabled !== true, `the menu ${customId} is disabled`);
  const chosen = choose(platform, message.channelId, menu, values);
  return act(platform, userId, message, {
    component_type: menu.type,
    custom_id: customId,
    id: menu.id,
    ...chosen,
  });
}

/** Checks what is chosen from a menu, in a message or in a form, and puts it into Discord's form. */
export function choose(
  platform: Platform,
  channelId: string,
  menu: Select,
  values: readonly string[],
): JsonObject {
  const { custom_id: name, min_values: least, max_values: most } = menu;
  refuseUnless(values.length >= least && values.length <= most, `${name} takes ${least} to ${most} values`);
  if (menu.type === 3) {
    const offered = new Set(menu.options.map(({ value }) => value));
    refuseUnless(
      values.every((value) => offered.has(value)),
      `${name} does not offer this`,
    );
    return { values };
  }
  const guildId = platform.world.channels.get(channelId)?.guildId;
  const resolved = resolveEntities(platform, guildId, kindsOf(menu), values);
  return { values, resolved: resolvedOrNone(resolved) };
}

function kindsOf(menu: Exclude<Select, { type: 3 }>): EntityKinds {
  const channels = menu.type === 8 ? (menu.channel_types ?? true) : false;
  return { users: menu.type === 5 || menu.type === 7, roles: menu.type === 6 || menu.type === 7, channels };
}

function getVisible(platform: Platform, userId: string, messageId: string): Message {
  for (const messages of platform.world.messages.values()) {
    const message = messages.get(messageId);
    if (message === undefined) continue;
    const isSeen = message.visibleTo === undefined || message.visibleTo === userId;
    if (message.deletedAt === undefined && isSeen) return message;
  }
  throw new RefusedByClient('the user sees no such message');
}

type ComponentData = JsonObject & { readonly custom_id: string };

function act(platform: Platform, userId: string, message: Message, data: ComponentData): Interaction {
  const person = personOf(platform, { userId, channelId: message.channelId });
  refuseUnless(message.authorId === platform.bot.id, 'the message is not by the application');
  return startInteraction(platform, person, {
    type: INTERACTION_TYPES.component,
    name: data.custom_id,
    data,
    owners: ownersOfMessage(platform, person, message),
    message,
  });
}
