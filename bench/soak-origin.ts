import type { Reply } from '../src/demo/origin-reply.ts';
import { openOrigin } from '../src/demo/origin.ts';
import { writeBenchFeed } from './bench-feed.ts';

/*
 * The origin of the soak, in a process of its own so that its sockets are not counted: a third of the feeds are well,
 * every other one goes through all the faults in turn, beginning at a different one. One in ten is an index of two
 * sitemaps, of which one goes through the faults. Its parent says how many feeds.
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
  if (feed % 10 === 9) setIndex(feed);
  else origin.set(`/${feed}`, (visit) => findFault(feed, visit) ?? writeReply(feed, visit));
}
process.on('disconnect', () => void origin[Symbol.asyncDispose]());
process.send?.(origin.port);

function findFault(feed: number, visit: number): Reply | undefined {
  return feed % 3 === 0 || visit % 2 === 0 ? undefined : FAULTS[(feed + visit) % FAULTS.length];
}

function writeReply(feed: number, visit: number): Reply {
  const version = Math.floor(visit / CHANGES_EVERY);
  return { kind: 'document', body: writeBenchFeed(feed, version), etag: `"${version}"` };
}

function setIndex(feed: number): void {
  const urls = ['well', 'ill'].map((name) => origin.url(`/${feed}/${name}`, `h${feed}.example`));
  const sitemaps = urls.map((url) => `<sitemap><loc>${url}</loc></sitemap>`);
  const body = `<sitemapindex>${sitemaps.join('')}</sitemapindex>`;
  origin.set(`/${feed}`, { kind: 'document', body, etag: '"index"' });
  origin.set(`/${feed}/well`, (visit) => writeReply(feed, visit));
  origin.set(`/${feed}/ill`, (visit) => FAULTS[visit % (2 * FAULTS.length)] ?? writeReply(feed, visit));
}
