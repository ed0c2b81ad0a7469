import { openOrigin } from '../src/demo/origin.ts';
import { writeBenchFeed } from './bench-feed.ts';

/*
 * The origin of the polling measurement, in a process of its own so that its work is not counted: every feed has five
 * entries, and gets a new one before a given share of its visits. Its parent says how many feeds and which share.
 */

const [feeds = '0', changedShare = '0'] = process.argv.slice(2);
let isFrozen = false;

/** The same share at every run, spread evenly over feeds and visits. */
function hasChanged(feed: number, visit: number): boolean {
  return (((feed * 2_654_435_761 + visit * 40_503) >>> 7) % 1_000) / 1_000 < Number(changedShare);
}

const origin = await openOrigin();
for (let feed = 0; feed < Number(feeds); feed += 1) {
  let version = 0;
  let body = writeBenchFeed(feed, version);
  origin.set(`/${feed}`, (visit) => {
    if (!isFrozen && visit > 1 && hasChanged(feed, visit)) body = writeBenchFeed(feed, (version += 1));
    return { kind: 'document', body, etag: `"${version}"` };
  });
}
process.on('message', () => (isFrozen = true));
process.on('disconnect', () => void origin[Symbol.asyncDispose]());
process.send?.(origin.port);
