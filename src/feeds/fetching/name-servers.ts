import { lookup, Resolver } from 'node:dns/promises';
import type { Resolve } from './connect.ts';

/**
 * Resolves names by asking the name servers directly, both families at once. The system's own look-up is asked
 * only for names they do not know (the hosts file, local networks), because it occupies one of the four threads that
 * also compress and read files: a few names whose servers do not answer would stand in everyone's way.
 */
export function nameServers(timeoutMs: number): Resolve {
  const resolver = new Resolver({ timeout: Math.ceil(timeoutMs / 3), tries: 2 });
  return async (hostname) => {
    const [four, six] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    const found = [
      ...(four.status === 'fulfilled' ? four.value.map((address) => ({ address, family: 4 })) : []),
      ...(six.status === 'fulfilled' ? six.value.map((address) => ({ address, family: 6 })) : []),
    ];
    return found.length > 0 ? found : await lookup(hostname, { all: true });
  };
}
