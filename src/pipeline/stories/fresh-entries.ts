import { isKnown, keysOf, type EntryKeys } from '../../core/identity.ts';
import type { Feed } from '../../core/subject.ts';
import type { Entry } from '../../core/types.ts';
import { findSeenKeys } from '../../db/feeds/entries.ts';
import type { Db } from '../../db/engine/open.ts';

/** An entry that its feed never gave before, with what it is recognised by. */
export interface FreshEntry {
  readonly entry: Entry;
  readonly keys: EntryKeys;
}

/** Picks the entries that the feed never gave before, oldest first, so that stories begin with their first report. */
export async function findFresh(db: Db, feed: Feed, entries: readonly Entry[]): Promise<FreshEntry[]> {
  const keys = keysOf(entries);
  const seen = await findSeenKeys(db, feed.id, keys);
  const known = { guids: new Set(seen.guids), links: new Set(seen.links), texts: new Set(seen.texts) };
  const fresh: FreshEntry[] = [];
  for (const [index, entry] of entries.entries()) {
    const entryKeys = keys[index];
    if (entryKeys === undefined || isKnown(entryKeys, known)) continue;
    if (entryKeys.guid !== undefined) known.guids.add(entryKeys.guid);
    if (entryKeys.link !== undefined) known.links.add(entryKeys.link);
    known.texts.add(entryKeys.text);
    fresh.push({ entry, keys: entryKeys });
  }
  const timeOf = ({ entry }: FreshEntry): number => (entry.published ?? entry.updated)?.getTime() ?? 0;
  return fresh.toReversed().toSorted((one, other) => timeOf(one) - timeOf(other));
}

/** Returns what an article is recognised by in every feed, or in its own where it has no address. */
export const articleKeyOf = ({ keys }: FreshEntry, feed: Feed): string =>
  keys.link ?? `${feed.id}\n${keys.guid ?? keys.text}`;
