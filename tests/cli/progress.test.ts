import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { openProgress } from '../../src/cli/progress.ts';
import { runCommand, temporaryFolder } from '../support/command.ts';

const terminal = (isTTY: boolean) => Object.assign(new PassThrough(), { isTTY, columns: 80 });

async function drawn(isTTY: boolean, total?: number): Promise<string> {
  const stream = terminal(isTTY);
  const read = text(stream);
  {
    using progress = await openProgress({ what: 'feeds', stream, ...(total !== undefined && { total }) });
    for (let count = 0; count < 3; count += 1) progress.step();
  }
  stream.end();
  return stripVTControlCharacters(await read);
}

test('on a terminal a bar shows how far the work is, or a count where nobody knows how far', async () => {
  expect(await drawn(true, 3)).toMatch(/░ 0 of 3 feeds/);
  expect(await drawn(true)).toMatch(/0 feeds/);
});

test('what is no terminal gets nothing of it', async () => {
  expect(await drawn(false, 3)).toBe('');
  using folder = temporaryFolder();
  const result = await runCommand(['parse', `${folder.path}/missing.xml`]);
  expect(result).toMatchObject({ code: 0, stderr: '' });
  expect(result.stdout.split('\n')).toHaveLength(2);
});
