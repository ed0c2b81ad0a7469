import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withoutSecrets } from '../../src/log.ts';

const LOG = join(import.meta.dirname, '../../src/log.ts');
const TOKEN = 'bm90LWEtcmVhbA.token_for.the-tests';

/** Writes one event to the real log in a process of its own, and returns what came out on standard error. */
async function logged(pretty: boolean): Promise<string> {
  const script = `
    import { openLog } from ${JSON.stringify(LOG)};
    const log = await openLog({ level: 'info', pretty: ${String(pretty)}, secrets: [${JSON.stringify(TOKEN)}] });
    const cause = Object.assign(new Error('Bot ${TOKEN} was refused'), { url: 'https://discord.com/api/v10/webhooks/1/abc-DEF_9' });
    const err = Object.assign(new Error('request failed', { cause }), { headers: { authorization: 'Bot other' }, token: 'other' });
    log.error({ err, request: { headers: { Authorization: 'Bot other' } } }, 'with ${TOKEN} in the message');
    log.info({ feed: 'one', entries: 12 }, 'feed read');
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'inherit', 'pipe'],
    env: {},
  });
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => (text += part));
  await once(child, 'close');
  return text;
}

test.each([false, true])(
  'no secret reaches the log, wherever an error carries it (pretty: %s)',
  async (pretty) => {
    const text = await logged(pretty);
    expect(text).toContain('request failed');
    expect(text).toContain('feed read');
    expect(text).toContain('[secret]');
    for (const secret of [TOKEN, 'Bot other', '"other"', 'abc-DEF_9']) expect(text).not.toContain(secret);
  },
);

test('the addresses of webhooks and interactions lose the token in them and keep the rest', () => {
  expect(withoutSecrets('POST /webhooks/12/ab_c-D/messages and /interactions/34/xyz/callback', [])).toBe(
    'POST /webhooks/12/[secret]/messages and /interactions/34/[secret]/callback',
  );
});
