import { expect, test } from 'vitest';
import type { Destination } from '../../src/core/destination.ts';
import type { UiLanguage } from '../../src/core/subject.ts';
import type { Message } from '../../src/core/messages/message.ts';
import type { Message as DiscordMessage } from '../../src/demo/discord/world.ts';
import { openBotWorld, status, type BotWorld } from '../support/bot.ts';
import { destination, storyView, welcome } from '../support/builders.ts';
import { member, request } from '../support/loopback-request.ts';
import { readReply } from '../support/reply-text.ts';

const LOCALES = { en: 'en-GB', es: 'es-ES', pt: 'pt-BR' } as const;
const alert: Message = { kind: 'alert', language: 'en', story: storyView({ storyId: '42' }), silent: false };

/** A member whose Discord speaks a language. */
function addReader({ discord }: BotWorld, language: UiLanguage): string {
  const [guild] = discord.guilds();
  const { id } = discord.addUser({ username: `reader-${language}`, locale: LOCALES[language] });
  discord.addMember(guild?.id ?? '', id);
  return id;
}

/** What the person gets, which nobody else sees. */
async function answerTo(
  world: BotWorld,
  interaction: { readonly id: string },
  userId: string,
): Promise<string> {
  const outcome = await world.discord.outcome(interaction.id);
  if (outcome.kind !== 'message') throw new Error(`got ${outcome.kind}`);
  const { message } = outcome;
  expect(message.visibleTo).toBe(userId);
  expect(message.mentions).toEqual([]);
  return readReply(message);
}

async function invoke(world: BotWorld, command: string, userId: string): Promise<string> {
  const interaction = world.discord.invoke({ command, userId, channelId: world.channelId });
  return await answerTo(world, interaction, userId);
}

async function click(world: BotWorld, message: DiscordMessage | undefined, button: string): Promise<string> {
  const userId = addReader(world, 'en');
  const interaction = world.discord.click({ userId, messageId: message?.id ?? '', button });
  return await answerTo(world, interaction, userId);
}

const failing = () => Promise.reject(new Error('the database is locked'));

test.each([
  ['en', 'Working, with problems', 'Licence extended by six months', 'About Oil'],
  ['es', 'Funciona, con problemas', 'Licence extended by six months', 'Sobre Oil'],
  ['pt', 'Funcionando, com problemas', 'Licence extended by six months', 'Acerca de Oil'],
] as const)(
  'in %s, each command answers in the reader’s language, to the reader alone',
  async (language, ...expected) => {
    await using world = await openBotWorld();
    await world.ready();
    const reader = addReader(world, language);
    expect(await invoke(world, 'status', reader)).toContain(expected[0]);
    expect(await invoke(world, 'latest', reader)).toContain(expected[1]);
    expect(await invoke(world, 'topics', reader)).toContain(expected[2]);
    expect(world.discord.messages(world.channelId)).toEqual([]);
  },
);

test('where alerts go is shown to those who manage the server, and nothing of any other server', async () => {
  const destinations: { readonly destination: Destination }[] = [];
  const findStatus = () => Promise.resolve({ ...status, destinations });
  await using world = await openBotWorld({ deps: { findStatus } });
  await world.ready();
  const elsewhere = '100000000000000009';
  const person = '100000000000000007';
  destinations.push(
    { destination: destination({ address: world.channelId }) },
    { destination: destination({ address: elsewhere, guildId: '100000000000000008' }) },
    { destination: destination({ address: person, isPrivate: true }) },
  );
  expect(await invoke(world, 'status', addReader(world, 'en'))).not.toContain('<#');
  const full = await invoke(world, 'status', world.ownerId);
  expect(full).toContain(`<#${world.channelId}>`);
  expect(full).not.toContain(elsewhere);
  expect(full).not.toContain(person);
});

test('/latest passes on what was asked for', async () => {
  const asked: unknown[] = [];
  const listLatest = (wanted: unknown) => Promise.resolve((asked.push(wanted), []));
  await using world = await openBotWorld({ deps: { listLatest } });
  await world.ready();
  const reader = addReader(world, 'pt');
  const options = { topic: 'oil', count: 3 };
  const { id } = world.discord.invoke({
    command: 'latest',
    userId: reader,
    channelId: world.channelId,
    options,
  });
  expect(await answerTo(world, { id }, reader)).toContain('Não há histórias nos últimos dias.');
  expect(asked).toEqual([{ language: 'pt', limit: 3, topicId: 'oil' }]);
});

test('the Why? button explains the story of its message', async () => {
  const asked: string[] = [];
  await using world = await openBotWorld({
    deps: { explainStory: (storyId) => Promise.resolve((asked.push(storyId), undefined)) },
  });
  await world.ready();
  await world.send(alert, 'i-1');
  expect(await click(world, world.discord.messages(world.channelId)[0], 'Why?')).toContain('kept no more');
  expect(asked).toEqual(['42']);
});

test('an explanation gives the words and what they weigh', async () => {
  await using world = await openBotWorld();
  await world.ready();
  await world.send(alert, 'i-1');
  const reply = await click(world, world.discord.messages(world.channelId)[0], 'Why?');
  expect(reply).toContain('“licence” +1.31');
  expect(reply).toContain('**Oil 0.93**');
});

test('the button of a welcome shows the latest stories', async () => {
  await using world = await openBotWorld();
  await world.ready();
  await world.send(welcome(), 'i-1');
  const reply = await click(world, world.discord.messages(world.channelId)[0], 'Latest stories');
  expect(reply).toContain('Licence extended by six months');
});

test('a command that fails says so with a reference, and the log has it without anybody’s id', async () => {
  await using world = await openBotWorld({ deps: { findStatus: failing } });
  await world.ready();
  const reader = addReader(world, 'en');
  const reply = await invoke(world, 'status', reader);
  const reference = /Reference `(\d{6})`/.exec(reply)?.[1] ?? 'none';
  const line = world.log.find((each) => each.includes('interaction failed')) ?? '';
  expect(line).toContain(reference);
  expect(line).toContain('the database is locked');
  expect(line).not.toContain(reader);
});

test('no log line carries the token of an interaction, whatever fails', async () => {
  await using world = await openBotWorld();
  await world.ready();
  world.discord.addFault({ route: 'callback|webhooks', fault: { kind: 'refuse', code: 50_013 } });
  const reader = addReader(world, 'en');
  world.discord.invoke({ command: 'status', userId: reader, channelId: world.channelId });
  await world.logged('interaction could not be answered');
  for (const { token } of world.discord.interactions()) expect(world.log.join('')).not.toContain(token);
  expect(world.log.join('')).not.toContain(reader);
});

test.each([
  ['the connection is reset', { kind: 'rst', when: 'after' }],
  ['the connection is closed', { kind: 'fin', when: 'after' }],
] as const)('an acknowledgement whose answer is lost (%s) costs the reader nothing', async (_how, fault) => {
  await using world = await openBotWorld();
  await world.ready();
  world.discord.addFault({ route: 'POST /interactions', times: 1, fault });
  expect(await invoke(world, 'topics', addReader(world, 'en'))).toContain('About Oil');
});

test.each(['why:0:42:i-1', 'follow:1:42:i-1', 'why:1:42:i-1:more', 'anything'])(
  'a button of another time (%s) says where to look instead',
  async (customId) => {
    await using world = await openBotWorld();
    await world.ready();
    const button = { type: 2, style: 2, label: 'Old', custom_id: customId };
    const components = [{ type: 1, components: [button] }];
    await request(world.discord, `POST /channels/${world.channelId}/messages`, {
      content: 'Old',
      components,
    });
    expect(await click(world, world.discord.messages(world.channelId)[0], 'Old')).toContain('older message');
  },
);

test('nothing that the bot writes may ping anybody, neither messages nor answers nor apologies', async () => {
  await using world = await openBotWorld({ deps: { findStatus: failing } });
  await world.ready();
  await world.send(alert, 'i-1');
  await world.send(welcome(), 'i-2');
  for (const command of ['status', 'latest', 'topics']) await invoke(world, command, world.ownerId);
  const written = world.discord
    .requests()
    .flatMap(({ method, path, body }) => (method !== 'GET' && /messages/.test(path) ? [body] : []));
  expect(written).toHaveLength(5);
  for (const body of written) expect(member(body, 'allowed_mentions')).toMatchObject({ parse: [] });
});
