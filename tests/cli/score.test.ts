import { once } from 'node:events';
import { expect, test } from 'vitest';
import { runCommand, startCommand } from '../support/command.ts';

const LINES = [
  '{"id":"a","title":"U.S. extends Chevron licence for Venezuelan oil","description":"<p>Six&nbsp;months.</p>","lang":"en"}',
  'this is not JSON',
  '{"id":7,"title":"EE.UU. deporta a 200 venezolanos","description":null,"lang":"es","outlet":"Diario"}',
  '{"title":"no id"}',
  '{"id":"b","title":5}',
  '[]',
  '',
  '{"id":"c","title":"Choir of Mérida\u2028sings again"}',
];

const answersOf = (stdout: string): Record<string, unknown>[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line));

test('each line is answered in its place, and what is no entry says why', async () => {
  const { code, stdout, stderr } = await runCommand(['score', '--jsonl'], { input: LINES.join('\r\n') });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const answers = answersOf(stdout);
  expect(answers).toMatchObject([
    { id: 'a', lang: 'en', relevant: true, topics: [{ id: 'oil' }] },
    { error: 'this line is not JSON' },
    { id: '7', lang: 'es', relevant: true, topics: [{ id: 'migration' }] },
    { error: expect.stringMatching(/^id: /) },
    { id: 'b', error: expect.stringMatching(/^title: /) },
    { error: expect.stringMatching(/^this line: /) },
    { id: 'c', relevant: false, topics: [] },
  ]);
  expect(Object.keys(answers[0] ?? {})).toEqual(['id', 'lang', 'relevant', 'relevance', 'topics']);
});

test('the answers are the same to the byte in every time zone and language of the machine', async () => {
  const input = LINES.join('\n');
  const [one, other] = await Promise.all([
    runCommand(['score', '--jsonl'], { input, environment: { TZ: 'America/Caracas', LANG: 'pt_BR.UTF-8' } }),
    runCommand(['score', '--jsonl'], { input, environment: { TZ: 'Asia/Tokyo', LC_ALL: 'tr_TR.UTF-8' } }),
  ]);
  expect(one.stdout.length).toBeGreaterThan(500);
  expect(other).toEqual(one);
});

test('a line is answered before the next one has been given', async () => {
  const { child, ended, printed } = startCommand(['score', '--jsonl']);
  child.stdin.write(`${LINES[0] ?? ''}\n`);
  await once(child.stdout, 'data');
  expect(answersOf(printed().stdout)).toHaveLength(1);
  child.stdin.write(`${LINES[2] ?? ''}\n`);
  await once(child.stdout, 'data');
  child.stdin.end();
  expect(answersOf((await ended).stdout)).toHaveLength(2);
});

test('when nobody reads the answers any more, the command ends quietly', async () => {
  const { child, ended } = startCommand(['score', '--jsonl']);
  const timer = setInterval(() => child.stdin.write(`${LINES[0] ?? ''}\n`), 5);
  await once(child.stdout, 'data');
  child.stdout.destroy();
  const { code, stderr } = await ended;
  clearInterval(timer);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});
