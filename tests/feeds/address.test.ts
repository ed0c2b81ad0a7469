import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findAddressRefusal, parseAllowedAddresses } from '../../src/feeds/fetching/address.ts';

const NOBODY = parseAllowedAddresses([]);

test.each([
  ['127.0.0.1', 'this machine'],
  ['127.255.255.254', 'this machine'],
  ['0.0.0.0', 'no machine'],
  ['0.1.2.3', 'no machine'],
  ['10.1.2.3', 'a private network'],
  ['172.16.0.1', 'a private network'],
  ['172.31.255.255', 'a private network'],
  ['192.168.1.1', 'a private network'],
  ['169.254.169.254', 'the local link'],
  ['100.64.0.1', "a provider's inner network"],
  ['100.100.100.200', "a provider's inner network"],
  ['168.63.129.16', "a cloud's inner network"],
  ['192.0.0.192', 'a reserved network'],
  ['198.18.0.1', 'a reserved network'],
  ['203.0.113.7', 'a reserved network'],
  ['224.0.0.1', 'a group of machines'],
  ['240.0.0.1', 'a reserved network'],
  ['255.255.255.255', 'every machine of the network'],
  ['::', 'no machine'],
  ['::1', 'this machine'],
  ['::ffff:127.0.0.1', 'this machine'],
  ['::ffff:7f00:1', 'this machine'],
  ['0:0:0:0:0:ffff:a9fe:a9fe', 'the local link'],
  ['::127.0.0.1', 'a reserved network'],
  ['::ffff:0:127.0.0.1', 'a reserved network'],
  ['64:ff9b::10.0.0.1', 'a private network'],
  ['64:ff9b::7f00:1', 'this machine'],
  ['64:ff9b:1::8.8.8.8', 'a reserved network'],
  ['2002:7f00:1::', 'a reserved network'],
  ['2002:808:808::1', 'a reserved network'],
  ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'a reserved network'],
  ['2001:db8::1', 'a reserved network'],
  ['fc00::1', 'a private network'],
  ['fd00:ec2::254', 'a private network'],
  ['fe80::1', 'the local link'],
  ['fe80::1%eth0', 'the local link'],
  ['fec0::1', 'a reserved network'],
  ['ff02::1', 'a group of machines'],
  ['4000::1', 'a reserved network'],
])('%s is refused: it leads to %s', (address, words) => {
  expect(findAddressRefusal(address, NOBODY)).toBe(`leads to ${words}`);
});

test.each([
  '8.8.8.8',
  '1.1.1.1',
  '172.32.0.1',
  '100.128.0.1',
  '2606:4700:4700::1111',
  '::ffff:8.8.8.8',
  '64:ff9b::8.8.8.8',
])('%s is public', (address) => {
  expect(findAddressRefusal(address, NOBODY)).toBeUndefined();
});

test('what is no address is refused', () => {
  expect(findAddressRefusal('example.org', NOBODY)).toBe('is not an address');
});

test('a private network can be allowed without allowing its neighbours, whatever the spelling', () => {
  const allowed = parseAllowedAddresses(['10.1.0.0/16', 'fd12::/16', '127.0.0.1']);
  expect(findAddressRefusal('10.1.255.1', allowed)).toBeUndefined();
  expect(findAddressRefusal('::ffff:10.1.2.3', allowed)).toBeUndefined();
  expect(findAddressRefusal('10.2.0.1', allowed)).toBe('leads to a private network');
  expect(findAddressRefusal('fd12::9', allowed)).toBeUndefined();
  expect(findAddressRefusal('fd13::9', allowed)).toBe('leads to a private network');
  expect(findAddressRefusal('127.0.0.1', allowed)).toBeUndefined();
  expect(findAddressRefusal('127.0.0.2', allowed)).toBe('leads to this machine');
});

test('a network that cannot be read is named', () => {
  expect(() => parseAllowedAddresses(['10.0.0.0/8', 'intranet'])).toThrow('not a network address: intranet');
});

test('an IPv4 address is judged alike on its own, mapped into IPv6 and behind NAT64', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const alone = findAddressRefusal(address, NOBODY);
      expect(findAddressRefusal(`::ffff:${address}`, NOBODY)).toBe(alone);
      expect(findAddressRefusal(`64:ff9b::${address}`, NOBODY)).toBe(alone);
    }),
  );
});
