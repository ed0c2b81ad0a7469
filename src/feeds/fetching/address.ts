import ipaddr from 'ipaddr.js';

type Address = ReturnType<typeof ipaddr.parse>;

/** Networks that may be visited although they are not public. */
export type AllowedAddresses = readonly (readonly [Address, number])[];

/**
 * Addresses inside public ranges that answer only within a cloud and hand out its secrets:
 * Azure's wire server has no private address to be recognised by.
 */
const INTERNAL_PUBLIC = new Set(['168.63.129.16']);

/** Where an IPv4 address is written inside an IPv6 one that leads to it. The last four bytes, in both. */
const EMBEDS_IPV4 = new Set(['ipv4Mapped', 'rfc6052']);

/** IPv4-compatible, long retired; `ipaddr.js` would read it as IPv4-mapped, which it is not. */
const IPV4_COMPATIBLE = /^::\d+\.\d+\.\d+\.\d+$/;

const RANGE_IN_WORDS = new Map([
  ['loopback', 'this machine'],
  ['private', 'a private network'],
  ['uniqueLocal', 'a private network'],
  ['linkLocal', 'the local link'],
  ['carrierGradeNat', "a provider's inner network"],
  ['unspecified', 'no machine'],
  ['multicast', 'a group of machines'],
  ['broadcast', 'every machine of the network'],
]);

/**
 * Reads networks such as `10.0.0.0/8`, `fd00::/8` or a single `127.0.0.1`.
 * Throws a RangeError that names the first one that is not a network.
 */
export function parseAllowedAddresses(networks: readonly string[]): AllowedAddresses {
  return networks.map((network) => {
    if (ipaddr.isValidCIDR(network)) return ipaddr.parseCIDR(network);
    if (!ipaddr.isValid(network)) throw new RangeError(`not a network address: ${network}`);
    const address = ipaddr.process(network);
    return [address, address.kind() === 'ipv4' ? 32 : 128];
  });
}

/**
 * Says in plain words why an address must not be visited; undefined when it may be. Only addresses that are
 * public on the Internet of today may, and those in `allowed`. An IPv4 address inside an IPv6 one that leads to it
 * (mapped, NAT64) is judged by itself, because on an IPv6-only network every name resolves to such an address;
 * the retired tunnels (6to4, Teredo, IPv4-compatible) are refused whatever they hold.
 */
export function findAddressRefusal(literal: string, allowed: AllowedAddresses): string | undefined {
  if (!ipaddr.isValid(literal)) return 'is not an address';
  if (IPV4_COMPATIBLE.test(literal)) return 'leads to a reserved network';
  const address = innermost(ipaddr.parse(literal));
  if (allowed.some(([network, bits]) => isWithin(address, network, bits))) return undefined;
  const range = address.range();
  if (range !== 'unicast') return `leads to ${RANGE_IN_WORDS.get(range) ?? 'a reserved network'}`;
  if (INTERNAL_PUBLIC.has(address.toString())) return "leads to a cloud's inner network";
  // Only 2000::/3 has been given out; the rest of IPv6 is reserved, IPv4-compatible addresses among it.
  const isGlobal = address.kind() === 'ipv4' || ((address.toByteArray()[0] ?? 0) & 0xe0) === 0x20;
  return isGlobal ? undefined : 'leads to a reserved network';
}

function innermost(address: Address): Address {
  const bytes = address.toByteArray();
  // The /48 beside the well-known NAT64 prefix is for local use and puts the IPv4 address elsewhere.
  const isLocalNat64 = bytes[4] === 0x00 && bytes[5] === 0x01;
  if (!EMBEDS_IPV4.has(address.range()) || isLocalNat64) return address;
  return ipaddr.fromByteArray(bytes.slice(-4));
}

function isWithin(address: Address, network: Address, bits: number): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}
