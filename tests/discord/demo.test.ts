import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDemo } from '../../src/app/demo.ts';
import type { App } from '../../src/app/worker.ts';
import { loadConfiguration } from '../../src/config/configuration.ts';
import { loadSettings } from '../../src/config/settings.ts';
import type { PlayedDemo } from '../../src/demo/play.ts';
import { loadSample } from '../../src/demo/sample.ts';
import type { Message } from '../../src/demo/discord/world.ts';
import { quietLog } from '../support/builders.ts';
import { findProblems } from '../support/loopback-client.ts';

let demo: PlayedDemo<App>;

/** The demo is played once; every test below looks at what it left behind. */
beforeAll(async () => {
  const settings = loadSettings({}).value;
  if (settings === undefined) throw new Error('the default settings are not valid');
  const configuration = loadConfiguration(settings);
  demo = await openDemo({ settings, configuration, log: quietLog, onProgress: () => undefined });
}, 120_000);

afterAll(() => demo[Symbol.asyncDispose]());

const sample = loadSample();

/** The alerts of a channel, each with the sample's event that its headline belongs to. */
function listAlerts(channelId: string): { readonly storyId: string; readonly event: string | undefined }[] {
  return demo.discord.messages(channelId).flatMap((message) => {
    if (isUpdate(message)) return [];
    const storyId = storyOf(message);
    const title = message.embeds[0]?.title?.replaceAll('\\', '');
    const entry = sample.entries.find((each) => each.title === title);
    return storyId === undefined ? [] : [{ storyId, event: entry?.label.story }];
  });
}

const isDigest = ({ components }: Message): boolean =>
  JSON.stringify(components).includes('"custom_id":"digest-settings:');

/** An answer to a card: a line of text without one. */
const isUpdate = ({ content, embeds }: Message): boolean => content !== '' && embeds.length === 0;

const storyOf = ({ components }: Message): string | undefined =>
  /"custom_id":"why:1:(\d+):/.exec(JSON.stringify(components))?.[1];

test('Discord refuses nothing that the demo sends, and knows every route it calls', () => {
  expect(demo.discord.counters()).toMatchObject({ unknownRoutes: 0, validationFailures: 0, invalid: 0 });
  const refused = demo.discord.requests().filter(({ status }) => status >= 400);
  expect(refused.map(({ method, path, status }) => `${method} ${path} ${String(status)}`)).toEqual([]);
});

test('Discord’s own document has nothing against the demo’s requests and their answers', () => {
  expect(findProblems(demo.discord)).toEqual([]);
});

test('each channel has one welcome first, then alerts, no story twice', () => {
  for (const { id } of demo.channels) {
    const stories = demo.discord
      .messages(id)
      .filter((message) => !isDigest(message) && !isUpdate(message))
      .map(storyOf);
    expect(stories[0]).toBeUndefined();
    expect(stories.slice(1)).not.toContain(undefined);
    expect(new Set(stories).size).toBe(stories.length);
    expect(stories.length).toBeGreaterThan(3);
  }
});

test('stories go on: cards are edited and answered, and one is put right', () => {
  for (const { id } of demo.channels) {
    const messages = demo.discord.messages(id);
    const cards = messages.filter(({ embeds }) => embeds.length > 0);
    expect(cards.filter(({ editedAt }) => editedAt !== undefined).length).toBeGreaterThan(3);
    const answered = messages.filter(isUpdate).map(({ reference }) => reference?.messageId);
    expect(answered.length).toBeGreaterThan(1);
    expect(cards.map((card) => card.id)).toEqual(expect.arrayContaining(answered));
  }
  const texts = demo.channels.flatMap(({ id }) => demo.discord.messages(id).map(({ content }) => content));
  expect(texts.filter((text) => text.includes('~~ · **Corrected**'))).not.toEqual([]);
});

test('each channel has a digest of each day, the last one last, with its picture', () => {
  for (const { id } of demo.channels) {
    const messages = demo.discord.messages(id);
    const digests = messages.filter(isDigest);
    expect(digests).toHaveLength(3);
    expect(messages.at(-1)).toBe(digests.at(-1));
    expect(digests.at(-1)?.attachments[0]?.contentType).toBe('image/png');
  }
});

test('an event that several outlets report is announced once', () => {
  for (const { id } of demo.channels) {
    const events = listAlerts(id).map(({ event }) => event);
    const named = events.filter((event) => event !== undefined);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((event, index) => named.indexOf(event) !== index)).toEqual([]);
  }
});

test('every entry that a living feed gave is in the ledger once, each in one state', async () => {
  const dead = new Set(sample.feeds.flatMap(({ id, behaviour }) => (behaviour === 'dead' ? [id] : [])));
  const given = sample.entries.filter(({ feedId }) => !dead.has(feedId));
  const { entries } = await demo.program.totals();
  expect(entries.reduce((sum, { count }) => sum + count, 0)).toBe(given.length);
});

test('every alert that was owed stands in its channel', async () => {
  const { alerts } = await demo.program.totals();
  expect(alerts).toBe(demo.channels.flatMap(({ id }) => listAlerts(id)).length);
});

test('nothing is left to send, and the dead feed alone is down', async () => {
  const status = await demo.program.status();
  expect(status.waiting).toBe(0);
  expect(status.feeds.down).toHaveLength(sample.feeds.filter(({ behaviour }) => behaviour === 'dead').length);
  expect(status.destinations.filter(({ paused }) => paused !== undefined)).toEqual([]);
});
