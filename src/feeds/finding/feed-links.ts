import { Parser } from 'htmlparser2';

/** An address at which a feed may be. */
export interface FeedLink {
  readonly url: string;
  /** What the page calls it. */
  readonly title?: string;
}

const FEED_TYPES = new Set([
  'application/rss+xml',
  'application/atom+xml',
  'application/rdf+xml',
  'application/feed+json',
  'application/json',
]);
/** WordPress links its programming interface with the type of a JSON feed. */
const NO_FEED = /\/wp-json\//;

/** Where the common publishing systems put a feed, the likelier first. */
const WELL_KNOWN = [
  'feed/',
  'rss.xml',
  'feed.xml',
  'atom.xml',
  'index.xml',
  'rss/',
  'rss/feed.xml',
  'feed.atom',
  'index.rss',
] as const;

const YOUTUBE_FEED = 'https://www.youtube.com/feeds/videos.xml';
/** First parts of a path that are GitHub's own pages, not people. */
const GITHUB_PAGES = new Set([
  'about',
  'explore',
  'features',
  'marketplace',
  'orgs',
  'search',
  'settings',
  'topics',
]);

/** Lists the feeds that a page links, in its order, then those that follow from its canonical address. */
export function findLinkedFeeds(html: string, pageUrl: string): readonly FeedLink[] {
  const { base, links } = findHeadLinks(html, pageUrl);
  const linked = links.filter(isFeedLink).map(({ href, title }) => {
    return { url: href, ...(title !== '' && { title }) };
  });
  const canonical = links.filter(({ relations }) => relations.includes('canonical'));
  const unique = new Map<string, FeedLink>();
  for (const link of [...linked, ...canonical.flatMap(({ href }) => findFeedsByRule(href))]) {
    const url = URL.parse(link.url, base)?.href;
    if (url !== undefined && !unique.has(url)) unique.set(url, { ...link, url });
  }
  return [...unique.values()];
}

/** Lists the feeds that sites are known to have for an address of theirs: YouTube and GitHub. */
export function findFeedsByRule(address: string): readonly FeedLink[] {
  const url = URL.parse(address);
  const host = url?.hostname.replace(/^(?:www|m)\./, '');
  if (url === null) return [];
  if (host === 'youtube.com') return findYoutubeFeeds(url);
  if (host === 'github.com') return findGithubFeeds(url);
  return [];
}

/** Lists the addresses worth trying when a page links no feed: beside the page, then at the root of its site. */
export function listWellKnownFeeds(pageUrl: string): readonly string[] {
  const places = [new URL('.', pageUrl).href, new URL('/', pageUrl).href];
  return [...new Set(places)].flatMap((place) => WELL_KNOWN.map((path) => new URL(path, place).href));
}

/** A `<link>` as the page has it. */
interface HeadLink {
  readonly href: string;
  readonly relations: readonly string[];
  readonly type: string;
  readonly title: string;
}

function findHeadLinks(
  html: string,
  pageUrl: string,
): { readonly base: string; readonly links: readonly HeadLink[] } {
  let base = pageUrl;
  const links: HeadLink[] = [];
  const parser = new Parser({
    onopentag(name, { href, rel = '', type = '', title = '' }) {
      if (href === undefined) return;
      if (name === 'base') base = URL.parse(href, pageUrl)?.href ?? base;
      if (name !== 'link') return;
      links.push({ href, relations: rel.toLowerCase().split(/\s+/), type, title: title.trim() });
    },
  });
  parser.end(html);
  return { base, links };
}

function isFeedLink({ relations, type, href }: HeadLink): boolean {
  const [essence = ''] = type.toLowerCase().split(';');
  return relations.includes('alternate') && FEED_TYPES.has(essence.trim()) && !NO_FEED.test(href);
}

function findYoutubeFeeds(url: URL): readonly FeedLink[] {
  const channel = /^\/channel\/(UC[\w-]{22})/.exec(url.pathname)?.[1];
  const list = url.searchParams.get('list');
  if (channel !== undefined) return [{ url: `${YOUTUBE_FEED}?channel_id=${channel}` }];
  if (list !== null) return [{ url: `${YOUTUBE_FEED}?playlist_id=${encodeURIComponent(list)}` }];
  return [];
}

function findGithubFeeds(url: URL): readonly FeedLink[] {
  const [owner, repository] = url.pathname.split('/').filter((part) => part !== '');
  if (owner === undefined || GITHUB_PAGES.has(owner)) return [];
  if (repository === undefined)
    return [{ url: `https://github.com/${owner}.atom`, title: `${owner}: activity` }];
  return ['releases', 'commits', 'tags'].map((kind) => ({
    url: `https://github.com/${owner}/${repository}/${kind}.atom`,
    title: `${owner}/${repository}: ${kind}`,
  }));
}
