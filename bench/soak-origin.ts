import type { Reply } from '../src/demo/origin-reply.ts';
import { openOrigin } from '../src/demo/origin.ts';
import { writeBenchFeed } from './bench-feed.ts';

/*
 * The origin of the soak, in a process of its own so that its sockets are not counted: a third of the feeds are well,
 * every other one goes through all the faults in turn, beginning at a different one. Its parent says how many feeds.
 */

const MEBIBYTE = 1024 * 1024;
const CHANGES_EVERY = 3;

const FAULTS: readonly Reply[] = [
  { kind: 'stall', where: 'headers' },
  { kind: 'stall', where: 'body' },
  { kind: 'reset', where: 'headers' },
  { kind: 'reset', where: 'body' },
  { kind: 'drip', body: 'x'.repeat(1_000), everyMs: 20 },
  { kind: 'garbage', bytes: 20_000 },
  { kind: 'large', bytes: 40 * MEBIBYTE, declared: true },
  { kind: 'large', bytes: Infinity, declared: false },
  { kind: 'bomb', bytes: 40 * MEBIBYTE, encoding: 'gzip' },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 429, headers: { 'retry-after': '2' } },
  { kind: 'status', status: 302, headers: { location: '/circle' } },
  { kind: 'status', status: 301, headers: { location: 'http://169.254.169.254/' } },
];

const feeds = Number(process.argv[2]);
const origin = await openOrigin();
origin.set('/circle', { kind: 'status', status: 302, headers: { location: '/circle' } });
for (let feed = 0; feed < feeds; feed += 1) {
  origin.set(`/${feed}`, (visit) => {
    const fault = feed % 3 === 0 || visit % 2 === 0 ? undefined : FAULTS[(feed + visit) % FAULTS.length];
    const version = Math.floor(visit / CHANGES_EVERY);
    return fault ?? { kind: 'document', body: writeBenchFeed(feed, version), etag: `"${version}"` };
  });
}
process.on('disconnect', () => void origin[Symbol.asyncDispose]());
process.send?.(origin.port);
