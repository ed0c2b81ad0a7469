import { toStorable } from './text/storable-text.ts';
import type { Entry } from './types.ts';
import { canonicalUrl } from './url.ts';

/** What an entry can be recognised by when it comes again. Absent where the feed gave nothing to go by. */
export interface EntryKeys {
  readonly guid?: string;
  readonly link?: string;
  /** Folded title and the beginning of the text: all that is left of an entry with neither guid nor link. */
  readonly text: string;
}

/** Enough to tell two texts apart. */
const TEXT_KEY_LENGTH = 300;
/** Longer keys do not fit an index of PostgreSQL once they are written as UTF-8. */
const MAX_KEY_LENGTH = 600;

/**
 * Returns the keys of every entry of one document, in its order. A guid that several entries of the document share
 * under different links, or a link that several share under different guids, identifies none of them by itself:
 * such twins are told apart by both together.
 */
export function keysOf(entries: readonly Entry[]): EntryKeys[] {
  const plain = entries.map(toPlainKeys);
  const linksByGuid = groupBy(
    plain,
    ({ guid }) => guid,
    ({ link, text }) => link ?? text,
  );
  const guidsByLink = groupBy(
    plain,
    ({ link }) => link,
    ({ guid, text }) => guid ?? text,
  );
  return plain.map(({ guid, link, text }) => ({
    ...(guid === undefined
      ? {}
      : { guid: toKey(isShared(linksByGuid, guid) ? `${guid}|${link ?? text}` : guid) }),
    ...(link === undefined
      ? {}
      : { link: toKey(isShared(guidsByLink, link) ? `${link}|${guid ?? text}` : link) }),
    text: toKey(text),
  }));
}

/** Tells whether an entry is one that the feed gave before, whichever of its keys changed since. */
export function isKnown(
  { guid, link, text }: EntryKeys,
  seen: {
    readonly guids: ReadonlySet<string>;
    readonly links: ReadonlySet<string>;
    readonly texts: ReadonlySet<string>;
  },
): boolean {
  if (guid !== undefined && seen.guids.has(guid)) return true;
  if (link !== undefined && seen.links.has(link)) return true;
  return guid === undefined && link === undefined && seen.texts.has(text);
}

function toPlainKeys({ guid, link, title, text }: Entry): EntryKeys {
  return {
    ...(guid === undefined ? {} : { guid: toGuidKey(guid) }),
    ...(link === undefined ? {} : { link: canonicalUrl(link) }),
    text: `${title}\n${text}`.toLowerCase().replaceAll(/\s+/g, ' ').trim().slice(0, TEXT_KEY_LENGTH),
  };
}

function groupBy(
  all: readonly EntryKeys[],
  keyOf: (keys: EntryKeys) => string | undefined,
  memberOf: (keys: EntryKeys) => string,
): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = new Map<string, Set<string>>();
  for (const keys of all) {
    const key = keyOf(keys);
    if (key !== undefined) groups.set(key, (groups.get(key) ?? new Set()).add(memberOf(keys)));
  }
  return groups;
}

const isShared = (groups: ReadonlyMap<string, ReadonlySet<string>>, key: string): boolean =>
  (groups.get(key)?.size ?? 0) > 1;

/**
 * Publishers use addresses as guids and change their spelling as they do that of links. The fragment stays: it is what
 * tells the posts of one live page apart.
 */
function toGuidKey(guid: string): string {
  const trimmed = guid.trim();
  const url = /^https?:\/\//i.test(trimmed) ? URL.parse(trimmed) : null;
  return url === null ? trimmed : `${canonicalUrl(trimmed)}${url.hash}`;
}

/** A key as a database keeps it: what is too long is shortened to its beginning and a hash of the whole. */
function toKey(text: string): string {
  const key = toStorable(text);
  if (key.length <= MAX_KEY_LENGTH) return key;
  return `${toStorable(key.slice(0, MAX_KEY_LENGTH))}#${key.length.toString(36)}.${hashOf(key)}`;
}

/** FNV-1a twice, forwards and backwards: 64 bits, so that no two of a feed's addresses are ever taken for one. */
function hashOf(text: string): string {
  let forwards = 0x811c9dc5;
  let backwards = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    forwards = Math.imul(forwards ^ text.charCodeAt(index), 0x01000193);
    backwards = Math.imul(backwards ^ text.charCodeAt(text.length - 1 - index), 0x01000193);
  }
  return `${(forwards >>> 0).toString(36)}${(backwards >>> 0).toString(36)}`;
}
