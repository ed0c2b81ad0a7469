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

/** An acknowledgement that arrived while its answer was lost is refused when it is repeated: it holds all the same. */
const ALREADY_ACKNOWLEDGED = 40_060;

/** Tells Discord, within the three seconds it allows, that an answer will follow; once more if its answer was lost. */
export async function acknowledge(interaction: Answerable, audience: Audience): Promise<void> {
  try {
    await defer(interaction, audience).catch(async (error: unknown) => {
      if (error instanceof DiscordAPIError) throw error;
      await defer(interaction, audience);
    });
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || error.code !== ALREADY_ACKNOWLEDGED) throw error;
    interaction.deferred = true;
  }
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
