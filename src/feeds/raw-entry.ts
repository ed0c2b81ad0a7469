import { parseFeedDate } from '../core/dates.ts';
import type { Entry, FeedDocument, ReaderName } from '../core/types.ts';
import { isAddress } from './atom-constructs.ts';
import { resolveAddress, resolveMarkup } from './address-resolution.ts';
import { htmlToLine, htmlToText, plainToText } from './html-text.ts';

/** A text of a feed: HTML, unless it is known to be plain. */
export interface RawText {
  readonly value: string;
  readonly isPlain?: boolean;
  /** What its relative addresses are relative to. */
  readonly base?: string | undefined;
}

/** An entry as a reader found it: strings picked from the right places, nothing yet cleaned or understood. */
export interface RawEntry {
  readonly guid?: string | undefined;
  readonly link?: string | undefined;
  readonly title?: RawText | undefined;
  /** Summary and content, in whatever order; the fuller one counts. */
  readonly contents: readonly RawText[];
  /** Candidates, best first. */
  readonly published: readonly (string | undefined)[];
  readonly updated: readonly (string | undefined)[];
  readonly source?: { readonly name: string; readonly url?: string | undefined } | undefined;
  readonly author?: string | undefined;
  readonly language?: string | undefined;
  readonly base?: string | undefined;
}

export interface RawFeed {
  readonly title?: RawText | undefined;
  readonly link?: string | undefined;
  readonly language?: string | undefined;
  readonly entries: readonly RawEntry[];
  readonly ttlMinutes?: string | undefined;
  readonly skipHours?: readonly string[] | undefined;
  readonly skipDays?: readonly string[] | undefined;
  readonly sitemaps?: readonly string[] | undefined;
  readonly base?: string | undefined;
}

/** More entries than any feed has; what is beyond them is an attack or an archive. */
const MAX_ENTRIES = 20_000;
/** Characters that no title needs; white space among them is dealt with as such. */
const CONTROLS = /[^\s -\uFFFF]/g;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Cleans what a reader found into the document that the rest of the program sees. The same for every reader. */
export function toFeedDocument(reader: ReaderName, raw: RawFeed, url?: string): FeedDocument {
  const language = toLanguage(raw.language);
  const link = resolve(raw.link, raw.base);
  // A feed is often served from elsewhere; without a word on what its addresses are relative to, its site is meant.
  const site = url !== undefined && isAddress(link) ? link : url;
  return {
    reader,
    ...toTitle(raw.title),
    ...present('link', link),
    ...present('language', language),
    entries: raw.entries
      .slice(0, MAX_ENTRIES)
      .map((entry) => toEntry(entry.base === url ? { ...entry, base: site } : entry, language)),
    ...toHints(raw),
    ...present('sitemaps', raw.sitemaps),
  };
}

/** When the publisher asks not to be visited. */
function toHints(raw: RawFeed): Pick<FeedDocument, 'ttlMs' | 'skipHours' | 'skipDays'> {
  const ttlMs = Number(raw.ttlMinutes) * 60_000;
  const hours = (raw.skipHours ?? [])
    .map(Number)
    .filter((hour) => Number.isInteger(hour) && hour >= 0 && hour <= 24);
  const days = (raw.skipDays ?? [])
    .map((day) => WEEKDAYS.indexOf(day.trim().toLowerCase()))
    .filter((day) => day >= 0);
  return {
    ...present('ttlMs', ttlMs > 0 && Number.isFinite(ttlMs) ? ttlMs : undefined),
    // One version of the specification counts midnight as 24.
    ...present('skipHours', hours.length > 0 ? hours.map((hour) => hour % 24) : undefined),
    ...present('skipDays', days.length > 0 ? days : undefined),
  };
}

function toEntry(raw: RawEntry, feedLanguage: string | undefined): Entry {
  const fullest = findFullest(raw.contents);
  const updated = findDate(raw.updated);
  return {
    ...present('guid', raw.guid?.trim()),
    ...present('link', resolve(raw.link, raw.base)),
    ...toTitle(raw.title),
    text: toText(fullest),
    content: toContent(fullest),
    ...present('published', findDate(raw.published) ?? updated),
    ...present('updated', updated),
    ...present('source', toSource(raw.source)),
    ...present('author', toLine(raw.author)),
    ...present('language', toLanguage(raw.language) ?? feedLanguage),
  };
}

const resolve = (address: string | undefined, base: string | undefined): string | undefined =>
  address === undefined ? undefined : resolveAddress(address, base);

const toLine = (html: string | undefined): string | undefined =>
  html === undefined ? undefined : htmlToLine(html);

function toSource(source: RawEntry['source']): Entry['source'] {
  const name = toLine(source?.name) ?? '';
  return name === '' ? undefined : { name, ...present('url', source?.url) };
}

function toTitle(title: RawText | undefined): { title: string; rawTitle?: string } {
  const raw = toContent(title).replaceAll(CONTROLS, '').trim();
  const plain = title?.isPlain === true ? raw.replaceAll(/\s+/g, ' ') : htmlToLine(raw);
  return plain === raw ? { title: plain } : { title: plain, rawTitle: raw };
}

function toText(raw: RawText | undefined): string {
  if (raw === undefined) return '';
  return raw.isPlain === true ? plainToText(raw.value) : htmlToText(raw.value);
}

function toContent(raw: RawText | undefined): string {
  if (raw === undefined) return '';
  return raw.isPlain === true ? raw.value : resolveMarkup(raw.value, raw.base);
}

/** The longest; of equals the first. */
function findFullest(texts: readonly RawText[]): RawText | undefined {
  return texts.reduce<RawText | undefined>(
    (best, text) => (best === undefined || text.value.trim().length > best.value.trim().length ? text : best),
    undefined,
  );
}

function findDate(candidates: readonly (string | undefined)[]): Date | undefined {
  for (const candidate of candidates) {
    const date = candidate === undefined ? undefined : parseFeedDate(candidate);
    if (date !== undefined) return date;
  }
  return undefined;
}

/** The primary subtag: `es` of `es-VE`. */
function toLanguage(tag: string | undefined): string | undefined {
  return /^\s*([a-z]{2,3})(?:[-_]|\s*$)/i.exec(tag ?? '')?.[1]?.toLowerCase();
}

/** A property only where there is a value, as exact optional properties want it. */
function present<Name extends string, Value>(
  name: Name,
  value: Value | '' | undefined,
): { [Key in Name]?: Exclude<Value, ''> };
function present(name: string, value: unknown): Record<string, unknown> {
  return value === undefined || value === '' ? {} : { [name]: value };
}
