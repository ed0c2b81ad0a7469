import type { Entry, FeedDocument, ReadOutcome } from '../../core/types.ts';

/**
 * A read outcome on its way between threads: JSON in pieces. Taking a large document apart piece by piece leaves the
 * main thread free in between; one message with every entry in it would hold it for as long as it takes to rebuild.
 */
export interface ReadWire {
  /** The outcome, its document without the entries. */
  readonly head: string;
  readonly groups: readonly string[];
}

/** JSON has no dates; they travel as ISO strings. */
interface WireEntry extends Omit<Entry, 'published' | 'updated'> {
  readonly published?: string;
  readonly updated?: string;
}

/** About how much JSON is taken apart at once: a millisecond's worth. */
const GROUP_LENGTH = 100_000;
const MAX_GROUP_ENTRIES = 200;

export function toWire(outcome: ReadOutcome): ReadWire {
  if (outcome.kind === 'unreadable') return { head: JSON.stringify(outcome), groups: [] };
  const { entries, ...document } = outcome.document;
  const groups: string[] = [];
  let group: Entry[] = [];
  let length = 0;
  for (const entry of entries) {
    group.push(entry);
    length += entry.content.length + entry.text.length;
    if (length >= GROUP_LENGTH || group.length >= MAX_GROUP_ENTRIES) {
      groups.push(JSON.stringify(group));
      group = [];
      length = 0;
    }
  }
  groups.push(JSON.stringify(group));
  return { head: JSON.stringify({ kind: 'read', document }), groups };
}

/** Rebuilds the outcome, letting the event loop turn between pieces. */
export async function fromWire({ head, groups }: ReadWire): Promise<ReadOutcome> {
  const outcome: { kind: 'read'; document: FeedDocument } | { kind: 'unreadable'; reason: string } =
    JSON.parse(head);
  if (outcome.kind === 'unreadable') return outcome;
  const entries: Entry[] = [];
  for (const group of groups) {
    const read: readonly WireEntry[] = JSON.parse(group);
    for (const entry of read) entries.push(toEntry(entry));
    if (groups.length > 1) await new Promise((resolve) => setImmediate(resolve));
  }
  return { kind: 'read', document: { ...outcome.document, entries } };
}

function toEntry({ published, updated, ...rest }: WireEntry): Entry {
  return {
    ...rest,
    ...(published !== undefined && { published: new Date(published) }),
    ...(updated !== undefined && { updated: new Date(updated) }),
  };
}
