import { parseFeedDate } from '../text/dates.ts';
import type { SitemapLink, Validators } from '../types.ts';
import { hasPassed } from './rhythm.ts';

/** What is remembered of a sitemap from one poll to the next, with its line in the index as it was at the last visit. */
export interface SitemapState extends SitemapLink {
  readonly validators: Validators;
  readonly bodyHash?: string | undefined;
  /** When it was last asked for without validators. */
  readonly lastFullGetAt?: Date | undefined;
  /** How many entries it had. */
  readonly entries: number;
  /** What it listed before this was there for anybody to see: it was found late, not published late. */
  readonly since?: Date | undefined;
}

/** A sitemap to visit now, and how to ask for it. */
export interface SitemapVisit {
  readonly link: SitemapLink;
  readonly known: SitemapState | undefined;
  readonly validators: Validators;
  readonly conditional: boolean;
}

/** One poll visits no more than these: an index may list a sitemap for every month of twenty years. */
const MAX_VISITS = 4;
/** As with feeds: some servers answer "not modified" for ever. */
const FULL_GET_EVERY_MS = 8 * 24 * 3_600_000;
const NEWS = /news|noticia|actualidad|ultimas/i;

/**
 * Chooses the sitemaps of an index that are worth following: those of the index's own site, the index itself left
 * out; if some are named as news those alone, since only they have titles; the latest changed ones first, and few.
 */
export function chooseSitemaps(indexUrl: string, links: readonly SitemapLink[]): readonly SitemapLink[] {
  const own = links.filter(({ url }) => url !== indexUrl && isOfSite(url, indexUrl));
  const unique = [...new Map(own.map((link) => [link.url, link])).values()];
  const news = unique.filter(({ url }) => NEWS.test(URL.parse(url)?.pathname ?? ''));
  const wanted = news.length > 0 ? news : unique;
  return wanted.toSorted((one, other) => changedMs(other) - changedMs(one)).slice(0, MAX_VISITS);
}

/** Lists the visits that are due: to each sitemap of which the index does not say that it is as it was. */
export function dueSitemaps(
  chosen: readonly SitemapLink[],
  known: readonly SitemapState[],
  now: Date,
): readonly SitemapVisit[] {
  return chosen.flatMap((link) => {
    const state = known.find(({ url }) => url === link.url);
    if (state !== undefined && link.changed !== undefined && link.changed === state.changed) return [];
    const isForced = state === undefined || hasPassed(state.lastFullGetAt, FULL_GET_EVERY_MS, now);
    return [{ link, known: state, validators: state?.validators ?? {}, conditional: !isForced }];
  });
}

/** A sitemap without a date may have changed just now; one with a date that means nothing comes last. */
function changedMs({ changed }: SitemapLink): number {
  if (changed === undefined) return Number.MAX_SAFE_INTEGER;
  return parseFeedDate(changed)?.getTime() ?? 0;
}

/** Whether an address is on the host of another, or on one below it. */
function isOfSite(url: string, siteUrl: string): boolean {
  const [host, site] = [url, siteUrl].map((one) => URL.parse(one)?.hostname.replace(/^www\./, ''));
  if (host === undefined || site === undefined) return false;
  return host === site || host.endsWith(`.${site}`) || site.endsWith(`.${host}`);
}
