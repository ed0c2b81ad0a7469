const ENTRIES = 5;
const HOUR_MS = 3_600_000;

/** Writes a feed of five entries, of which each version has one that the version before had not. */
export function writeBenchFeed(feed: number, version: number): string {
  const entries = Array.from({ length: ENTRIES }, (_, index) => {
    const number = version + ENTRIES - index;
    const date = new Date(Date.now() - index * HOUR_MS).toUTCString();
    return `<item><guid>${feed}-${number}</guid><link>https://h${feed}.example/${number}</link><pubDate>${date}</pubDate>
<title>Town ${feed} opens bridge number ${number} over its river</title>
<description>The mayor said that the ${number}th bridge would be open to all from Monday on.</description></item>`;
  });
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Feed ${feed}</title>${entries.join('\n')}</channel></rss>`;
}
