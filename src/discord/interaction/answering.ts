import { setTimeout as sleep } from 'node:timers/promises';
import {
  ComponentType,
  DiscordAPIError,
  MessageFlags,
  MessageFlagsBitField,
  type AnySelectMenuInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type MessageContextMenuCommandInteraction,
  type ModalSubmitInteraction,
} from 'discord.js';
import type { Reply, RichReply } from '../command.ts';

/** A press of a button, or a choice in a menu. */
export type Pressable = ButtonInteraction | AnySelectMenuInteraction;

/** Every interaction that is answered with a message. */
export type Answerable =
  ChatInputCommandInteraction | MessageContextMenuCommandInteraction | Pressable | ModalSubmitInteraction;

/** Who will see the answer; `same` is the message that the button stands in. */
export type Audience = 'person' | 'same' | 'everyone';

/** A first answer that arrived is refused when it is repeated: it holds all the same. */
const ALREADY_ACKNOWLEDGED = 40_060;
/** How long a first answer may take before it is given again: of Discord's three seconds enough is left for another. */
const REPEAT_AFTER_MS = 1_200;

/**
 * Gives an interaction its first answer, for which Discord allows three seconds: once more if it was lost on its way,
 * and beside the first one where that meets silence. Discord takes only one of them, so nothing is shown twice.
 */
export async function answerInTime(give: () => Promise<unknown>): Promise<void> {
  const first = giveOnce(give);
  if (!(await isLost(first))) return first;
  const second = giveOnce(give);
  await Promise.any([first, second]).catch(() => second);
}

async function giveOnce(give: () => Promise<unknown>): Promise<void> {
  try {
    await give();
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || error.code !== ALREADY_ACKNOWLEDGED) throw error;
  }
}

/** Tells whether an answer failed on its way, or has not been taken for so long that it may have. */
async function isLost(first: Promise<void>): Promise<boolean> {
  const over = new AbortController();
  const failed = first.then(
    () => false,
    (error: unknown) => !(error instanceof DiscordAPIError),
  );
  try {
    return await Promise.race([failed, sleep(REPEAT_AFTER_MS, true, { ref: false, signal: over.signal })]);
  } finally {
    over.abort();
  }
}

/** Tells Discord, within the three seconds it allows, that an answer will follow. */
export async function acknowledge(interaction: Answerable, audience: Audience): Promise<void> {
  await answerInTime(() => defer(interaction, audience));
  interaction.deferred = true;
}

async function defer(interaction: Answerable, audience: Audience): Promise<void> {
  if (audience === 'same' && (interaction.isMessageComponent() || interaction.isModalSubmit()))
    await interaction.deferUpdate();
  else await interaction.deferReply(audience === 'everyone' ? {} : { flags: MessageFlags.Ephemeral });
}

/** A message that carries its text in components can never carry it otherwise again. */
function toRich(interaction: Answerable, answer: Reply, audience: Audience): RichReply {
  if (typeof answer !== 'string') return answer;
  const stands = audience === 'same' && interaction.isMessageComponent() ? interaction.message.flags : null;
  return MessageFlagsBitField.resolve(stands ?? 0) & MessageFlags.IsComponentsV2
    ? { isV2: true, components: [{ type: ComponentType.TextDisplay, content: answer }] }
    : { content: answer };
}

/** Gives the answer to an interaction that was acknowledged. It mentions nobody. */
export async function reply(interaction: Answerable, answer: Reply, audience: Audience): Promise<void> {
  const { content, embeds, components, files, isV2 } = toRich(interaction, answer, audience);
  await interaction.editReply({
    ...(isV2 ? { flags: MessageFlags.IsComponentsV2 } : { content: content ?? '', embeds: embeds ?? [] }),
    components: components ?? [],
    files: (files ?? []).map(({ name, bytes, description }) => ({
      name,
      attachment: Buffer.from(bytes),
      ...(description === undefined ? {} : { description }),
    })),
    allowedMentions: { parse: [] },
  });
}
