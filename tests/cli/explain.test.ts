import { expect, test } from 'vitest';
import { openOrigin } from '../../src/demo/origin.ts';
import { runCommand } from '../support/command.ts';

const PAGE = `<!doctype html><html lang="en"><head><title>Story - Gulf Wire</title>
<meta property="og:title" content="U.S. extends Chevron licence for Venezuelan oil">
<meta property="og:description" content="Six more months,&#10;the \u001B[31mTreasury said."></head></html>`;
const environment = { VIGIA_ALLOWED_ADDRESSES: '127.0.0.0/8' };

test('explain visits the page at an address and judges what it says of itself', async () => {
  await using origin = await openOrigin();
  origin.set('/story', { kind: 'document', body: PAGE, contentType: 'text/html; charset=utf-8' });
  const address = origin.url('/story');
  const { code, stdout, stderr } = await runCommand(['explain', address], { environment });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const lines = stdout.split('\n');
  expect(lines.slice(0, 3)).toEqual([
    'U.S. extends Chevron licence for Venezuelan oil',
    'Six more months, the [31mTreasury said.',
    address,
  ]);
  expect(stdout).toMatch(/: on the subject, 0\.\d\d \(needs 0\.\d\d\), language en$/m);
  expect(stdout).toMatch(/Oil: tagged, 0\.\d\d \(needs 0\.\d\d\)$/m);
  expect(stdout).toMatch(
    /^Nearest other topic: (?:Talks|Strikes|Migration|Narcotics), 0\.\d\d \(needs 0\.\d\d\)$/m,
  );
  expect(origin.listRequests('/story')).toHaveLength(1);
  expect(origin.listRequests('/story')[0]?.headers['user-agent']).toMatch(/^vigia\//);
});

test('a page that cannot be had is one clear line and exit code 1', async () => {
  await using origin = await openOrigin();
  const missing = await runCommand(['explain', origin.url('/missing')], { environment });
  expect(missing).toMatchObject({ code: 1, stdout: '' });
  expect(missing.stderr).toMatch(/^vigia: http:\S+: [^\n]*404[^\n]*\n$/);
});

test('a private address is not visited', async () => {
  await using origin = await openOrigin();
  origin.set('/story', { kind: 'document', body: PAGE });
  const { code, stderr } = await runCommand(['explain', origin.url('/story')]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^vigia: http:\S+: [^\n]+\n$/);
  expect(origin.listRequests()).toEqual([]);
});
