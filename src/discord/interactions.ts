import {
  DiscordAPIError,
  MessageFlags,
  PermissionFlagsBits,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
} from 'discord.js';
import { say } from '../core/messages/phrases.ts';
import type { UiLanguage } from '../core/subject.ts';
import type { Log } from '../log.ts';
import type { Call, Command, CommandDeps, Reply } from './command.ts';
import { toLatestReply } from './commands/latest.ts';
import { fromCustomId } from './custom-id.ts';
import { toLoggable } from './loggable.ts';
import { renderWhy } from './why.ts';

type Answerable = ChatInputCommandInteraction | ButtonInteraction;

/** Answers one interaction, to the person who acted and nobody else. A failure costs this interaction only. */
export async function answer(
  interaction: Interaction,
  {
    commands,
    deps,
    log,
  }: { readonly commands: readonly Command[]; readonly deps: CommandDeps; readonly log: Log },
): Promise<void> {
  if (!interaction.isChatInputCommand() && !interaction.isButton()) return;
  const language = toUiLanguage(interaction.locale);
  try {
    await acknowledge(interaction);
    const reply = interaction.isButton()
      ? await answerButton(interaction.customId, deps, language)
      : await runCommand(interaction, commands, deps);
    await interaction.editReply({ content: reply, allowedMentions: { parse: [] } });
  } catch (error) {
    const reference = interaction.id.slice(-6);
    log.error({ err: toLoggable(error), reference }, 'interaction failed');
    await apologise(interaction, say('error.ours', language, { reference }), log);
  }
}

/** An acknowledgement that arrived while its answer was lost is refused when it is repeated: it holds all the same. */
const ALREADY_ACKNOWLEDGED = 40_060;

/** Tells Discord, within the three seconds it allows, that an answer will follow; once more if its answer was lost. */
async function acknowledge(interaction: Answerable, isRepeated = false): Promise<void> {
  try {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  } catch (error) {
    if (!(error instanceof DiscordAPIError) && !isRepeated) return acknowledge(interaction, true);
    if (!(error instanceof DiscordAPIError) || error.code !== ALREADY_ACKNOWLEDGED) throw error;
    interaction.deferred = true;
  }
}

async function answerButton(customId: string, deps: CommandDeps, language: UiLanguage): Promise<Reply> {
  const id = fromCustomId(customId);
  if (id === undefined) return say('error.old-button', language);
  if (id.kind === 'latest') return toLatestReply(await deps.listLatest({ language, limit: 5 }), language);
  const explanation = await deps.explainStory(id.subjectOf, language);
  return explanation === undefined
    ? say('why.gone', language)
    : renderWhy(explanation, deps.subject, language);
}

async function runCommand(
  interaction: ChatInputCommandInteraction,
  commands: readonly Command[],
  deps: CommandDeps,
): Promise<Reply> {
  const command = commands.find(({ definition }) => definition.name === interaction.commandName);
  const call = toCall(interaction);
  return command === undefined ? say('error.old-button', call.language) : command.run(call, deps);
}

function toCall(interaction: ChatInputCommandInteraction): Call {
  const options = interaction.options.data.flatMap(({ name, value }) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return {
    language: toUiLanguage(interaction.locale),
    mayManage: interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false,
    options: Object.fromEntries(options),
  };
}

/** Discord's locales by their language; what vigía does not speak is answered in English. */
function toUiLanguage(locale: string): UiLanguage {
  if (locale.startsWith('es')) return 'es';
  return locale.startsWith('pt') ? 'pt' : 'en';
}

async function apologise(interaction: Answerable, content: string, log: Log): Promise<void> {
  try {
    if (interaction.deferred) await interaction.editReply({ content });
    else await interaction.reply({ content, flags: MessageFlags.Ephemeral });
  } catch (error) {
    log.warn({ err: toLoggable(error) }, 'interaction could not be answered');
  }
}
