import { decodeHTML } from 'entities';
import { dropBoilerplate } from './boilerplate.ts';
import { findTagEnd } from './tag-end.ts';

/** Elements whose content no reader ever sees. */
const UNSEEN = new Set(
  'script style noscript template svg math iframe object select textarea head audio video canvas'.split(' '),
);
/** Elements that set their content apart from what stands beside them. */
const BLOCKS = new Set(
  (
    'address article aside blockquote br caption center dd details dialog div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead title tr ul'
  ).split(' '),
);
const CELLS = new Set(['td', 'th', 'img', 'option']);
/** White space other than single spaces. */
const UNEVEN = /\s\s|[^\S ]|\u200B|\uFEFF/;
const TAG_NAME = /<\/?([a-z][a-z0-9:-]*)/iy;
/** Markup that was escaped once too often: the reader would see the tags themselves. */
const ESCAPED_TAG = /<\/?(?:p|br|a|div|img|b|i|em|strong|span|ul|li|h[1-6])(?:\s[^<>]*)?\/?>/i;

/**
 * Returns the text that a reader of this HTML sees: entities decoded, one line per paragraph, list entry or table row,
 * without scripts, styles and the lines that publishing software adds ("Read more", "The post … appeared first
 * on …"). Takes time linear in its input, whatever that is.
 */
export function htmlToText(html: string): string {
  return dropBoilerplate(toLines(html));
}

/** Returns a title's text on one line. A `<` that starts no tag stays. */
export function htmlToLine(html: string): string {
  if (!/[<&]/.test(html)) return collapse(html);
  return collapse(toLines(html).join(' '));
}

/** Does to plain text what `htmlToText` does to HTML: one line per line, boilerplate left out. */
export function plainToText(text: string): string {
  return dropBoilerplate(text.split('\n').flatMap((line) => collapse(line) || []));
}

function collapse(text: string): string {
  return (UNEVEN.test(text) ? text.replaceAll(/[\s\u200B\uFEFF]+/g, ' ') : text).trim();
}

function toLines(html: string): string[] {
  const text = html.includes('<') ? decodeHTML(removeTags(html)) : untaggedToText(html);
  return text.split('\n').flatMap((line) => collapse(line) || []);
}

/** Text without a tag: its own empty lines are its paragraphs, and what was escaped twice is markup after all. */
function untaggedToText(html: string): string {
  const text = html.includes('&') ? decodeHTML(html) : html;
  if (text.includes('<') && ESCAPED_TAG.test(text)) return decodeHTML(removeTags(text));
  if (!/[\r\n]/.test(text)) return text;
  return text.replaceAll(/\r\n?/g, '\n').replaceAll(/\n\s*/g, openLast);
}

/** Turns the last line break of white space into a space, so that a single one is none and two leave one. */
function openLast(space: string): string {
  const last = space.lastIndexOf('\n');
  return `${space.slice(0, last)} ${space.slice(last + 1)}`;
}

/** Puts a line break for every block's edge, a space for a cell's and nothing for other tags. Line breaks of the source are spaces. */
function removeTags(html: string): string {
  const source = /[\r\n]/.test(html) ? html.replaceAll(/[\r\n]+/g, ' ') : html;
  let text = '';
  let from = 0;
  for (let at = source.indexOf('<'); at !== -1; at = source.indexOf('<', Math.max(at + 1, from))) {
    TAG_NAME.lastIndex = at;
    const name = TAG_NAME.exec(source)?.[1]?.toLowerCase();
    const isMarkup = name !== undefined || /[!?/]/.test(source.charAt(at + 1));
    if (isMarkup) {
      const end = findMarkupEnd(source, at, name);
      // Nothing ends here or anywhere behind: the rest is text.
      if (end === -1) break;
      text += source.slice(from, at) + separatorOf(name);
      from = end;
    }
  }
  return text + source.slice(from);
}

function separatorOf(name: string | undefined): string {
  if (name === undefined) return '';
  if (BLOCKS.has(name)) return '\n';
  return CELLS.has(name) ? ' ' : '';
}

/** Where the markup that starts at `at` ends: behind a comment, behind an unseen element as a whole, or behind the tag. */
function findMarkupEnd(source: string, at: number, name: string | undefined): number {
  if (source.startsWith('<!--', at)) return endOf(source, '-->', at + 4);
  if (source.startsWith('<![CDATA[', at)) return at + 9;
  const end = name === undefined ? endOf(source, '>', at) : findTagEnd(source, at);
  if (name === undefined || !UNSEEN.has(name) || source.charAt(at + 1) === '/' || end === -1) return end;
  if (source.charAt(end - 2) === '/') return end;
  const close = new RegExp(`</${name}`, 'gi');
  close.lastIndex = end;
  const found = close.exec(source);
  return found === null ? source.length : endOf(source, '>', found.index);
}

function endOf(source: string, mark: string, from: number): number {
  const found = source.indexOf(mark, from);
  return found === -1 ? source.length : found + mark.length;
}
