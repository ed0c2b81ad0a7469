import { escapeUTF8 } from 'entities';
import { Parser } from 'htmlparser2';

/** A feed as subscription lists carry it. */
export interface OpmlFeed {
  readonly url: string;
  readonly title: string;
  /** The page that the feed belongs to. */
  readonly siteUrl?: string;
}

/** Lists the feeds of an OPML document in its order, each once, folders left out. Anything else yields none. */
export function fromOpml(text: string): readonly OpmlFeed[] {
  const feeds = new Map<string, OpmlFeed>();
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const feed = name === 'outline' ? toFeed(attributes) : undefined;
        if (feed !== undefined && !feeds.has(feed.url)) feeds.set(feed.url, feed);
      },
    },
    // Writers differ in how they spell the names: `xmlUrl`, `xmlurl`, `xmlURL`.
    { xmlMode: true, lowerCaseTags: true, lowerCaseAttributeNames: true, decodeEntities: true },
  );
  parser.end(text);
  return [...feeds.values()];
}

/** Writes an OPML 2.0 document that other readers take in. */
export function toOpml(title: string, feeds: readonly OpmlFeed[], now: Date): string {
  const outlines = feeds.map((feed) => {
    const site = feed.siteUrl === undefined ? '' : ` htmlUrl="${escapeUTF8(feed.siteUrl)}"`;
    const name = escapeUTF8(feed.title);
    return `    <outline type="rss" text="${name}" title="${name}" xmlUrl="${escapeUTF8(feed.url)}"${site}/>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    '  <head>',
    `    <title>${escapeUTF8(title)}</title>`,
    `    <dateCreated>${now.toUTCString()}</dateCreated>`,
    '  </head>',
    '  <body>',
    ...outlines,
    '  </body>',
    '</opml>',
    '',
  ].join('\n');
}

function toFeed(attributes: Readonly<Record<string, string>>): OpmlFeed | undefined {
  const url = findWebUrl(attributes['xmlurl']);
  if (url === undefined) return undefined;
  const siteUrl = findWebUrl(attributes['htmlurl']);
  const named = [attributes['title'], attributes['text']].map((name) => name?.trim() ?? '');
  return {
    url,
    title: named.find((name) => name !== '') ?? new URL(url).hostname,
    ...(siteUrl !== undefined && { siteUrl }),
  };
}

/** Returns an address as it stands if it is one of the web. */
function findWebUrl(address: string | undefined): string | undefined {
  const trimmed = address
    ?.trim()
    .replace(/^feed:(?:\/\/)?(?=https?:)/, '')
    .replace(/^feed:/, 'http:');
  return trimmed !== undefined && /^https?:$/.test(URL.parse(trimmed)?.protocol ?? '') ? trimmed : undefined;
}
