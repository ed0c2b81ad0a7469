import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openApp, type App } from '../../src/app/worker.ts';
import { loadSettings } from '../../src/config/settings.ts';
import { openLoopbackDiscord, type LoopbackDiscord } from '../../src/demo/discord/loopback-discord.ts';
import { openOrigin, type Origin } from '../../src/demo/origin.ts';
import { feed, quietLog } from '../support/builders.ts';
import { temporaryFolder } from '../support/command.ts';
import { report } from '../support/installation.ts';
import { until } from '../support/program.ts';
import { configuration } from '../support/watch.ts';

interface Setup {
  readonly dataDir: string;
  readonly origin: Origin;
  readonly discord?: LoopbackDiscord;
  readonly printed: string[];
}

async function openProgram({ dataDir, origin, discord, printed }: Setup): Promise<App> {
  const { value: settings } = loadSettings({
    VIGIA_DATA_DIR: dataDir,
    VIGIA_ALLOWED_ADDRESSES: '127.0.0.1',
    ...(discord === undefined ? {} : { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl }),
  });
  if (settings === undefined) throw new Error('the settings are wrong');
  let drawn = 0;
  return openApp({
    settings,
    configuration: {
      ...configuration,
      feeds: [feed({ id: 'one', url: origin.url('/one') })],
      destinations: [],
    },
    log: quietLog,
    now: () => new Date(),
    chance: () => ((drawn += 1) * 0.618_033_988_749_895) % 1,
    print: (text) => Promise.resolve((printed.push(text), true)),
    colour: false,
    spacingMs: 0,
    onFatal: (reason) => printed.push(reason),
    onHopeless: (reason) => printed.push(reason),
  });
}

/** Subscribes by the form as it opens, once the bot has told Discord its commands. */
async function subscribe(
  discord: LoopbackDiscord,
  act: {
    readonly userId: string;
    readonly command: string;
    readonly options?: Readonly<Record<string, string>>;
  },
): Promise<string> {
  const channelId = discord.channels()[0]?.id ?? '';
  const { id } = discord.invoke({ ...act, channelId });
  await discord.outcome(id);
  const outcome = await discord.outcome(discord.submitModal({ interactionId: id }).id);
  return outcome.kind === 'message' ? outcome.message.content : outcome.kind;
}

test('people subscribe to a program that began at the terminal: each is told of the last day once, the terminal no more', async () => {
  using folder = temporaryFolder();
  await using origin = await openOrigin();
  origin.set('/one', report(0));
  const dataDir = join(folder.path, 'data');
  const printed: string[] = [];
  {
    await using app = await openProgram({ dataDir, origin, printed });
    await app.poll();
    await app.deliver();
  }
  expect(printed).toHaveLength(1);
  await using discord = await openLoopbackDiscord();
  await using app = await openProgram({ dataDir, origin, discord, printed });
  await app.deliver();
  const isReady = () =>
    discord.requests().some(({ method, path }) => method === 'PUT' && path.includes('commands'));
  await until(isReady, { timeoutMs: 10_000, everyMs: 5, what: () => 'no commands' });
  const [guild] = discord.guilds();
  const ownerId = guild?.ownerId ?? '';
  const [alerts] = discord.channels();
  const channel = alerts?.id ?? '';
  expect(
    await subscribe(discord, { userId: ownerId, command: 'channel subscribe', options: { channel } }),
  ).toContain(`<#${channel}> gets`);
  expect(await subscribe(discord, { userId: ownerId, command: 'subscribe' })).toContain(
    'A test message is in',
  );
  await app.deliver();
  await app.deliver();
  expect(discord.messages(channel)).toHaveLength(1);
  expect(JSON.stringify(discord.messages(channel)[0])).toContain('vigía is watching');
  const directly = discord.channels().filter(({ recipientId }) => recipientId === ownerId);
  expect(directly.flatMap(({ id }) => discord.messages(id))).toHaveLength(1);
  expect(printed).toHaveLength(1);
});
