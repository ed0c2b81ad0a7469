import { once } from 'node:events';
import { expect, test } from 'vitest';
import { openLoopbackDiscord } from '../../src/demo/discord/loopback-discord.ts';
import { runCommand, startCommand } from '../support/command.ts';
import { openInstallation, report, REPORTS } from '../support/installation.ts';

test('without a token, one turn shows what there is and says how to connect Discord', async () => {
  await using installation = await openInstallation(['one', 'gone']);
  const { origin, environment } = installation;
  origin.set('/one', report(0));
  const first = await runCommand(['poll', '--once'], { environment });
  expect(first.code).toBe(0);
  expect(first.stdout).toContain('vigía is watching: Venezuela–United States');
  expect(first.stdout).toContain(REPORTS[0]);
  expect(first.stdout).toContain('set DISCORD_TOKEN in .env and use /channel subscribe');
  expect(first.stdout).not.toContain('\u001B');
  origin.set('/one', report(1, 0));
  const second = await runCommand(['poll', '--once'], {
    environment: { ...environment, VIGIA_CONFIG_DIR: environment['VIGIA_CONFIG_DIR'] ?? '' },
  });
  expect(second.stdout).not.toContain(REPORTS[1]);
  expect(second.stdout).not.toContain('vigía is watching');
});

test('one turn beside a program that runs leaves what that one is about to that one', async () => {
  await using installation = await openInstallation(['one', 'mute']);
  const { origin, environment } = installation;
  origin.set('/one', report(0));
  origin.set('/mute', { kind: 'stall', where: 'headers' });
  const { child, ended } = startCommand(['run'], environment);
  await expect.poll(() => origin.listRequests('/mute').length, { timeout: 10_000 }).toBe(1);
  expect((await runCommand(['poll', '--once'], { environment })).code).toBe(0);
  expect(origin.listRequests('/mute')).toHaveLength(1);
  child.kill('SIGKILL');
  await ended;
  // Now nobody is about it any more, so the next turn visits it at once.
  origin.set('/mute', report(1));
  expect((await runCommand(['poll', '--once'], { environment })).code).toBe(0);
  expect(origin.listRequests('/mute')).toHaveLength(2);
});

test('a second program that would poll on the same SQLite file says so and ends, and the first goes on', async () => {
  await using installation = await openInstallation(['one']);
  const { origin, environment } = installation;
  origin.set('/one', report(0));
  const { child, ended } = startCommand(['run'], environment);
  await expect.poll(() => origin.listRequests('/one').length, { timeout: 10_000 }).toBe(1);
  const second = await runCommand(['run'], { environment });
  expect(second.code).toBe(1);
  expect(second.stderr).toContain('another program polls on this SQLite file');
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s with work in flight ends the program soon, with exit code 0',
  async (signal) => {
    await using discord = await openLoopbackDiscord();
    const [channel] = discord.channels();
    await using installation = await openInstallation(
      ['one', 'mute'],
      [{ id: 'alerts', address: channel?.id ?? '' }],
    );
    const { origin, environment } = installation;
    origin.set('/one', report(0));
    origin.set('/mute', { kind: 'stall', where: 'headers' });
    const { child, ended } = startCommand(['run'], {
      ...environment,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
    });
    await expect.poll(() => origin.listRequests('/mute').length, { timeout: 10_000 }).toBe(1);
    const startMs = performance.now();
    child.kill(signal);
    const { code, stderr } = await ended;
    expect({ code, signal: child.signalCode }).toEqual({ code: 0, signal: null });
    expect(performance.now() - startMs).toBeLessThan(5_000);
    expect(stderr).toContain('"stopping"');
  },
);

test('a token that Discord refuses ends the program with 78, and shows it nowhere', async () => {
  await using discord = await openLoopbackDiscord();
  const [channel] = discord.channels();
  await using installation = await openInstallation(['one'], [{ id: 'alerts', address: channel?.id ?? '' }]);
  installation.origin.set('/one', report(0));
  const token = 'bm90LWEtcmVhbA.token_for.the-tests';
  const { child, ended } = startCommand(['run'], {
    ...installation.environment,
    DISCORD_TOKEN: token,
    DISCORD_API_URL: discord.apiUrl,
  });
  const { code, stdout, stderr } = await ended;
  expect(code ?? child.signalCode).toBe(78);
  expect(stderr).toContain('Discord refused the bot token');
  expect(`${stdout}${stderr}`).not.toContain(token);
});

test('a closed output ends a program that only prints', async () => {
  await using installation = await openInstallation(['one']);
  installation.origin.set('/one', report(0));
  const { child, ended } = startCommand(['run'], installation.environment);
  await once(child.stdout, 'data');
  child.stdout.destroy();
  expect((await ended).code).toBe(0);
});
