import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChartDrawer } from '../../src/charts/draw.ts';
import { digestSettingsOf } from '../../src/core/digest/schedule.ts';
import { findDestinationAt, saveDestination } from '../../src/db/deliveries/destinations.ts';
import type { Message } from '../../src/demo/discord/world.ts';
import { digestCommands } from '../../src/discord/commands/digest/digest.ts';
import { openDigestsOnDemand } from '../../src/pipeline/digest/digest-on-demand.ts';
import { openBotWorld, type BotWorld } from '../support/bot.ts';
import { destination, entry, quietLog } from '../support/builders.ts';
import { digestOf } from '../support/digests.ts';
import { configuration, NOON, openWatch, type Watch } from '../support/watch.ts';

const { subject } = configuration;
const topics = subject.topics.map(({ id }) => id);
const UNTIL = new Date(NOON.getTime() + 60_000);
const drawer = openChartDrawer(quietLog);

let watch: Watch;
let world: BotWorld;

beforeAll(async () => {
  watch = await openWatch({ destinations: [] });
  await watch.read('one', [
    entry(),
    entry({
      link: 'https://one.example/flight',
      title: 'Deportation flight lands in Caracas with migrants from the United States',
      text: 'The plane brought Venezuelans deported by the United States.',
    }),
  ]);
  const digests = openDigestsOnDemand({ db: watch.db, subject, zone: 'UTC', now: () => UNTIL });
  world = await openBotWorld({
    features: [digestCommands({ digests, draw: drawer.draw, now: () => UNTIL })],
  });
  await world.ready();
});

afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await watch[Symbol.asyncDispose]();
  await drawer[Symbol.asyncDispose]();
});

/** Somebody new whose Discord speaks a language. */
function addMember(locale: string): string {
  const { id } = world.discord.addUser({ username: `reader-${locale}`, locale });
  world.discord.addMember(world.discord.guilds()[0]?.id ?? '', id);
  return id;
}

const textOf = (message: Message | undefined): string => JSON.stringify(message?.components ?? []);

async function seen(interactionId: string): Promise<Message | undefined> {
  const outcome = await world.discord.outcome(interactionId);
  return outcome.kind === 'message' || outcome.kind === 'update' ? outcome.message : undefined;
}

const invoke = (userId: string, command: string, options: Readonly<Record<string, string>> = {}) =>
  world.discord.invoke({ userId, channelId: world.channelId, command, options }).id;

test.each([
  ['en-US', 'The last 24 hours', 'Top story', 'See all 2'],
  ['es-ES', 'Las últimas 24 horas', 'Historia principal', 'Ver las 2'],
  ['pt-BR', 'As últimas 24 horas', 'História principal', 'Ver as 2'],
])('in %s /digest now shows the day to one who follows nothing, and its button all of it', async (...row) => {
  const [locale, title, top, button] = row;
  const userId = addMember(locale);
  const shown = await seen(invoke(userId, 'digest now'));
  expect(textOf(shown)).toContain(`## ${title}`);
  expect(textOf(shown)).toContain(`**${top}**`);
  const { id } = world.discord.click({ userId, messageId: shown?.id ?? '', button });
  const page = await seen(id);
  expect(textOf(page)).toContain('https://one.example/flight');
  expect(textOf(page)).toContain('https://one.example/licence');
});

test.each([
  ['en-US', 'Your digests', 'Saved. The next digest comes <t:'],
  ['es-419', 'Tus resúmenes', 'Guardado. El próximo resumen llega <t:'],
  ['pt-BR', 'Seus resumos', 'Salvo. O próximo resumo chega <t:'],
])('in %s a person sets their digests in a form', async (locale, title, saved) => {
  const userId = addMember(locale);
  const own = destination({ id: `m-${locale.toLowerCase()}`, address: userId, isPrivate: true, topics });
  await saveDestination(watch.db, own, { isWelcomed: true, now: NOON });
  const interactionId = invoke(userId, 'digest settings', { zone: 'Europe/Madrid' });
  const outcome = await world.discord.outcome(interactionId);
  expect(outcome).toMatchObject({ kind: 'modal', modal: { title } });
  const values = { time: '8.30 pm', kinds: ['daily', 'weekly'], quiet: 'line' };
  const { id } = world.discord.submitModal({ interactionId, values });
  expect((await seen(id))?.content).toContain(saved);
  const kept = (await findDestinationAt(watch.db, userId))?.destination;
  expect(kept).toMatchObject({
    timeZone: 'Europe/Madrid',
    digest: { at: '20:30', daily: true, weekly: true, quietDay: 'line' },
  });
});

test('a time that is none changes nothing, and who follows nothing is told how to begin', async () => {
  const userId = addMember('en-GB');
  expect((await seen(invoke(userId, 'digest settings')))?.content).toContain('You follow nothing yet');
  const own = destination({ id: 'm-time', address: userId, isPrivate: true, topics });
  await saveDestination(watch.db, own, { isWelcomed: true, now: NOON });
  const interactionId = invoke(userId, 'digest settings');
  await world.discord.outcome(interactionId);
  const { id } = world.discord.submitModal({ interactionId, values: { time: 'tea time' } });
  expect((await seen(id))?.content).toContain('I don’t know the time “tea time”');
  const kept = (await findDestinationAt(watch.db, userId))?.destination;
  expect(kept === undefined ? undefined : digestSettingsOf(kept)).toEqual(digestSettingsOf(own));
});

test('a channel’s digests are set by who manages the server, and by nobody else', async () => {
  const userId = addMember('en-GB');
  const here = { where: 'here' };
  expect((await seen(invoke(userId, 'digest settings', here)))?.content).toContain('Manage Server');
  const nothing = await seen(invoke(world.ownerId, 'digest settings', here));
  expect(nothing?.content).toContain('Nothing is sent to this channel yet');
  const channel = destination({ id: 'c-1', address: world.channelId, topics });
  await saveDestination(watch.db, channel, { isWelcomed: true, now: NOON });
  const interactionId = invoke(world.ownerId, 'digest settings', here);
  expect(await world.discord.outcome(interactionId)).toMatchObject({
    modal: { title: 'Digests of this channel' },
  });
  const { id } = world.discord.submitModal({ interactionId, values: { kinds: [] } });
  expect((await seen(id))?.content).toBe('Saved. No digests are sent any more.');
});

test('a person’s digest becomes a card after its first line, under one nonce', async () => {
  const userId = addMember('en-GB');
  const to = destination({ id: 'm-dm', address: userId, isPrivate: true });
  const place = {};
  const message = digestOf({ isPrivate: true, silent: false });
  const post = { to, message, nonce: 'test-1', place };
  const first = await world.bot.send(post, new AbortController().signal);
  const second = await world.bot.send(post, new AbortController().signal);
  expect(first).toMatchObject({ kind: 'sent' });
  expect(second).toEqual(first);
  const posted = world.discord
    .requests()
    .find(({ method, path }) => method === 'POST' && path.endsWith('/messages'));
  expect(posted?.body).toMatchObject({
    content: 'Your digest: 21 stories. Top: Caracas offers direct talks',
  });
  const direct = world.discord.channels().find(({ id }) => posted?.path.includes(id));
  const messages = world.discord.messages(direct?.id ?? '');
  expect(messages).toHaveLength(1);
  expect(textOf(messages[0])).toContain('## Daily digest');
  expect(world.discord.counters()).toMatchObject({ validationFailures: 0, unknownRoutes: 0 });
});
