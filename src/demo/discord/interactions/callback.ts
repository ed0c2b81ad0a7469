import { z } from 'zod';
import { ApiError, found } from '../api-error.ts';
import {
  CALLBACK_TYPES,
  COMMAND_TYPES,
  INTERACTION_TYPES,
  MESSAGE_FLAGS,
  MESSAGE_TYPES,
} from '../constants.ts';
import type { JsonObject } from '../json.ts';
import { parseForm } from '../limits/form-errors.ts';
import { messageSchema } from '../limits/message.ts';
import { modalSchema } from '../limits/modal.ts';
import { getChannel, type Platform } from '../platform.ts';
import { editMessage } from '../editing.ts';
import { createMessage, parseMessage } from '../posting.ts';
import { NO_CONTENT, ok, param, route, type Call, type Route } from '../rest/route.ts';
import { messageView } from '../views/messages.ts';
import type { Interaction, Message } from '../world.ts';

/** How long an interaction waits for its first answer. */
const FIRST_ANSWER_MS = 3000;

const callbackSchema = z.object({ type: z.int(), data: z.unknown().optional() });
const choicesSchema = z.object({
  choices: z
    .array(
      z.object({
        name: z.string().min(1).max(100),
        name_localizations: z.record(z.string(), z.string().min(1).max(100)).nullish(),
        value: z.union([z.string().max(100), z.number()]),
      }),
    )
    .max(25),
});

export const callbackRoutes: readonly Route[] = [
  route('POST /interactions/{interaction_id}/{interaction_token}/callback', (call) => {
    const { platform } = call;
    const interaction = getWaiting(platform, param(call, 'interaction_id'), param(call, 'interaction_token'));
    const { type, data } = parseForm(callbackSchema, call.body);
    const answered = answer(platform, interaction, { type, data, call });
    platform.world.interactions.set(interaction.id, { ...answered, callbackType: type });
    platform.interactionChanged(interaction.id);
    return call.query.get('with_response') === 'true'
      ? ok(responseView(platform, answered, type))
      : NO_CONTENT;
  }),
];

function getWaiting(platform: Platform, id: string, token: string): Interaction {
  const known = platform.world.interactions.get(id);
  const interaction = found(known?.token === token ? known : undefined, 10062);
  if (interaction.state !== 'waiting') throw new ApiError(40060);
  const ageMs = platform.clock.now().getTime() - interaction.createdAt.getTime();
  if (ageMs > FIRST_ANSWER_MS) throw new ApiError(10062);
  return interaction;
}

interface Callback {
  readonly type: number;
  readonly data: unknown;
  readonly call: Call;
}

/** Carries out a first answer and returns the interaction as it then stands. */
function answer(platform: Platform, interaction: Interaction, callback: Callback): Interaction {
  const { type, data, call } = callback;
  if (!isPossible(interaction, type)) throw notPossible();
  switch (type) {
    case CALLBACK_TYPES.reply: {
      const body = parseMessage(data, call.files);
      const message = reply(platform, interaction, { body, files: call.files });
      return { ...interaction, state: 'answered', originalId: message.id };
    }
    case CALLBACK_TYPES.defer: {
      const placeholder = reply(
        platform,
        interaction,
        { body: deferBody(data), files: [] },
        MESSAGE_FLAGS.loading,
      );
      return { ...interaction, state: 'deferred', originalId: placeholder.id };
    }
    case CALLBACK_TYPES.update: {
      const message = getSource(platform, interaction);
      editMessage(platform, message, { body: data, files: call.files });
      return { ...interaction, state: 'answered', originalId: message.id };
    }
    case CALLBACK_TYPES.choices:
      return { ...interaction, state: 'answered', choices: parseForm(choicesSchema, data).choices };
    case CALLBACK_TYPES.modal:
      return { ...interaction, state: 'answered', modal: parseForm(modalSchema, data) };
    default:
      return { ...interaction, state: 'answered', originalId: interaction.messageId };
  }
}

/** Which answers an interaction takes: choices for suggestions only, no form on a form, updates where there is a message. */
function isPossible(interaction: Interaction, type: number): boolean {
  const isSuggestion = interaction.type === INTERACTION_TYPES.autocomplete;
  if (isSuggestion || type === CALLBACK_TYPES.choices) return isSuggestion && type === CALLBACK_TYPES.choices;
  if (type === CALLBACK_TYPES.modal) return interaction.type !== INTERACTION_TYPES.modal;
  const changesSource = type === CALLBACK_TYPES.deferUpdate || type === CALLBACK_TYPES.update;
  if (changesSource) return interaction.messageId !== undefined;
  return type === CALLBACK_TYPES.reply || type === CALLBACK_TYPES.defer;
}

function notPossible(): ApiError {
  const complaint = {
    code: 'INTERACTION_CALLBACK_TYPE_INVALID',
    message: 'This interaction takes no such answer',
  };
  return new ApiError(50035, { type: { _errors: [complaint] } });
}

/** A defer can say one thing only: whether the answer to come is ephemeral. */
function deferBody(data: unknown) {
  const body = parseForm(z.object({ flags: z.int().nullish() }), data ?? {});
  const flags = body.flags ?? 0;
  if ((flags & ~MESSAGE_FLAGS.ephemeral) !== 0) {
    const complaint = {
      code: 'BASE_TYPE_CHOICES',
      message: 'Only the ephemeral flag can be set when deferring',
    };
    throw new ApiError(50035, { data: { flags: { _errors: [complaint] } } });
  }
  return { ...parseForm(messageSchema, {}), flags };
}

type Contents = Pick<Parameters<typeof createMessage>[1], 'body' | 'files'>;

/** Posts what an interaction is answered with, for everyone or for its user alone. */
export function reply(platform: Platform, interaction: Interaction, contents: Contents, flags = 0): Message {
  const isEphemeral = interaction.isHushed || ((contents.body.flags ?? 0) & MESSAGE_FLAGS.ephemeral) !== 0;
  const isFirst = interaction.originalId === undefined;
  return createMessage(platform, {
    ...contents,
    body: { ...contents.body, allowed_mentions: contents.body.allowed_mentions ?? { parse: ['users'] } },
    channel: getChannel(platform, interaction.channelId),
    authorId: platform.bot.id,
    type: isFirst ? replyType(interaction) : MESSAGE_TYPES.normal,
    flags: flags | (isEphemeral ? MESSAGE_FLAGS.ephemeral : 0),
    interactionId: interaction.id,
    webhookId: platform.applicationId,
    visibleTo: isEphemeral ? interaction.userId : undefined,
  });
}

function replyType({ type, commandType }: Interaction): number {
  if (type !== INTERACTION_TYPES.command) return MESSAGE_TYPES.normal;
  return commandType === COMMAND_TYPES.chatInput ? MESSAGE_TYPES.chatInput : MESSAGE_TYPES.contextMenu;
}

function getSource(platform: Platform, interaction: Interaction): Message {
  const message = platform.world.messages.get(interaction.channelId)?.get(interaction.messageId ?? '');
  return found(message?.deletedAt === undefined ? message : undefined, 10008);
}

function responseView(platform: Platform, interaction: Interaction, type: number): JsonObject {
  const message = platform.world.messages.get(interaction.channelId)?.get(interaction.originalId ?? '');
  const hasMessage = message !== undefined && [4, 5, 7].includes(type);
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      channel_id: interaction.channelId,
      guild_id: interaction.guildId,
      response_message_id: message?.id,
      response_message_loading: type === CALLBACK_TYPES.defer,
      response_message_ephemeral: message?.visibleTo !== undefined,
    },
    resource: hasMessage ? { type: type === 7 ? 7 : 4, message: messageView(platform, message) } : undefined,
  };
}
