import { findUnreadEnd, isAmongElements, isTagNext } from './unread-elements.ts';
import { decodeReferences } from './xml-entities.ts';

/** A document without its texts and without the elements nobody reads, and the texts. */
export interface LiftedTexts {
  readonly skeleton: string;
  readonly texts: readonly string[];
}

/** Private characters that mark where a text was. A document that has them itself is not taken apart. */
const OPEN = '\uE000';
const CLOSE = '\uE001';
/** More tags than this take rss-parser longer than a reading may. Ordinary feeds have about one in forty characters. */
const MAX_TAGS = 50_000;
const MARK = /\uE000(\d+)\uE001/g;
/** Shorter texts cost less where they are. */
const MIN_LENGTH = 64;

/**
 * Takes out of a document every text that is long or could hold markup, and leaves a mark in its place. rss-parser
 * makes a snippet of each text, which nobody asked for, with regular expressions that take quadratic time over
 * markup without ends; texts it never sees cost nothing, and can do no harm. Elements without a reader and the white
 * space between tags are left out for the time they would take. Returns undefined for a document whose
 * sections do not end or whose tags are too many: that is none for rss-parser.
 */
export function liftTexts(source: string): LiftedTexts | undefined {
  return source.includes(OPEN) ? undefined : takeApart(source);
}

function takeApart(source: string): LiftedTexts | undefined {
  const texts: string[] = [];
  let skeleton = '';
  let from = 0;
  const leaveOut = (start: number, end: number, mark = ''): void => {
    skeleton += source.slice(from, start) + mark;
    from = end;
  };
  const lift = (text: string, start: number, end: number): void =>
    leaveOut(start, end, `${OPEN}${texts.push(text) - 1}${CLOSE}`);
  let isAmong = false;
  let tags = 0;
  for (let at = source.indexOf('<'); at !== -1; tags += 1) {
    const end = findEnd(source, at);
    if (end === -1 || tags >= MAX_TAGS) return undefined;
    const unreadEnd: number = isAmong ? findUnreadEnd(source, at, end) : -1;
    if (unreadEnd !== -1) leaveOut(at, unreadEnd);
    else if (source.startsWith('<![CDATA[', at)) lift(source.slice(at + 9, end - 3), at, end);
    isAmong = unreadEnd === -1 ? isAmongElements(source, at, end) : isTagNext(source, unreadEnd);
    const behind = Math.max(end, unreadEnd);
    at = source.indexOf('<', behind);
    if (isAmong) leaveOut(behind, at);
    else if (isWorthLifting(source, behind, at)) lift(decodeReferences(source.slice(behind, at)), behind, at);
  }
  return { skeleton: skeleton + source.slice(from), texts };
}

/** Behind the tag, comment, section or instruction at this place. A `>` in an attribute is met in no document that is well-formed and left as it is. */
function findEnd(source: string, at: number): number {
  const kind = source.charCodeAt(at + 1);
  const mark = kind === EXCLAMATION ? endMark(source, at) : kind === QUESTION ? '?>' : '>';
  const end = source.indexOf(mark, at);
  return end === -1 ? -1 : end + mark.length;
}

const EXCLAMATION = 33;
const QUESTION = 63;

function endMark(source: string, at: number): string {
  if (source.startsWith('<![CDATA[', at)) return ']]>';
  return source.startsWith('<!--', at) ? '-->' : '>';
}

function isWorthLifting(source: string, start: number, end: number): boolean {
  if (end <= start) return false;
  const text = source.slice(start, end);
  return text.includes('&') || (text.length >= MIN_LENGTH && /\S/.test(text));
}

/** Puts the texts back in place, everywhere in an array or object read from the skeleton. */
export function putBack(tree: object, texts: readonly string[]): void {
  for (const key in tree) {
    const value: unknown = Reflect.get(tree, key);
    if (typeof value === 'string') {
      if (value.includes(OPEN)) Reflect.set(tree, key, putBackText(value, texts));
    } else if (typeof value === 'object' && value !== null) {
      putBack(value, texts);
    }
  }
}

function putBackText(text: string, texts: readonly string[]): string {
  // Most texts were lifted whole.
  if (text.startsWith(OPEN) && text.indexOf(CLOSE) === text.length - 1)
    return texts[Number(text.slice(1, -1))] ?? '';
  return text.replaceAll(MARK, (_, index) => texts[Number(index)] ?? '');
}
