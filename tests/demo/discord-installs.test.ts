import {
  ApplicationIntegrationType,
  InteractionContextType,
  MessageFlags,
  SlashCommandBuilder,
  type Interaction,
} from 'discord.js';
import { expect, test } from 'vitest';
import { RefusedByClient } from '../../src/demo/discord/interactions/refused.ts';
import { connect, type Connected } from '../support/loopback-client.ts';
import { member, request } from '../support/loopback-request.ts';

const { Guild, BotDM, PrivateChannel } = InteractionContextType;
const { GuildInstall, UserInstall } = ApplicationIntegrationType;

const command = (name: string, contexts: InteractionContextType[], types: ApplicationIntegrationType[]) =>
  new SlashCommandBuilder()
    .setName(name)
    .setDescription(name)
    .setContexts(...contexts)
    .setIntegrationTypes(...types);

const COMMANDS = [
  command('anywhere', [Guild, BotDM, PrivateChannel], [GuildInstall, UserInstall]),
  command('servers', [Guild], [GuildInstall]),
  command('carried', [Guild, PrivateChannel], [UserInstall]),
];

const GUILDS = [
  { name: 'Newsroom', channels: [{ name: 'alerts' }] },
  { name: 'Elsewhere', channels: [{ name: 'chat' }], hasBot: false },
];

/** Two people, one of whom has added the application to their account; both are members of both guilds. */
interface Scene {
  readonly connected: Connected;
  readonly carrier: string;
  readonly friend: string;
  /** Channels: of the bot's guild, of the guild without it, of the two people, and the carrier's with the bot. */
  readonly at: Readonly<Record<'home' | 'elsewhere' | 'private' | 'direct', string>>;
}

async function openScene(react: (interaction: Interaction) => Promise<unknown>): Promise<Scene> {
  const connected = await connect({ guilds: GUILDS });
  const { discord, client } = connected;
  await client.application.commands.set(COMMANDS);
  client.on('interactionCreate', (interaction) => void react(interaction));
  const { id: carrier } = discord.addUser({ username: 'ana', hasApp: true });
  const { id: friend } = discord.addUser({ username: 'bruno' });
  for (const guild of discord.guilds())
    for (const userId of [carrier, friend]) discord.addMember(guild.id, userId);
  const channelNamed = (name: string) => discord.channels().find((each) => each.name === name)?.id ?? '';
  const direct = await (await client.users.fetch(carrier)).createDM();
  const at = {
    home: channelNamed('alerts'),
    elsewhere: channelNamed('chat'),
    private: discord.addConversation([carrier, friend]).id,
    direct: direct.id,
  };
  return { connected, carrier, friend, at };
}

const greet = async (interaction: Interaction): Promise<void> => {
  if (!interaction.isChatInputCommand()) return;
  const { context, guildId, guildLocale, authorizingIntegrationOwners: owners } = interaction;
  const installs = Object.keys(owners.toJSON()).length > 0 ? [owners.guildId, owners.userId] : [];
  await interaction.reply(JSON.stringify({ context, guildId, guildLocale, installs }));
};

async function replyTo({ connected: { discord } }: Scene, id: string): Promise<string> {
  const outcome = await discord.outcome(id);
  return outcome.kind === 'message' ? outcome.message.content : outcome.kind;
}

test('a command is offered where its contexts and an installation that it is meant for allow it', async () => {
  const scene = await openScene(greet);
  await using connected = scene.connected;
  const { discord } = connected;
  const offered = (userId: string, channelId: string): string[] =>
    COMMANDS.map(({ name }) => name).filter((name) => {
      try {
        return discord.invoke({ userId, channelId, command: name }).id !== '';
      } catch (error) {
        if (error instanceof RefusedByClient) return false;
        throw error;
      }
    });
  const { carrier, friend, at } = scene;
  expect(offered(carrier, at.home)).toEqual(['anywhere', 'servers', 'carried']);
  expect(offered(friend, at.home)).toEqual(['anywhere', 'servers']);
  expect(offered(carrier, at.elsewhere)).toEqual(['anywhere', 'carried']);
  expect(offered(friend, at.elsewhere)).toEqual([]);
  expect(offered(carrier, at.private)).toEqual(['anywhere', 'carried']);
  expect(offered(friend, at.private)).toEqual([]);
  expect(offered(carrier, at.direct)).toEqual(['anywhere']);
  expect(offered(friend, at.direct)).toEqual([]);
  discord.setInstalled(carrier, false);
  expect(offered(carrier, at.private)).toEqual([]);
  discord.setOverwrite({ channelId: at.home, id: carrier, deny: ['USE_APPLICATION_COMMANDS'] });
  expect(offered(carrier, at.home)).toEqual([]);
});

test('an interaction tells its context, and by whose installations it came about', async () => {
  const scene = await openScene(greet);
  await using connected = scene.connected;
  const { discord } = connected;
  const [home, elsewhere] = discord.guilds();
  const { carrier, at } = scene;
  const ask = async (channelId: string): Promise<unknown> =>
    JSON.parse(await replyTo(scene, discord.invoke({ userId: carrier, channelId, command: 'anywhere' }).id));
  expect(await ask(at.home)).toMatchObject({ context: 0, installs: [home?.id, carrier] });
  expect(await ask(at.elsewhere)).toEqual({
    context: 0,
    guildId: elsewhere?.id,
    guildLocale: 'en-US',
    installs: [null, carrier],
  });
  expect(await ask(at.private)).toMatchObject({ context: 2, guildId: null, installs: [null, carrier] });
  expect(await ask(at.direct)).toMatchObject({ context: 1, installs: ['0', carrier] });
});

test('what a person brought answers them alone where the server keeps such applications quiet', async () => {
  const scene = await openScene(greet);
  await using connected = scene.connected;
  const { discord } = connected;
  const { carrier, friend, at } = scene;
  const everyone = discord.guilds()[1]?.id ?? '';
  discord.setOverwrite({ channelId: at.elsewhere, id: everyone, deny: ['USE_EXTERNAL_APPS'] });
  discord.setOverwrite({
    channelId: at.home,
    id: discord.guilds()[0]?.id ?? '',
    deny: ['USE_EXTERNAL_APPS'],
  });
  for (const channelId of [at.elsewhere, at.home]) {
    const { id } = discord.invoke({ userId: carrier, channelId, command: 'anywhere' });
    await discord.outcome(id);
  }
  expect(discord.messages({ channelId: at.elsewhere, as: friend })).toEqual([]);
  expect(discord.messages({ channelId: at.elsewhere, as: carrier })).toMatchObject([{ flags: 64 }]);
  expect(discord.messages({ channelId: at.home, as: friend })).toHaveLength(1);
});

test('an application that is in a place by one person’s account only follows up five times', async () => {
  const codes: unknown[] = [];
  const scene = await openScene(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.reply('first');
    for (const number of [1, 2, 3, 4, 5, 6])
      await interaction
        .followUp({ content: String(number), flags: MessageFlags.Ephemeral })
        .catch((error: unknown) => codes.push(member(error, 'code')));
    codes.push('done');
  });
  await using connected = scene.connected;
  const { discord } = connected;
  const { carrier, at } = scene;
  discord.invoke({ userId: carrier, channelId: at.home, command: 'anywhere' });
  await expect.poll(() => codes).toEqual(['done']);
  discord.invoke({ userId: carrier, channelId: at.private, command: 'anywhere' });
  await expect.poll(() => codes).toEqual(['done', 40_094, 'done']);
});

test('the bot neither hears nor writes in a conversation it was brought to, and buttons there work for everybody', async () => {
  const heard: string[] = [];
  const scene = await openScene(async (interaction) => {
    if (interaction.isButton()) await interaction.reply(`pressed by ${interaction.user.username}`);
    if (!interaction.isChatInputCommand()) return;
    const button = { type: 2, style: 2, label: 'Press', custom_id: 'press' } as const;
    await interaction.reply({ content: 'hello', components: [{ type: 1, components: [button] }] });
  });
  await using connected = scene.connected;
  const { discord, client } = connected;
  client.on('messageCreate', ({ content }) => heard.push(content));
  const { carrier, friend, at } = scene;
  discord.say(at.private, friend, 'between us');
  discord.say(at.elsewhere, friend, 'elsewhere');
  const { id } = discord.invoke({ userId: carrier, channelId: at.private, command: 'anywhere' });
  expect(await replyTo(scene, id)).toBe('hello');
  const shown = discord.messages({ channelId: at.private, as: friend }).at(-1);
  const pressed = discord.click({ userId: friend, messageId: shown?.id ?? '', button: 'Press' });
  expect(await replyTo(scene, pressed.id)).toBe('pressed by bruno');
  for (const channelId of [at.private, at.elsewhere])
    expect(await request(discord, `POST /channels/${channelId}/messages`, { content: 'x' })).toMatchObject({
      status: 403,
      body: { code: 50_001 },
    });
  discord.say(at.home, friend, 'at home');
  await expect.poll(() => heard).toHaveLength(1);
});

test('whoever has added the application can be written to without a server in common', async () => {
  await using connected = await connect();
  const { discord, client } = connected;
  const { id } = discord.addUser({ username: 'ana', hasApp: true });
  const sent = await (await client.users.fetch(id)).send('psst');
  expect(discord.messages(sent.channelId)).toHaveLength(1);
  discord.setInstalled(id, false);
  await expect((await client.users.fetch(id)).send('psst')).rejects.toMatchObject({ code: 50_278 });
});
