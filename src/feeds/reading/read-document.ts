import type { ReaderName, ReadOutcome } from '../../core/types.ts';
import { decodeBody } from './decode.ts';
import { toFeedDocument } from './raw-entry.ts';
import { suitsRssParser } from './reader-choice.ts';
import { readWithRssParser } from './rss-parser-reader.ts';
import { readTolerantly } from './tolerant-reader.ts';

/** What there is to read, and the way it came. */
export interface Reading {
  readonly body: Uint8Array;
  /** The document's own address, which its relative addresses are relative to. */
  readonly url?: string | undefined;
  readonly contentType?: string | undefined;
  /** The reader that served this feed last. It is asked first, and kept as long as it finds entries. */
  readonly preferredReader?: ReaderName | undefined;
}

/**
 * Reads one document, in the thread it is called in. Which reader serves it follows from the document and the
 * preferred reader alone, never from how long anything took.
 */
export async function readDocument(reading: Reading): Promise<ReadOutcome> {
  const source = decodeBody(reading.body, reading.contentType);
  if (source.trim() === '') return { kind: 'unreadable', reason: 'The document is empty.' };
  const url = reading.url;
  if (reading.preferredReader !== 'tolerant' && suitsRssParser(source)) {
    const raw = await readWithRssParser(source, url);
    if (raw !== undefined) return { kind: 'read', document: toFeedDocument('rss-parser', raw, url) };
  }
  const raw = readTolerantly(source, url);
  if (raw === undefined) return { kind: 'unreadable', reason: describe(source) };
  return { kind: 'read', document: toFeedDocument('tolerant', raw, url) };
}

function describe(source: string): string {
  const start = source.slice(0, 2000).toLowerCase();
  if (/<!doctype html|<html[\s>]/.test(start)) return 'This is a web page, not a feed.';
  if (/^\s*[{[]/.test(start)) return 'This is JSON, but not a JSON Feed.';
  return start.includes('<') ? 'This is markup, but of no kind of feed.' : 'This is text, not a feed.';
}
