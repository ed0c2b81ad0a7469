import {
  MessageFlags,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  type MessageContextMenuCommandInteraction,
  type ModalSubmitInteraction,
} from 'discord.js';
import { sayError } from '../../core/messages/errors.ts';
import type { Log } from '../../log.ts';
import type { Answer, Command, Feature } from '../command.ts';
import { toLoggable } from '../loggable.ts';
import { acknowledge, reply, type Answerable, type Pressable } from './answering.ts';
import { fromCustomId, type CustomId } from '../rendering/custom-id.ts';
import { mentionOf } from './mention.ts';
import { toCall, toCompletion, toPress, toSubmission, toUiLanguage } from './given.ts';

/** Discord's limit on suggestions. */
const MOST_SUGGESTIONS = 25;

/** Everything that people can do, and where failures are told of. */
export interface Routes {
  readonly features: readonly Feature[];
  readonly log: Log;
}

/** Answers one interaction. A failure costs this interaction only, and is told to the person in their language. */
export async function answer(interaction: Interaction, routes: Routes): Promise<void> {
  if (interaction.isAutocomplete()) return suggest(interaction, routes);
  if (!isAnswerable(interaction)) return;
  try {
    await answerWith(interaction, routes);
  } catch (error) {
    const reference = interaction.id.slice(-6);
    routes.log.error({ err: toLoggable(error), reference }, 'interaction failed');
    await apologise(interaction, reference, routes.log);
  }
}

const isAnswerable = (interaction: Interaction): interaction is Answerable =>
  interaction.isChatInputCommand() ||
  interaction.isMessageContextMenuCommand() ||
  interaction.isMessageComponent() ||
  interaction.isModalSubmit();

async function answerWith(interaction: Answerable, { features }: Routes): Promise<void> {
  if (interaction.isMessageComponent()) return press(interaction, features);
  if (interaction.isModalSubmit()) return submit(interaction, features);
  await command(interaction, features);
}

async function command(
  interaction: ChatInputCommandInteraction | MessageContextMenuCommandInteraction,
  features: readonly Feature[],
): Promise<void> {
  const found = findCommand(features, interaction.commandName);
  if (found === undefined) return sayOutdated(interaction);
  await carryOut(interaction, found, toCall(interaction));
}

const findCommand = (features: readonly Feature[], name: string): Command | undefined =>
  features.flatMap(({ commands }) => commands).find(({ definition }) => definition.name === name);

async function press(interaction: Pressable, features: readonly Feature[]): Promise<void> {
  const id = fromCustomId(interaction.customId);
  const found = findAnswer(
    features.map(({ buttons }) => buttons),
    id,
  );
  if (id === undefined || found === undefined) return sayOutdated(interaction);
  await carryOut(interaction, found, toPress(interaction, id));
}

async function submit(interaction: ModalSubmitInteraction, features: readonly Feature[]): Promise<void> {
  const id = fromCustomId(interaction.customId);
  const found = findAnswer(
    features.map(({ forms }) => forms),
    id,
  );
  if (id === undefined || found === undefined) return sayOutdated(interaction);
  await carryOut(interaction, found, toSubmission(interaction, id));
}

/** An id can be made by hand, so that its kind may be the name of anything that every object has. */
function findAnswer<Given>(
  tables: readonly (Readonly<Record<string, Answer<Given>>> | undefined)[],
  id: CustomId | undefined,
): Answer<Given> | undefined {
  if (id === undefined) return undefined;
  const table = tables.find((one) => one !== undefined && Object.hasOwn(one, id.kind));
  return table?.[id.kind];
}

/** Shows the form where there is one to show; otherwise acknowledges first, since an answer may take its time. */
async function carryOut<Given>(
  interaction: Answerable,
  { form, run, shownTo }: Answer<Given>,
  given: Given,
): Promise<void> {
  const shown = await form?.(given);
  if (shown !== undefined && !interaction.isModalSubmit()) {
    await interaction.showModal(shown);
    return;
  }
  await acknowledge(interaction, shownTo ?? 'person');
  await reply(interaction, await run(given));
}

async function sayOutdated(interaction: Answerable): Promise<void> {
  await acknowledge(interaction, 'person');
  await reply(
    interaction,
    sayError('old-button', toUiLanguage(interaction.locale), {
      latest: mentionOf(interaction.client)('latest'),
    }),
  );
}

/** Suggestions have no room for an error: where they fail, there are none. */
async function suggest(interaction: AutocompleteInteraction, { features, log }: Routes): Promise<void> {
  try {
    const found = findCommand(features, interaction.commandName);
    const suggestions = (await found?.complete?.(toCompletion(interaction))) ?? [];
    await interaction.respond(suggestions.slice(0, MOST_SUGGESTIONS));
  } catch (error) {
    log.warn({ err: toLoggable(error) }, 'suggestions failed');
  }
}

async function apologise(interaction: Answerable, reference: string, log: Log): Promise<void> {
  const content = sayError('ours', toUiLanguage(interaction.locale), { reference });
  try {
    if (interaction.deferred) await interaction.editReply({ content });
    else if (!interaction.replied) await interaction.reply({ content, flags: MessageFlags.Ephemeral });
  } catch (error) {
    log.warn({ err: toLoggable(error) }, 'interaction could not be answered');
  }
}
