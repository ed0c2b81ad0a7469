import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OperatorMessage } from '../../src/core/operator/operator-message.ts';
import type { Trouble } from '../../src/core/operator/trouble.ts';
import { UI_LANGUAGES, type UiLanguage } from '../../src/core/subject.ts';
import { destination } from '../support/builders.ts';
import { openBotWorld, type BotWorld } from '../support/bot.ts';

const since = new Date('2026-03-01T12:00:00Z');
const TROUBLES: readonly Trouble[] = [
  { kind: 'feed', id: 'one', outlet: 'Gulf *Wire* @everyone', since },
  { kind: 'feeds', since },
  { kind: 'destination', id: 'news', address: '100000000000000001', code: 'no-permission', since },
  { kind: 'outbox', waiting: 7, since },
  { kind: 'disk', freeBytes: 123e6, since },
  { kind: 'books', differences: 2, since },
  { kind: 'gateway', since },
  { kind: 'requests', until: since, since },
];

const status = (troubles: readonly Trouble[], language: UiLanguage = 'en'): OperatorMessage => ({
  kind: 'operator-status',
  language,
  view: {
    at: since,
    lastPollAt: since,
    storiesToday: 21,
    feeds: { total: 14, working: 12, flagged: 1 },
    channels: 5,
    people: 41,
    waiting: 0,
    freeBytes: 41e9,
  },
  troubles,
  silent: true,
});

let world: BotWorld;
beforeAll(async () => {
  world = await openBotWorld({ discord: { rateLimits: { messages: { limit: 100, windowMs: 1_000 } } } });
  await world.ready();
});
afterAll(() => world[Symbol.asyncDispose]());

test('the status is changed in its place, and posted anew where somebody deleted it', async () => {
  const { discord, channelId, bot } = world;
  const to = destination({ id: 'operator', address: channelId });
  const signal = new AbortController().signal;
  const first = await bot.send({ to, message: status([]), nonce: 's-1', place: {} }, signal);
  const messageId = first.kind === 'sent' ? first.messageId : '';
  const place = { before: { channelId, messageId } };
  const again = await bot.send({ to, message: status(TROUBLES), nonce: 's-2', place }, signal);
  expect(again).toMatchObject({ kind: 'sent', messageId });
  expect(discord.messages(channelId)).toMatchObject([{ id: messageId, editedAt: expect.any(Date) }]);
  await fetch(`${discord.apiUrl}/v10/channels/${channelId}/messages/${messageId}`, {
    method: 'DELETE',
    headers: { authorization: `Bot ${discord.token}` },
  });
  const anew = await bot.send({ to, message: status([]), nonce: 's-3', place }, signal);
  expect(anew).toMatchObject({ kind: 'sent' });
  expect(discord.messages(channelId)).toHaveLength(1);
});

test('its button answers with the figures of the moment', async () => {
  const { discord, channelId, ownerId } = world;
  const messageId = discord.messages(channelId)[0]?.id ?? '';
  const { id } = discord.click({ userId: ownerId, messageId, button: 'Look now' });
  expect(await discord.outcome(id)).toMatchObject({ kind: 'message', message: { visibleTo: ownerId } });
});

test.each(UI_LANGUAGES)('every notice is taken by Discord and pings nobody (%s)', async (language) => {
  const news = TROUBLES.flatMap((trouble) => [
    { kind: 'begun' as const, trouble },
    { kind: 'over' as const, trouble },
  ]);
  const message: OperatorMessage = { kind: 'notice', language, news, silent: false };
  expect(await world.send(message, `n-${language}`)).toMatchObject({ kind: 'sent' });
  const shown = world.discord.messages(world.channelId).at(-1);
  expect(shown?.content.split('\n')).toHaveLength(news.length);
  expect(shown).toMatchObject({ mentions: [], mentionEveryone: false });
  expect(shown?.content).not.toMatch(/\{\w+\}/);
});

test('so many troubles that they do not fit are counted', async () => {
  const troubles = Array.from({ length: 60 }, (_, index): Trouble => ({
    kind: 'feed',
    id: String(index),
    outlet: 'x'.repeat(200),
    since,
  }));
  expect(await world.send(status(troubles), 'many')).toMatchObject({ kind: 'sent' });
  expect(world.discord.messages(world.channelId).at(-1)?.embeds[0]?.description).toContain('+50 more');
});
