import { expect, test } from 'vitest';
import { openLoopbackDiscord } from '../../src/demo/discord/loopback-discord.ts';
import { startCommand } from '../support/command.ts';
import { openInstallation, report } from '../support/installation.ts';

test('a Discord that does not answer holds the end up for less than ten seconds', async () => {
  await using discord = await openLoopbackDiscord();
  const [channel] = discord.channels();
  await using installation = await openInstallation(['one'], [{ id: 'alerts', address: channel?.id ?? '' }]);
  installation.origin.set('/one', report(0));
  const route = 'POST /channels/\\d+/messages';
  discord.addFault({ route, times: 100, fault: { kind: 'stall', when: 'before' } });
  const { child, ended } = startCommand(['run'], {
    ...installation.environment,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
  });
  const posts = () => discord.requests().filter(({ method }) => method === 'POST').length;
  await expect.poll(posts, { timeout: 10_000 }).toBe(1);
  const startMs = performance.now();
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
  expect(performance.now() - startMs).toBeLessThan(10_000);
});
