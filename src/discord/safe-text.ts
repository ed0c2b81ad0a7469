import { toPlainLine, truncate } from '../core/plain-text.ts';

/** What Discord reads as markup anywhere in a line: emphasis, code, spoilers, links, mentions, times, commands. */
const MARKUP = /[\\*_~`|<>@[\]]/g;
/** What it reads as markup at the beginning of a line: headings, subtext, lists. */
const LINE_MARKUP = /^[#+-]/;
const NUMBERED = /^(\d+)([.)])/;
/** Addresses that it would turn into links and previews by itself, invites among them. */
const SCHEME = /(?<=[a-z][a-z\d+.-]{0,20}):(?=\/\/)/gi;
const INVITE = /(?<=discord(?:app)?\.(?:gg|com|io|me|li))\//gi;

/**
 * Makes feed text safe for a place where Discord reads markup: it shows as it was written, pings nobody, links
 * nowhere and looks like no part of the message.
 * @param maxLength in UTF-16 units, escapes included
 */
export function toMarkup(text: string, maxLength: number): string {
  const line = toPlainLine(text.slice(0, maxLength * LONGEST_USEFUL));
  const reserved = 1 + count(line, SCHEME) + count(line, INVITE);
  return truncate(line, Math.max(1, maxLength - reserved), escapeCharacter)
    .replaceAll(SCHEME, String.raw`\:`)
    .replaceAll(INVITE, String.raw`\/`)
    .replace(LINE_MARKUP, String.raw`\$&`)
    .replace(NUMBERED, String.raw`$1\$2`);
}

/** Cleaning shortens a text, but hardly to a tenth: beyond this nothing can be shown. */
const LONGEST_USEFUL = 10;

const count = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

/** Makes feed text safe for a place that shows it as it is: an embed's author and footer, a button, an option. */
export function toPlain(text: string, maxLength: number): string {
  return truncate(toPlainLine(text.slice(0, maxLength * LONGEST_USEFUL)), maxLength);
}

/**
 * Returns a masked link, or its plain text when the address cannot stand in one.
 * @param maxLength of the text shown, in UTF-16 units
 */
export function toLink(text: string, url: string | undefined, maxLength: number): string {
  const label = toMarkup(text, maxLength);
  const address = url === undefined ? undefined : toLinkAddress(url);
  return address === undefined ? label : `[${label}](${address})`;
}

/** Longer addresses than this are tracking, and would crowd out the text. */
const MAX_LINK_LENGTH = 500;

function toLinkAddress(url: string): string | undefined {
  const parsed = URL.parse(url);
  if (parsed === null) return undefined;
  const address = parsed.href.replaceAll(/[()<>*_~|`\\\s]/g, (character) =>
    encodeURIComponent(character).replaceAll(/[()*_~]/g, percent),
  );
  return address.length <= MAX_LINK_LENGTH ? address : undefined;
}

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

const escapeCharacter = (character: string): string => character.replaceAll(MARKUP, String.raw`\$&`);
