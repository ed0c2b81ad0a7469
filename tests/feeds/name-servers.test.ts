import { expect, test } from 'vitest';
import { nameServers } from '../../src/feeds/fetching/name-servers.ts';

test('a name that only this machine knows is found', async () => {
  const addresses = (await nameServers(1_000)('localhost')).map(({ address }) => address);
  expect(['127.0.0.1', '::1']).toEqual(expect.arrayContaining(addresses));
  expect(addresses).not.toHaveLength(0);
});

test('a name that cannot exist is an error, not an empty answer', async () => {
  await expect(nameServers(1_000)('two words.invalid')).rejects.toThrow(/ENOTFOUND|EBADNAME|EAI/);
});
