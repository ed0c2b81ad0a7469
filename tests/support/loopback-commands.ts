import {
  ApplicationCommandType,
  ContextMenuCommandBuilder,
  SlashCommandBuilder,
  type Interaction,
} from 'discord.js';
import { connect, type Connected } from './loopback-client.ts';

const latest = new SlashCommandBuilder()
  .setName('latest')
  .setDescription('What is new')
  .addStringOption((option) => option.setName('topic').setDescription('Which').setAutocomplete(true))
  .addIntegerOption((option) =>
    option.setName('count').setDescription('How many').setMinValue(1).setMaxValue(10),
  );
const channelCommand = new SlashCommandBuilder()
  .setName('channel')
  .setDescription('Alerts of a channel')
  .setDefaultMemberPermissions(32n)
  .setContexts(0)
  .addSubcommand((sub) =>
    sub
      .setName('subscribe')
      .setDescription('Follow')
      .addChannelOption((option) => option.setName('channel').setDescription('Where').setRequired(true)),
  );
const why = new ContextMenuCommandBuilder()
  .setName('Why this alert?')
  .setType(ApplicationCommandType.Message);

/** Connects, registers the commands, and hands every interaction to `react`. */
export async function connectWith(react: (interaction: Interaction) => Promise<unknown>): Promise<Connected> {
  const connected = await connect();
  await connected.client.application.commands.set([latest, channelCommand, why]);
  connected.client.on('interactionCreate', (interaction) => void react(interaction));
  return connected;
}
