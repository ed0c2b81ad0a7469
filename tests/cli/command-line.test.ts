import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand, temporaryFolder } from '../support/command.ts';

test('--help lists every command on one line', async () => {
  const { code, stdout, stderr } = await runCommand(['--help']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const command of ['run', 'demo', 'poll --once', 'feeds check', 'score --jsonl', 'explain'])
    expect(stdout).toMatch(new RegExp(`^  ${command}\\b.*  [A-Z].*$`, 'm'));
});

test('help of a command is the same before and behind its name', async () => {
  const behind = await runCommand(['feeds', 'add', '--help']);
  expect(await runCommand(['help', 'feeds', 'add'])).toEqual(behind);
  expect(behind.stdout).toMatch(/^Usage: vigia feeds add URL /);
});

test('a file of labelled entries that is none is said to have no JSON in the line', async () => {
  const { stderr } = await runCommand(['evaluate', import.meta.filename]);
  expect(stderr).toContain('command-line.test.ts:1: this is no JSON object.');
});

test.concurrent.each<[mistake: string, words: readonly string[], told: string]>([
  ['an unknown command', ['pol'], 'there is no command "pol"'],
  ['half a known command', ['feeds', 'chek'], 'feeds takes no "chek"'],
  ['an unknown command that asks for help', ['pol', '--help'], 'there is no command "pol"'],
  ['a word that begins a command', ['feedback'], 'there is "feedback export"'],
  ['an unknown option', ['run', '--fast'], "Unknown option '--fast'"],
  ['an argument too many', ['explain', 'one', 'two'], 'explain takes no "two"'],
  ['an argument missing', ['explain'], 'Usage: vigia explain TEXT'],
  ['an option without its value', ['explain', 'x', '--lang'], "Option '--lang <value>' argument missing"],
  ['poll without --once', ['poll'], 'poll takes --once'],
])('%s gets one clear line and exit code 2', async (_, words, told) => {
  const { code, stdout, stderr } = await runCommand(words);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^vigia: [^\n]+\n$/);
  expect(stderr).toContain(told);
});

test('a wrong configuration ends with 78 and every problem of environment and files, no secret among them', async () => {
  using folder = temporaryFolder();
  writeFileSync(join(folder.path, 'destinations.yaml'), 'destinations:\n  - { id: one, channel: 1 }\n');
  const { code, stdout, stderr } = await runCommand(['run'], {
    environment: { VIGIA_CONFIG_DIR: folder.path, DISCORD_TOKEN: 'hunter2', LOG_LEVEL: 'loud' },
  });
  expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
  expect(stderr).toMatch(/^The configuration has \d+ problem\(s\):\n/);
  for (const told of ['DISCORD_TOKEN: does not look like', 'LOG_LEVEL: must be', 'destinations.yaml:2: '])
    expect(stderr).toContain(told);
  expect(stderr).not.toContain('hunter2');
  expect(stderr).not.toContain('    at ');
});

test('what is wrong with the database is told without its password', async () => {
  const { code, stderr } = await runCommand(['poll', '--once'], {
    environment: { DATABASE_URL: 'postgres://vigia:hunter2@127.0.0.1:9/vigia' },
  });
  expect(code).toBe(1);
  expect(stderr).toContain('ECONNREFUSED');
  expect(stderr).not.toContain('hunter2');
});

test('explain shows the evidence as a sum that comes out at the score', async () => {
  const words = ['explain', 'Maduro offers talks to Washington', '--lang', 'en'];
  const { code, stdout } = await runCommand(words);
  expect(code).toBe(0);
  const lines = stdout.split('\n');
  expect(lines[0]).toMatch(
    /^Venezuela–United States: o\w+ the subject, 0\.\d\d \(needs 0\.\d\d\), language en$/,
  );
  const end = lines.findIndex((line) => line.endsWith('in all (log-odds)'));
  const figures = lines
    .slice(1, end + 1)
    .map((line) => Number(/^\s+([+−]\d+\.\d\d)/.exec(line)?.[1]?.replace('−', '-')));
  const total = figures.pop() ?? Number.NaN;
  expect(figures.reduce((sum, figure) => sum + figure, 0)).toBeCloseTo(total, 0);
});
