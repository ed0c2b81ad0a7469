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
import type { Answer, Caller, Command, Feature } from '../command.ts';
import { toLoggable } from '../loggable.ts';
import type { Allowance } from './allowance.ts';
import { acknowledge, answerInTime, reply, type Answerable, type Pressable } from './answering.ts';
import { fromCustomId, type CustomId } from '../rendering/custom-id.ts';
import { mentionOf } from './mention.ts';
import { toCall, toCompletion, toPress, toSubmission, toUiLanguage } from './given.ts';

/** Discord's limit on suggestions. */
const MOST_SUGGESTIONS = 25;

/** Everything that people can do, and where failures are told of. */
export interface Routes {
  readonly features: readonly Feature[];
  readonly log: Log;
  readonly isAllowed: Allowance;
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

async function answerWith(interaction: Answerable, routes: Routes): Promise<void> {
  if (interaction.isMessageComponent()) return press(interaction, routes);
  if (interaction.isModalSubmit()) return submit(interaction, routes);
  await command(interaction, routes);
}

async function command(
  interaction: ChatInputCommandInteraction | MessageContextMenuCommandInteraction,
  routes: Routes,
): Promise<void> {
  const found = findCommand(routes.features, interaction.commandName);
  if (found === undefined) return refuse(interaction, 'old-button');
  await carryOut(interaction, found, toCall(interaction), routes);
}

const findCommand = (features: readonly Feature[], name: string): Command | undefined =>
  features.flatMap(({ commands }) => commands).find(({ definition }) => definition.name === name);

async function press(interaction: Pressable, routes: Routes): Promise<void> {
  const id = fromCustomId(interaction.customId);
  const found = findAnswer(
    routes.features.map(({ buttons }) => buttons),
    id,
  );
  if (id === undefined || found === undefined) return refuse(interaction, 'old-button');
  await carryOut(interaction, found, toPress(interaction, id), routes);
}

async function submit(interaction: ModalSubmitInteraction, routes: Routes): Promise<void> {
  const id = fromCustomId(interaction.customId);
  const found = findAnswer(
    routes.features.map(({ forms }) => forms),
    id,
  );
  if (id === undefined || found === undefined) return refuse(interaction, 'old-button');
  await carryOut(interaction, found, toSubmission(interaction, id), routes);
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
async function carryOut<Given extends Caller>(
  interaction: Answerable,
  { form, run, shownTo, isNeverPutOff }: Answer<Given>,
  given: Given,
  routes: Routes,
): Promise<void> {
  if (!routes.isAllowed(given.userId) && isNeverPutOff !== true) return refuse(interaction, 'too-much');
  const shown = await form?.(given);
  if (shown !== undefined && !interaction.isModalSubmit()) {
    await answerInTime(() => interaction.showModal(shown));
    return;
  }
  const audience = shownTo === undefined || (shownTo === 'everyone' && !given.maySpeak) ? 'person' : shownTo;
  await acknowledge(interaction, audience);
  await reply(interaction, await run(given), audience);
}

async function refuse(interaction: Answerable, code: 'old-button' | 'too-much'): Promise<void> {
  const latest = mentionOf(interaction.client)('latest');
  await acknowledge(interaction, 'person');
  await reply(interaction, sayError(code, toUiLanguage(interaction.locale), { latest }), 'person');
}

/** Suggestions have no room for an error: where they fail, there are none. */
async function suggest(interaction: AutocompleteInteraction, routes: Routes): Promise<void> {
  const { features, log, isAllowed } = routes;
  try {
    const found = isAllowed(`${interaction.user.id} writing`)
      ? findCommand(features, interaction.commandName)
      : undefined;
    const suggestions = (await found?.complete?.(toCompletion(interaction))) ?? [];
    await answerInTime(() => interaction.respond(suggestions.slice(0, MOST_SUGGESTIONS)));
  } catch (error) {
    log.warn({ err: toLoggable(error) }, 'suggestions failed');
  }
}

async function apologise(interaction: Answerable, reference: string, log: Log): Promise<void> {
  const content = sayError('ours', toUiLanguage(interaction.locale), { reference });
  try {
    // What stands where the answer was to go is left as it is: the person may still need it.
    if (interaction.deferred && interaction.ephemeral === null)
      await interaction.followUp({ content, flags: MessageFlags.Ephemeral });
    else if (interaction.deferred) await interaction.editReply({ content });
    else if (!interaction.replied) await interaction.reply({ content, flags: MessageFlags.Ephemeral });
  } catch (error) {
    log.warn({ err: toLoggable(error) }, 'interaction could not be answered');
  }
}
