import type { FoundFeed } from '../../app/tools/find-feeds.ts';
import { MAX_ANNOUNCED } from '../../config/feeds.ts';
import { toFeedId } from '../../core/polling/feed-id.ts';
import type { Feed } from '../../core/subject.ts';
import { OUTLET_KINDS, type Outlet } from '../../core/types.ts';
import { canonicalUrl } from '../../core/url.ts';
import { UsageError, type Arguments } from '../command.ts';

/** What the operator says of a feed; what is left out is taken from the feed. */
export interface FeedWishes {
  readonly id?: string;
  readonly outlet?: string;
  readonly kind?: string;
  readonly language?: string;
  readonly announceLast?: string;
}

const MAX_NAME_LENGTH = 80;
const ID = /^[a-z0-9][a-z0-9-]*$/;
const LANGUAGE = /^[a-z]{2,3}$/;

/** Returns what was said of a feed on the command line. */
export function toWishes(values: Arguments['values']): FeedWishes {
  const given = ['id', 'outlet', 'kind', 'language', 'announce-last'].flatMap((name) => {
    const value = values[name];
    const wish = name === 'announce-last' ? 'announceLast' : name;
    return typeof value === 'string' ? [[wish, value] as const] : [];
  });
  return Object.fromEntries(given);
}

/** Refuses wishes that cannot be granted whatever the feed is like. */
export function checkWishes({ id, kind, language, announceLast }: FeedWishes, known: readonly Feed[]): void {
  if (id !== undefined) checkId(id, known);
  if (kind !== undefined && !isKind(kind))
    throw new UsageError(`"${kind}" is no kind of outlet: ${OUTLET_KINDS.join(', ')} or unknown`);
  if (language !== undefined && !LANGUAGE.test(language))
    throw new UsageError(`"${language}" is no language code such as es`);
  if (announceLast !== undefined && !isAnnounceable(announceLast))
    throw new UsageError(`--announce-last takes a number from 1 to ${String(MAX_ANNOUNCED)}`);
}

function checkId(id: string, known: readonly Feed[]): void {
  if (!ID.test(id))
    throw new UsageError(`"${id}" is no id: it must be lower-case letters, digits and dashes`);
  if (known.some((feed) => feed.id === id)) throw new UsageError(`there is a feed "${id}" already`);
}

/**
 * Makes a configured feed of one that was found. An outlet that the list has already is the same outlet; the kind of
 * a new one is a fact that only a person can state, so it is unknown until somebody does. Undefined when the feed's
 * language cannot be told.
 */
export function toNewFeed(found: FoundFeed, wishes: FeedWishes, known: readonly Feed[]): Feed | undefined {
  const language = wishes.language ?? found.language;
  if (language === undefined || !LANGUAGE.test(language)) return undefined;
  const name = (wishes.outlet ?? found.title).trim().slice(0, MAX_NAME_LENGTH) || hostOf(found.url);
  const ids = new Set(known.map(({ id }) => id));
  return {
    id: wishes.id ?? toFeedId(name, found.url, ids),
    url: found.url,
    outlet: toOutlet(name, wishes.kind, known),
    language,
    certainty: 'sure',
    ...(wishes.announceLast === undefined ? {} : { announceLast: Number(wishes.announceLast) }),
  };
}

/** Finds the configured feed of an address, however that is spelled. */
export function findSameFeed(url: string, known: readonly Feed[]): Feed | undefined {
  const wanted = canonicalUrl(url);
  return known.find((feed) => canonicalUrl(feed.url) === wanted);
}

function toOutlet(name: string, kind: string | undefined, known: readonly Feed[]): Outlet {
  const same = known.find(({ outlet }) => outlet.name.toLowerCase() === name.toLowerCase())?.outlet;
  if (kind === undefined) return same ?? { name, kind: 'unknown' };
  return { ...(same ?? { name }), kind: isKind(kind) ? kind : 'unknown' };
}

const isKind = (kind: string): kind is Outlet['kind'] =>
  kind === 'unknown' || OUTLET_KINDS.some((known) => known === kind);

const isAnnounceable = (count: string): boolean => /^[1-9]\d*$/.test(count) && Number(count) <= MAX_ANNOUNCED;

const hostOf = (url: string): string => URL.parse(url)?.hostname ?? url;
