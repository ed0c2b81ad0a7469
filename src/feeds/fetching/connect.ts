import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { callbackify } from 'node:util';
import { buildConnector } from 'undici';
import { findAddressRefusal, type AllowedAddresses } from './address.ts';

/** Finds every address of a host name. Rejects when there is none. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** The host leads to an address that must not be visited. The message is one plain line, safe to show. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/**
 * Returns undici's way to open a connection, with every address checked. The socket is opened to an address that was
 * checked here, never to the name again, so that a name which resolves differently the second time gains nothing.
 * Literal addresses are checked too: for these no look-up would ever be called.
 */
export function guardedConnector(options: {
  readonly resolve: Resolve;
  readonly allowed: AllowedAddresses;
  readonly connectMs: number;
}): buildConnector.connector {
  const findPermitted = callbackify((hostname: string) => resolvePermitted(hostname, options));
  const lookup: LookupFunction = (hostname, { all }, callback) => {
    findPermitted(hostname, (error, addresses) => {
      if (error !== null || all === true) callback(error, addresses);
      else callback(null, addresses[0].address, addresses[0].family);
    });
  };
  const connect = buildConnector({ timeout: options.connectMs, allowH2: false, lookup });
  return (target, callback) => {
    const refusal = refuseLiteral(target.hostname, options.allowed);
    if (refusal === undefined) connect(target, callback);
    else queueMicrotask(() => callback(refusal, null));
  };
}

function refuseLiteral(hostname: string, allowed: AllowedAddresses): AddressRefused | undefined {
  if (isIP(hostname) === 0) return undefined;
  const reason = findAddressRefusal(hostname, allowed);
  return reason === undefined ? undefined : new AddressRefused(`${hostname} ${reason}`);
}

async function resolvePermitted(
  hostname: string,
  options: { readonly resolve: Resolve; readonly allowed: AllowedAddresses },
): Promise<[LookupAddress, ...LookupAddress[]]> {
  const found = await options.resolve(hostname);
  const [first, ...others] = found.filter(
    ({ address }) => findAddressRefusal(address, options.allowed) === undefined,
  );
  if (first !== undefined) return [first, ...others];
  const refused = found[0]?.address ?? '';
  throw new AddressRefused(`${hostname} ${findAddressRefusal(refused, options.allowed) ?? 'has no address'}`);
}
