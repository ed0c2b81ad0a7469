import { openOrigin } from '../src/demo/origin.ts';

/*
 * The origin of the polling measurement, in a process of its own so that its work is not counted: every feed has five
 * entries, and gets a new one before a given share of its visits. Its parent says how many feeds and which share.
 */

const [feeds = '0', changedShare = '0'] = process.argv.slice(2);
const ENTRIES = 5;
const HOUR_MS = 3_600_000;
let isFrozen = false;

/** The same share at every run, spread evenly over feeds and visits. */
function hasChanged(feed: number, visit: number): boolean {
  return (((feed * 2_654_435_761 + visit * 40_503) >>> 7) % 1_000) / 1_000 < Number(changedShare);
}

function write(feed: number, version: number): string {
  const entries = Array.from({ length: ENTRIES }, (_, index) => {
    const number = version + ENTRIES - index;
    const date = new Date(Date.now() - index * HOUR_MS).toUTCString();
    return `<item><guid>${feed}-${number}</guid><link>https://h${feed}.example/${number}</link><pubDate>${date}</pubDate>
<title>Town ${feed} opens bridge number ${number} over its river</title>
<description>The mayor said that the ${number}th bridge would be open to all from Monday on.</description></item>`;
  });
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Feed ${feed}</title>${entries.join('\n')}</channel></rss>`;
}

const origin = await openOrigin();
for (let feed = 0; feed < Number(feeds); feed += 1) {
  let version = 0;
  let body = write(feed, version);
  origin.set(`/${feed}`, (visit) => {
    if (!isFrozen && visit > 1 && hasChanged(feed, visit)) body = write(feed, (version += 1));
    return { kind: 'document', body, etag: `"${version}"` };
  });
}
process.on('message', () => (isFrozen = true));
process.on('disconnect', () => void origin[Symbol.asyncDispose]());
process.send?.(origin.port);
