import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runCommand } from '../support/command.ts';

/** Real entries in all languages: their days and their letters would show a time zone or an order of letters. */
const LINES = readFileSync(new URL('../../config/venezuela-us/examples.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n');

test.each(['score', 'cluster'])(
  'on the labelled entries, %s prints the same bytes in every time zone and language of the machine',
  async (command) => {
    const input = LINES.join('\n');
    const [one, other] = await Promise.all([
      runCommand([command, '--jsonl'], {
        input,
        environment: { TZ: 'Pacific/Kiritimati', LANG: 'es_VE.UTF-8', LC_ALL: 'es_VE.UTF-8' },
      }),
      runCommand([command, '--jsonl'], {
        input,
        environment: { TZ: 'America/Los_Angeles', LANG: 'C', LC_ALL: 'C' },
      }),
    ]);
    expect(one).toMatchObject({ code: 0, stderr: '' });
    expect(one.stdout.trimEnd().split('\n')).toHaveLength(LINES.length);
    expect(one.stdout).not.toContain('"error"');
    // Compared as one value: a difference within a megabyte is not for a reader.
    expect(other.stdout === one.stdout).toBe(true);
  },
);
