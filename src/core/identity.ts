import { canonicalUrl } from './url.ts';
import type { Entry } from './types.ts';

/** What an entry can be recognised by when it comes again. Absent where the feed gave nothing to go by. */
export interface EntryKeys {
  readonly guid?: string;
  readonly link?: string;
  /** Folded title and the beginning of the text: all that is left of an entry with neither guid nor link. */
  readonly text: string;
}

/** Enough to tell two texts apart, short enough for an index. */
const TEXT_KEY_LENGTH = 300;

/**
 * Returns the keys of every entry of one document, in its order. A guid that several entries of the document
 * share, under different links, identifies none of them: twins are told apart by their links.
 */
export function keysOf(entries: readonly Entry[]): EntryKeys[] {
  const linksByGuid = new Map<string, Set<string>>();
  for (const { guid, link } of entries) {
    if (guid === undefined) continue;
    const links = linksByGuid.get(guid) ?? new Set();
    linksByGuid.set(guid, links.add(link === undefined ? '' : canonicalUrl(link)));
  }
  return entries.map((entry) => toKeys(entry, linksByGuid));
}

function toKeys(
  { guid, link, title, text }: Entry,
  linksByGuid: ReadonlyMap<string, Set<string>>,
): EntryKeys {
  const linkKey = link === undefined ? undefined : canonicalUrl(link);
  const isTwin = guid !== undefined && (linksByGuid.get(guid)?.size ?? 0) > 1;
  const guidKey = guid === undefined ? undefined : isTwin ? `${guid}|${linkKey ?? title}` : toGuidKey(guid);
  return {
    ...(guidKey === undefined ? {} : { guid: guidKey }),
    ...(linkKey === undefined ? {} : { link: linkKey }),
    text: `${title}\n${text}`.toLowerCase().replaceAll(/\s+/g, ' ').trim().slice(0, TEXT_KEY_LENGTH),
  };
}

/** Publishers use addresses as guids and change their spelling as they do that of links. */
function toGuidKey(guid: string): string {
  const trimmed = guid.trim();
  return /^https?:\/\//i.test(trimmed) ? canonicalUrl(trimmed) : trimmed;
}
