import { escapeText } from 'entities';
import type { Element } from './xml-tree.ts';
import { resolveAddress } from '../fetching/address-resolution.ts';

const ADDRESSES = new Set(['href', 'src', 'cite', 'poster', 'action']);
const VOID = new Set([
  'br',
  'hr',
  'img',
  'input',
  'meta',
  'link',
  'area',
  'col',
  'embed',
  'source',
  'track',
  'wbr',
]);

/**
 * Writes what stands inside an element as HTML, addresses made absolute.
 *
 * @param text whether the element's text is plain (Atom's XHTML) or HTML itself (an RSS description with stray tags)
 */
export function toMarkup(element: Element, text: 'plain' | 'html'): string {
  return element.children
    .map((child) => {
      if (typeof child !== 'string') return writeElement(child, text);
      return text === 'plain' ? escapeText(child) : child;
    })
    .join('');
}

function writeElement(element: Element, text: 'plain' | 'html'): string {
  const isXhtml = element.name.startsWith('xhtml:');
  const tag = isXhtml ? element.name.slice('xhtml:'.length) : element.tag;
  const attributes = [...element.attributes]
    .filter(([name]) => name !== 'xml:base' && !(isXhtml && name.startsWith('xmlns')))
    .map(([name, value]) =>
      writeAttribute(name, ADDRESSES.has(name) ? resolveAddress(value, element.base) : value),
    );
  const open = `<${tag}${attributes.join('')}`;
  if (element.children.length === 0 && VOID.has(tag.toLowerCase())) return `${open} />`;
  return `${open}>${toMarkup(element, text)}</${tag}>`;
}

const writeAttribute = (name: string, value: string): string =>
  ` ${name}="${escapeText(value).replaceAll('"', '&quot;')}"`;

/** All the text inside an element, tags left out. */
export function textOf(element: Element | undefined): string {
  if (element === undefined) return '';
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

/** Whether anything but text stands inside. */
export function hasTags(element: Element): boolean {
  return element.children.some((child) => typeof child !== 'string');
}
