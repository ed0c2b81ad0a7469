import { expect, test } from 'vitest';
import { say } from '../../src/core/messages/phrases.ts';
import type { Message } from '../../src/demo/discord/world.ts';
import { findDestinationAt } from '../../src/db/deliveries/destinations.ts';
import { openBotWorld, type BotWorld, type BotWorldOptions } from '../support/bot.ts';
import { destination, storyView } from '../support/builders.ts';
import { readReply } from '../support/reply-text.ts';
import { openSubscribingWorld } from '../support/subscribing.ts';

const GUILDS = [
  { name: 'Newsroom', locale: 'pt-BR', channels: [{ name: 'alerts' }, { name: 'read-only' }] },
  { name: 'Elsewhere', locale: 'es-ES', channels: [{ name: 'chat' }], hasBot: false },
];

const channelNamed = ({ discord }: BotWorld, name: string): string =>
  discord.channels().find((channel) => channel.name === name)?.id ?? '';

/** A Discord with two servers, in one of which the bot is no member, and everything the bot offers. */
async function openWorld(deps: BotWorldOptions['deps'] = {}): Promise<BotWorld> {
  const world = await openBotWorld({ deps, discord: { guilds: GUILDS } });
  await world.ready();
  return world;
}

/** Somebody in both servers; `hasApp` says whether the bot is added to their account. */
function addPerson({ discord }: BotWorld, hasApp: boolean, locale: 'en-US' | 'es-ES' = 'en-US'): string {
  const { id } = discord.addUser({ username: hasApp ? 'carrier' : 'friend', hasApp, locale });
  for (const guild of discord.guilds()) discord.addMember(guild.id, id);
  return id;
}

async function seen({ discord }: BotWorld, id: string): Promise<Message> {
  const outcome = await discord.outcome(id);
  if (outcome.kind !== 'message') throw new Error(`got ${outcome.kind}`);
  return outcome.message;
}

const invoke = async (world: BotWorld, act: Parameters<BotWorld['discord']['invoke']>[0]): Promise<Message> =>
  seen(world, world.discord.invoke(act).id);

const press = async (world: BotWorld, userId: string, on: Message, button: string): Promise<Message> =>
  seen(world, world.discord.click({ userId, messageId: on.id, button }).id);

test('whoever has added the bot to their account subscribes in a conversation, and is written to without a server', async () => {
  await using world = await openSubscribingWorld();
  const { discord } = world.bot;
  const { id: userId } = discord.addUser({ username: 'ana', locale: 'es-ES', hasApp: true });
  const { id: friend } = discord.addUser({ username: 'bruno' });
  const { id: channelId } = discord.addConversation([userId, friend]);
  const form = await world.command({ userId, channelId, command: 'subscribe' });
  const saved = await world.submit(form, { topics: ['oil'] });
  expect(saved.text).toContain('Sigues **Petróleo**');
  expect(saved.text).toContain('Tienes un mensaje de prueba en tus mensajes directos.');
  expect(discord.messages({ channelId, as: friend })).toEqual([]);
  expect(world.directMessages(userId)).toHaveLength(1);
  expect(() => discord.invoke({ userId, channelId, command: 'channel list' })).toThrow('not installed');
  expect((await findDestinationAt(world.db, userId))?.destination.topics).toEqual(['oil']);
});

test('in a conversation the latest stories are shown to its people, in the language of who shows them', async () => {
  await using world = await openWorld();
  const carrier = addPerson(world, true, 'es-ES');
  const friend = addPerson(world, false);
  const { id: channelId } = world.discord.addConversation([carrier, friend]);
  const latest = await invoke(world, { userId: carrier, channelId, command: 'latest' });
  expect(latest.visibleTo).toBe(carrier);
  const shown = await press(world, carrier, latest, say('show-everyone', 'es'));
  expect(shown.visibleTo).toBeUndefined();
  expect(readReply(shown)).toContain(say('latest.title', 'es'));
  const story = world.discord.select({
    userId: friend,
    messageId: shown.id,
    customId: 'open-story:1::',
    values: [storyView().storyId],
  });
  expect((await seen(world, story.id)).visibleTo).toBe(friend);
});

test('in a server without the bot they are shown in its language, unless it keeps such applications quiet', async () => {
  await using world = await openWorld();
  const carrier = addPerson(world, true);
  const channelId = channelNamed(world, 'chat');
  const here = { userId: carrier, channelId };
  const latest = await invoke(world, { ...here, command: 'latest' });
  const shown = await press(world, carrier, latest, 'Show to everyone');
  expect(readReply(shown)).toContain(say('latest.title', 'es'));
  world.discord.setOverwrite({ channelId, id: carrier, deny: ['USE_EXTERNAL_APPS'] });
  const hushed = await invoke(world, { ...here, command: 'latest' });
  expect(readReply(hushed)).not.toContain('Show to everyone');
  const late = await press(world, carrier, latest, 'Show to everyone');
  expect(late).toMatchObject({ visibleTo: carrier, content: say('show-everyone.not-here', 'en') });
});

test('what belongs to a server is not offered by a bot that is no member of it, to whoever owns it either', async () => {
  await using world = await openWorld();
  const [, elsewhere] = world.discord.guilds();
  const userId = elsewhere?.ownerId ?? '';
  world.discord.setInstalled(userId, true);
  const here = { userId, channelId: channelNamed(world, 'chat') };
  const text = async (command: string, options = {}) =>
    readReply(await invoke(world, { ...here, command, options }));
  expect(await text('help')).not.toContain('/channel');
  expect(await text('status')).not.toContain(say('status.no-channels', 'en').slice(0, 20));
  const away = say('error.away', 'en');
  expect(await text('digest settings', { where: 'here' })).toContain(away);
  expect(await text('mute topic', { topic: 'oil', here: true })).toContain(away);
  expect(() => world.discord.invoke({ ...here, command: 'channel list' })).toThrow('not installed');
});

test('message commands read messages where the bot is no member, and in its direct messages', async () => {
  await using world = await openWorld();
  const carrier = addPerson(world, true);
  const friend = addPerson(world, false);
  const { id: channelId } = world.discord.addConversation([carrier, friend]);
  const { id: targetId } = world.discord.say(channelId, friend, 'Licence extended');
  const here = { userId: carrier, channelId, targetId };
  const scored = await invoke(world, { ...here, command: 'Score this message' });
  expect(readReply(scored)).toContain('Licence extended');
  const why = await invoke(world, { ...here, command: 'Why this alert?' });
  expect(readReply(why)).toBe(say('why.no-alert', 'en'));

  const alert = { kind: 'alert', language: 'en', story: storyView({ storyId: '42' }), silent: true } as const;
  const to = destination({ address: carrier, isPrivate: true });
  const post = { to, message: alert, nonce: 'i-1', place: {} };
  const sent = await world.bot.send(post, AbortSignal.timeout(3_000));
  if (sent.kind !== 'sent') throw new Error(sent.kind);
  const direct = world.discord.channels().find(({ recipientId }) => recipientId === carrier)?.id ?? '';
  const asked = { userId: carrier, channelId: direct, targetId: sent.messageId };
  expect(readReply(await invoke(world, { ...asked, command: 'Why this alert?' }))).toContain(
    'Licence extended by six months',
  );
});

test('who is shown to, decides the language: the channel’s own, then the server’s', async () => {
  const languages = new Map<string, 'en' | 'es' | 'pt'>();
  await using world = await openWorld({
    findLanguageAt: (address) => Promise.resolve(languages.get(address)),
  });
  const userId = addPerson(world, false);
  const channelId = channelNamed(world, 'alerts');
  const latest = await invoke(world, { userId, channelId, command: 'latest' });
  expect(readReply(latest)).toContain(say('latest.title', 'en'));
  const show = async () => readReply(await press(world, userId, latest, 'Show to everyone'));
  expect(await show()).toContain(say('latest.title', 'pt'));
  languages.set(channelId, 'es');
  expect(await show()).toContain(say('latest.title', 'es'));
});

test('who may not write in a channel shows nothing to everyone there, although the bot would', async () => {
  await using world = await openWorld();
  const userId = addPerson(world, false);
  const channelId = channelNamed(world, 'read-only');
  const latest = await invoke(world, { userId, channelId, command: 'latest' });
  world.discord.setOverwrite({ channelId, id: world.discord.guilds()[0]?.id ?? '', deny: ['SEND_MESSAGES'] });
  const refused = await press(world, userId, latest, 'Show to everyone');
  expect(refused.visibleTo).toBe(userId);
  const again = await invoke(world, { userId, channelId, command: 'latest' });
  expect(readReply(again)).not.toContain('Show to everyone');
  expect(world.discord.messages(channelId)).toEqual([]);
});
