import { escapeUTF8 } from 'entities';

export const FEED_FORMATS = ['rss', 'atom', 'rdf', 'json'] as const;
/** RSS 2.0, Atom 1.0, RSS 1.0 (RDF) with Dublin Core dates, JSON Feed 1.1. */
export type FeedFormat = (typeof FEED_FORMATS)[number];

/** What a feed says about itself. */
export interface Channel {
  readonly title: string;
  readonly description: string;
  /** The address of the outlet's site; the feed's own address is derived from it. */
  readonly site: string;
  readonly language: string;
  readonly updated: Date;
}

/** One entry as it stands in a feed at one moment. With `html` it is published as markup, else as plain text. */
export interface DatedEntry {
  readonly guid: string;
  readonly link: string;
  readonly title: string;
  readonly text: string;
  readonly html?: string;
  readonly published: Date;
  readonly updated: Date;
}

/** Writes a feed's document, well formed whatever its texts hold, with the entries in the order given. */
export function writeFeed(format: FeedFormat, channel: Channel, entries: readonly DatedEntry[]): string {
  return WRITERS[format](channel, entries);
}

/**
 * Damages a document as careless publishers do: ampersands stand bare and the end is missing. An XML parser
 * refuses the result; every entry is still there for a reader that forgives.
 */
export function breakMarkup(xml: string): string {
  return xml.replaceAll('&amp;', '&').replace(/(?:\s*<\/[\w:]+>){2}\s*$/, '\n');
}

type Writer = (channel: Channel, entries: readonly DatedEntry[]) => string;

const WRITERS: Readonly<Record<FeedFormat, Writer>> = {
  rss: writeRss,
  atom: writeAtom,
  rdf: writeRdf,
  json: writeJson,
};

function writeRss(channel: Channel, entries: readonly DatedEntry[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0">
<channel>
${element('title', channel.title)}
${element('link', channel.site)}
${element('description', channel.description)}
${element('language', channel.language)}
${element('lastBuildDate', channel.updated.toUTCString())}
${entries.map(rssEntry).join('\n')}
</channel>
</rss>
`;
}

function rssEntry(entry: DatedEntry): string {
  const isPermaLink = String(entry.guid === entry.link);
  return `<item>
${element('title', entry.title)}
${element('link', entry.link)}
${element('guid', entry.guid, { isPermaLink })}
${element('pubDate', entry.published.toUTCString())}
${optional('description', entry.html ?? entry.text)}</item>`;
}

function writeAtom(channel: Channel, entries: readonly DatedEntry[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${channel.language}">
${element('id', `${channel.site}/`)}
${element('title', channel.title)}
${element('subtitle', channel.description)}
<link href="${escapeUTF8(channel.site)}"/>
<link rel="self" href="${escapeUTF8(feedAddress(channel))}"/>
${element('updated', channel.updated.toISOString())}
<author>${element('name', channel.title)}</author>
${entries.map(atomEntry).join('\n')}
</feed>
`;
}

function atomEntry(entry: DatedEntry): string {
  const type = entry.html === undefined ? 'text' : 'html';
  return `<entry>
${element('id', entry.guid)}
${element('title', entry.title)}
<link href="${escapeUTF8(entry.link)}"/>
${element('published', entry.published.toISOString())}
${element('updated', entry.updated.toISOString())}
${optional('summary', entry.html ?? entry.text, { type })}</entry>`;
}

function writeRdf(channel: Channel, entries: readonly DatedEntry[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="${escapeUTF8(feedAddress(channel))}">
${element('title', channel.title)}
${element('link', channel.site)}
${element('description', channel.description)}
${element('dc:language', channel.language)}
<items>
<rdf:Seq>
${entries.map(({ guid }) => `<rdf:li rdf:resource="${escapeUTF8(guid)}"/>`).join('\n')}
</rdf:Seq>
</items>
</channel>
${entries.map(rdfEntry).join('\n')}
</rdf:RDF>
`;
}

function rdfEntry(entry: DatedEntry): string {
  return `<item rdf:about="${escapeUTF8(entry.guid)}">
${element('title', entry.title)}
${element('link', entry.link)}
${element('dc:date', entry.published.toISOString())}
${optional('description', entry.html ?? entry.text)}</item>`;
}

function writeJson(channel: Channel, entries: readonly DatedEntry[]): string {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: channel.title,
    home_page_url: channel.site,
    feed_url: feedAddress(channel),
    description: channel.description,
    language: channel.language,
    items: entries.map((entry) => ({
      id: entry.guid,
      url: entry.link,
      title: entry.title,
      ...(entry.html === undefined ? { content_text: entry.text } : { content_html: entry.html }),
      date_published: entry.published.toISOString(),
      date_modified: entry.updated.toISOString(),
    })),
  };
  return `${JSON.stringify(feed, undefined, 2)}\n`;
}

const feedAddress = ({ site }: Channel): string => `${site}/feed`;

function element(name: string, text: string, attributes: Readonly<Record<string, string>> = {}): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeUTF8(value)}"`);
  return `<${name}${written.join('')}>${escapeUTF8(text)}</${name}>`;
}

/** An element with its line end, or nothing at all where there is no text. */
function optional(name: string, text: string, attributes?: Readonly<Record<string, string>>): string {
  return text === '' ? '' : `${element(name, text, attributes)}\n`;
}
