import type { Entry, FeedDocument, ReaderName, ReadOutcome } from '../../core/types.ts';

/** What `vigia parse` prints for one file. Titles and contents are as the feed gave them, markup included; dates are ISO. */
export interface ParseLine {
  readonly file: string;
  readonly ok: boolean;
  readonly error?: string;
  readonly reader?: ReaderName;
  readonly feed: { readonly title?: string; readonly link?: string };
  readonly entries: readonly ParsedEntry[];
}

interface ParsedEntry {
  readonly id?: string;
  readonly title: string;
  readonly link?: string;
  readonly published?: string;
  readonly updated?: string;
  readonly content: string;
}

/** Long enough to know an entry by. */
const STAND_IN_LENGTH = 100;

/**
 * Returns the line for a file. What a feed leaves out is stood in for, so that each entry can be told from the others:
 * a title by the beginning of the text, else by the address; an entry's link by the feed's, that by the document's.
 *
 * @param url the document's own address, where known
 */
export function toParseLine(file: string, outcome: ReadOutcome, url?: string): ParseLine {
  if (outcome.kind === 'unreadable') return { file, ok: false, error: outcome.reason, feed: {}, entries: [] };
  const { reader, title, rawTitle = title, link = url, entries } = outcome.document;
  return {
    file,
    ok: true,
    reader,
    feed: { title: rawTitle || (url ?? ''), ...(link !== undefined && { link }) },
    entries: entries.map((entry) => toParsedEntry(entry, outcome.document)),
  };
}

function toParsedEntry(entry: Entry, feed: FeedDocument): ParsedEntry {
  const { guid, title, rawTitle = title, published, updated, content } = entry;
  const link = entry.link ?? feed.link;
  return {
    ...(guid !== undefined && { id: guid }),
    title: rawTitle || standInTitle(entry) || (link ?? ''),
    ...(link !== undefined && { link }),
    ...(published && { published: published.toISOString() }),
    ...(updated && { updated: updated.toISOString() }),
    content,
  };
}

function standInTitle({ text }: Entry): string {
  const [line = ''] = text.split('\n', 1);
  return line.length > STAND_IN_LENGTH ? `${line.slice(0, STAND_IN_LENGTH)}…` : line;
}
