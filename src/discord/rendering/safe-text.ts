import { toPlainLine, truncate } from '../../core/text/plain-text.ts';
import { isWebUrl } from '../../core/url.ts';

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

/** A link's address ends at a bracket, and stars and strokes in it would still be markup. */
function toLinkAddress(url: string): string | undefined {
  return toAddress(url, MAX_LINK_LENGTH)?.replaceAll(/[()*_~]/g, percent);
}

/** Everything that no address holds as it is, a lone percent sign included. */
const NOT_OF_ADDRESSES = /[^\w\-.~:/?#@!$&'()*+,;=%]|%(?![\dA-F]{2})/gi;

/**
 * Returns an address as Discord takes it, in ASCII with everything else encoded, or undefined when it is no web address
 * or longer than `maxLength`.
 */
export function toAddress(url: string, maxLength: number): string | undefined {
  if (!isWebUrl(url)) return undefined;
  const address = new URL(url).href.replaceAll(NOT_OF_ADDRESSES, percent);
  return address.length <= maxLength ? address : undefined;
}

const percent = (character: string): string =>
  [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

const escapeCharacter = (character: string): string => character.replaceAll(MARKUP, String.raw`\$&`);
