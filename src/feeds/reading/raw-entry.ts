import { parseFeedDate } from '../../core/text/dates.ts';
import type { Entry, FeedDocument, ReaderName, SitemapLink } from '../../core/types.ts';
import { isAddress } from './atom-constructs.ts';
import { resolveAddress, resolveMarkup } from '../fetching/address-resolution.ts';
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
  readonly sitemaps?: readonly SitemapLink[] | undefined;
  readonly base?: string | undefined;
}

/** More entries than any feed has; what is beyond them is an attack or an archive. */
const MAX_ENTRIES = 10_000;
/** Characters that no title needs; white space among them is dealt with as such. */
const CONTROLS = /[^\s -\uFFFF]/g;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Cleans what a reader found into the document that the rest of the program sees. The same for every reader. */
export function toFeedDocument(reader: ReaderName, raw: RawFeed, url?: string): FeedDocument {
  const language = toLanguage(raw.language);
  const link = resolve(raw.link, raw.base);
  // A feed is often served from elsewhere; without a word on what its addresses are relative to, its site is meant.
  const site = url !== undefined && isAddress(link) ? link : url;
  const entries = raw.entries
    .slice(0, MAX_ENTRIES)
    .map((entry) => toEntry(entry, entry.base === url ? site : entry.base, language));
  const document: Draft<FeedDocument> = { reader, ...toTitle(raw.title), entries };
  put(document, 'link', link);
  put(document, 'language', language);
  put(document, 'sitemaps', toSitemaps(raw));
  putHints(document, raw);
  return document;
}

const toSitemaps = ({ sitemaps, base }: RawFeed): readonly SitemapLink[] | undefined =>
  sitemaps?.map(({ url, ...rest }) => ({ url: resolveAddress(url, base), ...rest }));

/** When the publisher asks not to be visited. */
function putHints(document: Draft<FeedDocument>, raw: RawFeed): void {
  const ttlMs = Number(raw.ttlMinutes) * 60_000;
  if (ttlMs > 0 && Number.isFinite(ttlMs)) document.ttlMs = ttlMs;
  const hours = (raw.skipHours ?? [])
    .map(Number)
    .filter((hour) => Number.isInteger(hour) && hour >= 0 && hour <= 24);
  // One version of the specification counts midnight as 24.
  if (hours.length > 0) document.skipHours = hours.map((hour) => hour % 24);
  const days = (raw.skipDays ?? [])
    .map((day) => WEEKDAYS.indexOf(day.trim().toLowerCase()))
    .filter((day) => day >= 0);
  if (days.length > 0) document.skipDays = days;
}

function toEntry(raw: RawEntry, base: string | undefined, feedLanguage: string | undefined): Entry {
  const fullest = findFullest(raw.contents);
  const updated = findDate(raw.updated);
  const entry: Draft<Entry> = { ...toTitle(raw.title), text: toText(fullest), content: toContent(fullest) };
  put(entry, 'guid', raw.guid?.trim());
  put(entry, 'link', resolve(raw.link, base));
  put(entry, 'published', findDate(raw.published) ?? updated);
  put(entry, 'updated', updated);
  put(entry, 'source', toSource(raw.source));
  put(entry, 'author', toLine(raw.author));
  put(entry, 'language', toLanguage(raw.language) ?? feedLanguage);
  return entry;
}

const resolve = (address: string | undefined, base: string | undefined): string | undefined =>
  address === undefined ? undefined : resolveAddress(address, base);

const toLine = (html: string | undefined): string | undefined =>
  html === undefined ? undefined : htmlToLine(html);

function toSource(source: RawEntry['source']): Entry['source'] {
  const name = toLine(source?.name) ?? '';
  if (name === '') return undefined;
  return source?.url === undefined ? { name } : { name, url: source.url };
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

type Draft<Whole> = { -readonly [Name in keyof Whole]: Whole[Name] };

/** Sets a property where there is a value for it; an empty text is none. */
function put<Whole extends object, Name extends keyof Whole>(
  draft: Whole,
  name: Name,
  value: Whole[Name] | undefined,
): void {
  if (value !== undefined && value !== '') draft[name] = value;
}
