import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { secretsOf } from '../../src/config/secrets.ts';
import { findConfigurationPlace, loadSettings } from '../../src/config/settings.ts';

const TOKEN = 'bm90LWEtcmVhbA.token_for.the-tests';

const problemsOf = (environment: NodeJS.ProcessEnv): string[] =>
  loadSettings(environment).problems.map(({ where, what }) => `${where}: ${what}`);

/** A file that holds a text, gone with the scope. */
function fileWith(text: string): Disposable & { readonly path: string } {
  const folder = mkdtempSync(join(tmpdir(), 'vigia-settings-'));
  const path = join(folder, 'token');
  writeFileSync(path, text);
  return { path, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

test('an empty environment means the defaults', () => {
  expect(loadSettings({}).value).toMatchObject({
    subject: 'venezuela-us',
    configDir: 'config',
    dataDir: 'data',
    discord: { apiUrl: 'https://discord.com/api', shards: 1 },
    minPollMs: 120_000,
    allowedAddresses: [],
  });
});

test('the time zone is the system’s unless one is named, and must be one', () => {
  const system = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  expect(loadSettings({}).value?.timeZone).toBe(system);
  expect(loadSettings({ VIGIA_TIME_ZONE: 'America/Bogota' }).value?.timeZone).toBe('America/Bogota');
  expect(problemsOf({ VIGIA_TIME_ZONE: '-04:00' })).toEqual([
    'VIGIA_TIME_ZONE: must be the name of a time zone such as Europe/Madrid',
  ]);
});

test('an empty variable counts as absent, as container files write it', () => {
  expect(loadSettings({ DISCORD_TOKEN: '', DATABASE_URL: '', LOG_LEVEL: '' }).value).toMatchObject({
    discord: {},
    logLevel: 'info',
  });
});

test('shards are a number or auto, and the operator may have a channel', () => {
  const shards = ['auto', '4', '0'].map(
    (value) => loadSettings({ VIGIA_SHARDS: value }).value?.discord.shards,
  );
  expect(shards).toEqual(['auto', 4, undefined]);
  const { value } = loadSettings({ VIGIA_OPERATOR_CHANNEL: '123456789012345678' });
  expect(value?.discord.operatorChannel).toBe('123456789012345678');
});

test('every wrong variable is listed at once, in words that say what it must be', () => {
  const problems = problemsOf({
    VIGIA_SUBJECT: '../etc',
    DATABASE_URL: 'mysql://root:hunter2@host/db',
    DISCORD_TOKEN: 'hunter2',
    DISCORD_TOKEN_FILE: '/nowhere',
    VIGIA_SHARDS: 'many',
    VIGIA_OPERATOR_CHANNEL: '#ops',
    VIGIA_LANGUAGE: 'fr',
    VIGIA_CONTACT_URL: 'me',
    VIGIA_MIN_POLL_SECONDS: 'often',
    VIGIA_TICK_SECONDS: '0.5',
    VIGIA_ALLOWED_ADDRESSES: '10.0.0.0/8, my-network',
    LOG_LEVEL: 'loud',
  });
  expect(problems).toEqual([
    'VIGIA_SUBJECT: must be the name of a folder in the configuration: lower case, digits, dashes',
    'DATABASE_URL: must be an address such as postgres://user:password@host/database',
    'DISCORD_TOKEN: does not look like a bot token: three parts joined by dots',
    'VIGIA_SHARDS: must be a number of shards or auto',
    "VIGIA_OPERATOR_CHANNEL: must be a channel's id: 17 to 19 digits (Copy Channel ID)",
    'VIGIA_LANGUAGE: must be one of en, es, pt',
    'VIGIA_CONTACT_URL: must be a URL',
    'VIGIA_MIN_POLL_SECONDS: must be a whole number of seconds from 1 to 86400',
    'VIGIA_TICK_SECONDS: must be a whole number of seconds from 1 to 30',
    'VIGIA_ALLOWED_ADDRESSES: must be networks such as 10.0.0.0/8, joined by commas',
    'LOG_LEVEL: must be one of trace, debug, info, warn, error, fatal, silent',
    'DISCORD_TOKEN_FILE: is set together with DISCORD_TOKEN; only one of them may be',
  ]);
  expect(JSON.stringify(problems)).not.toContain('hunter2');
});

test('every problem says what to do about it', () => {
  for (const { mend } of loadSettings({ LOG_LEVEL: 'loud', DISCORD_TOKEN_FILE: '/nowhere' }).problems)
    expect(mend).toContain('.env');
});

test('the token may stand in a file of its own, with a line end behind it', () => {
  using file = fileWith(`${TOKEN}\n`);
  expect(loadSettings({ DISCORD_TOKEN_FILE: file.path }).value?.discord.token).toBe(TOKEN);
});

test('a token file that is missing, empty or holds something else is a problem that does not show it', () => {
  using file = fileWith('hunter2');
  using empty = fileWith('\n');
  expect(problemsOf({ DISCORD_TOKEN_FILE: '/nowhere/token' })).toEqual([
    'DISCORD_TOKEN_FILE: names a file that cannot be read',
  ]);
  for (const { path } of [file, empty])
    expect(problemsOf({ DISCORD_TOKEN_FILE: path })).toEqual([
      'DISCORD_TOKEN_FILE: names a file that holds no bot token',
    ]);
});

test('networks of both kinds and single addresses may be allowed', () => {
  const { value } = loadSettings({ VIGIA_ALLOWED_ADDRESSES: '10.0.0.0/8,127.0.0.1, fd00::/8,' });
  expect(value?.allowedAddresses).toEqual(['10.0.0.0/8', '127.0.0.1', 'fd00::/8']);
  for (const list of ['10.0.0.0/33', '::/129', '10.0.0.0/8/8', '10.0.0.0/', '10.0.0'])
    expect(problemsOf({ VIGIA_ALLOWED_ADDRESSES: list })).toHaveLength(1);
});

test('the place of the configuration is known although other variables are wrong', () => {
  expect(findConfigurationPlace({ VIGIA_CONFIG_DIR: '/etc/vigia', LOG_LEVEL: 'loud' })).toEqual({
    configDir: '/etc/vigia',
    subject: 'venezuela-us',
  });
  expect(findConfigurationPlace({ VIGIA_SUBJECT: '../etc' })).toBeUndefined();
});

test('secrets are the token and the password of the database, in every form in which they turn up', () => {
  const { value } = loadSettings({
    DISCORD_TOKEN: TOKEN,
    DATABASE_URL: 'postgres://vigia:p%40ss%22word@db.example/vigia',
  });
  if (value === undefined) throw new Error('the settings are wrong');
  expect(secretsOf(value)).toEqual([TOKEN, 'p%40ss%22word', 'p@ss"word', String.raw`p@ss\"word`]);
});
