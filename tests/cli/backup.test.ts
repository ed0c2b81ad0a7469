import { appendFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { openDatabase, type Storage } from '../../src/db/engine/open.ts';
import { openLoopbackDiscord } from '../../src/demo/discord/loopback-discord.ts';
import { runCommand, startCommand, type Environment } from '../support/command.ts';
import { engines } from '../support/databases.ts';
import { openInstallation, report, REPORTS } from '../support/installation.ts';

test('a backup is written beside a running program, and an installation begins from it', async () => {
  await using discord = await openLoopbackDiscord();
  const [channel] = discord.channels();
  const channelId = channel?.id ?? '';
  await using installation = await openInstallation(['one'], [{ id: 'alerts', address: channelId }]);
  const { origin, folder } = installation;
  const environment: Environment = {
    ...installation.environment,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
  };
  origin.set('/one', report(0));
  const { child, ended } = startCommand(['run'], environment);
  await expect.poll(() => discord.messages(channelId).length, { timeout: 10_000 }).toBe(1);
  for (let count = 0; count < 3; count += 1) {
    const written = await runCommand(['backup', '--keep', '2'], { environment });
    expect(written).toMatchObject({ code: 0, stderr: '' });
  }
  const backups = join(folder, 'data', 'backups');
  const [, latest = ''] = readdirSync(backups);
  const inUse = await runCommand(['restore', join(backups, latest), '--replace'], { environment });
  expect(inUse).toMatchObject({ code: 1, stdout: '' });
  expect(inUse.stderr).toBe(
    'vigia: a program runs on the installation. Stop it, then restore. Nothing was changed.\n',
  );
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
  expect(readdirSync(backups)).toHaveLength(2);

  const checked = await runCommand(['restore', join(backups, latest), '--check'], { environment });
  expect(checked.stdout).toMatch(/ 1 {2}articles .*The backup is whole\.\n$/s);
  const refused = await runCommand(['restore', join(backups, latest)], { environment });
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('has entries of its own');
  const restored = await runCommand(['restore', join(backups, latest), '--replace'], { environment });
  expect(restored.code).toBe(0);
  expect(restored.stdout).toContain('person-key: put back the copy of then before the start');
  const key = join(folder, 'data', 'person-key');
  writeFileSync(key, 'a key of before');
  const further = await runCommand(['backup'], { environment });
  expect(further.stdout).toContain(`Not in it: ${key}. Keep a copy of that apart from the backups.`);
  expect((await runCommand(['poll', '--once'], { environment })).code).toBe(0);
  expect(discord.messages(channelId)).toHaveLength(1);
  expect((await runCommand(['audit'], { environment })).code).toBe(0);
});

test('a damaged backup is no backup', async () => {
  await using installation = await openInstallation(['one']);
  const { origin, folder, environment } = installation;
  origin.set('/one', report(0));
  await runCommand(['poll', '--once'], { environment });
  const whole = join(folder, 'whole.db');
  expect((await runCommand(['backup', whole], { environment })).code).toBe(0);
  truncateSync(whole, 20_000);
  appendFileSync(whole, Buffer.alloc(8_000, 7));
  const checked = await runCommand(['restore', whole, '--check'], { environment });
  expect(checked).toMatchObject({ code: 1, stdout: '' });
  expect(checked.stderr).toMatch(/^vigia: [^\n]*whole\.db is [^\n]+\n$/);
});

test('a file that is no backup at all is said to be none, in one line', async () => {
  const { code, stderr } = await runCommand(['restore', import.meta.filename, '--check']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^vigia: [^\n]*backup\.test\.ts is no whole backup: [^\n]+\n$/);
});

test('a server that cannot be reached is said to be the reason, in one line', async () => {
  const environment = { DATABASE_URL: 'postgres://vigia:hunter2@127.0.0.1:9/vigia' };
  const { code, stderr } = await runCommand(['audit'], { environment });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^vigia: [^\n]*ECONNREFUSED 127\.0\.0\.1:9\n$/);
});

/** Lets the next start poll at once what would have been due later. */
async function makeDue(storage: Storage | undefined): Promise<void> {
  if (storage === undefined) return;
  const db = await openDatabase(storage);
  await db.updateTable('feeds').set({ due_at: 0 }).execute();
  await db.destroy();
}

const postgres = engines.find(({ name }) => name === 'PostgreSQL');

test.skipIf(inject('postgresUrl') === undefined)(
  'a running SQLite installation is carried over to PostgreSQL, and nothing is told twice',
  async () => {
    const storage = await postgres?.create();
    await using discord = await openLoopbackDiscord();
    const [channel] = discord.channels();
    const channelId = channel?.id ?? '';
    await using installation = await openInstallation(['one'], [{ id: 'alerts', address: channelId }]);
    const { origin } = installation;
    const before: Environment = {
      ...installation.environment,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
    };
    const after: Environment = {
      ...before,
      DATABASE_URL: storage?.kind === 'postgres' ? storage.url : '',
      VIGIA_UNSAFE_DATABASE: 'allow',
    };
    origin.set('/one', report(0));
    const old = startCommand(['run'], before);
    await expect.poll(() => discord.messages(channelId).length, { timeout: 10_000 }).toBe(1);
    const moved = await runCommand(['migrate-to-postgres'], { environment: after });
    expect(moved).toMatchObject({ code: 0, stderr: '' });
    expect(moved.stdout).toContain('Every row was read back the same.');
    expect((await old.ended).code).toBe(78);
    expect((await runCommand(['poll', '--once'], { environment: before })).code).toBe(78);
    origin.set('/one', report(1, 0));
    await makeDue(storage);
    const next = startCommand(['run'], after);
    await expect.poll(() => discord.messages(channelId).length, { timeout: 10_000 }).toBe(2);
    next.child.kill('SIGTERM');
    expect((await next.ended).code).toBe(0);
    expect(JSON.stringify(discord.messages(channelId)[1])).toContain(REPORTS[1]);
    expect((await runCommand(['audit'], { environment: after })).code).toBe(0);
  },
  30_000,
);

test('a backup that is not there is said to be missing, in one line', async () => {
  const { code, stderr } = await runCommand(['restore', 'nowhere.db', '--check']);
  expect({ code, stderr }).toEqual({ code: 1, stderr: 'vigia: there is no file nowhere.db\n' });
});
