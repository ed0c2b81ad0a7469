import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { auditInstallation } from '../../src/app/tools/audit.ts';
import { openApp } from '../../src/app/worker.ts';
import { loadSettings } from '../../src/config/settings.ts';
import { openLoopbackDiscord } from '../../src/demo/discord/loopback-discord.ts';
import { openOrigin } from '../../src/demo/origin.ts';
import { quietLog, destination, feed } from '../support/builders.ts';
import { temporaryFolder } from '../support/command.ts';
import { report } from '../support/installation.ts';
import { configuration } from '../support/watch.ts';

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

test('while Discord cannot be reached feeds are polled all the same, and what is owed is posted later', async () => {
  using folder = temporaryFolder();
  await using origin = await openOrigin();
  origin.set('/one', report(0));
  const port = await freePort();
  const token = 'loopback-discord.bot.token';
  const { value: settings } = loadSettings({
    VIGIA_DATA_DIR: join(folder.path, 'data'),
    VIGIA_ALLOWED_ADDRESSES: '127.0.0.1',
    DISCORD_TOKEN: token,
    DISCORD_API_URL: `http://127.0.0.1:${String(port)}/api`,
  });
  if (settings === undefined) throw new Error('the settings are wrong');
  const clock = { now: new Date() };
  // The loopback Discord counts its channels' ids from the same number in every run.
  const address = await firstChannelId();
  const fatal: string[] = [];
  await using app = await openApp({
    settings,
    configuration: {
      ...configuration,
      feeds: [feed({ id: 'one', url: origin.url('/one') })],
      destinations: [destination({ id: 'alerts', address })],
    },
    log: quietLog,
    now: () => clock.now,
    chance: () => 0.5,
    print: () => Promise.resolve(true),
    colour: false,
    spacingMs: 0,
    onFatal: (reason) => fatal.push(reason),
    onHopeless: (reason) => fatal.push(reason),
  });
  await app.poll();
  await app.deliver();
  expect(await app.status()).toMatchObject({ feeds: { working: 1 }, waiting: 1 });
  await using discord = await openLoopbackDiscord({ port, token });
  clock.now = new Date(clock.now.getTime() + 60_000);
  await app.deliver();
  expect(await app.status()).toMatchObject({ waiting: 0 });
  expect(discord.requests().filter(({ method }) => method === 'POST')).toHaveLength(1);
  expect(fatal).toEqual([]);
  const { balances, differences } = await auditInstallation(settings);
  expect(differences).toEqual([]);
  expect(balances.length).toBeGreaterThan(0);
});

async function firstChannelId(): Promise<string> {
  await using discord = await openLoopbackDiscord();
  return discord.channels()[0]?.id ?? '';
}
