import { Tokenizer } from 'htmlparser2';
import { decodeText, findDeclaredEntities, noEntities } from './xml-entities.ts';
import { ROOT_SCOPE, toCanonicalName, toScope, type Scope } from './namespaces.ts';
import { closesCurrent, isBoundary, isContainer, isEntry, isRoot } from './repair.ts';
import { resolveAddress } from '../fetching/address-resolution.ts';

/** One element of a feed as far as it could be understood. */
export interface Element {
  /** Lower case, under the prefix its vocabulary goes by here; the feed's own vocabulary has none. */
  readonly name: string;
  /** As written. */
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (Element | string)[];
  /** What relative addresses inside are relative to. */
  readonly base: string | undefined;
}

/** Deeper elements are read as if their tags were not there. No feed nests this deep; attacks do. */
const MAX_DEPTH = 200;
const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

/**
 * Reads XML, or what is meant to be XML, into a tree. Never throws. Tags left open, closed twice or crossing each
 * other are put right by what feeds look like (see repair.ts); entities of HTML are known, unknown ones stay as text.
 *
 * @param url the document's own address
 */
export function readXmlTree(source: string, url: string | undefined): Element {
  const builder = new TreeBuilder(source, url);
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, builder);
  tokenizer.write(source);
  tokenizer.end();
  return builder.document;
}

interface Open {
  readonly element: Element;
  readonly scope: Scope;
}

class TreeBuilder {
  readonly document: Element;
  readonly #source: string;
  readonly #stack: Open[];
  readonly #entities = noEntities();
  /** The vocabulary of the root, whose names go without a prefix. */
  #home: string | undefined;
  #tag = '';
  #attribute = '';
  #value = '';
  #attributes: Map<string, string> | undefined;
  /** Tags opened below the greatest depth and not yet closed. */
  #ignored = 0;

  constructor(source: string, url: string | undefined) {
    this.#source = source;
    this.document = { name: '#document', tag: '', attributes: NO_ATTRIBUTES, children: [], base: url };
    this.#stack = [{ element: this.document, scope: ROOT_SCOPE }];
  }

  onopentagname(start: number, end: number): void {
    this.#tag = this.#source.slice(start, end);
    this.#attributes = undefined;
  }

  onattribname(start: number, end: number): void {
    this.#attribute = this.#source.slice(start, end).toLowerCase();
    this.#value = '';
  }

  onattribdata(start: number, end: number): void {
    this.#value += this.#source.slice(start, end);
  }

  onattribend(): void {
    this.#attributes ??= new Map();
    if (!this.#attributes.has(this.#attribute))
      this.#attributes.set(this.#attribute, decodeText(this.#value, this.#entities));
  }

  onopentagend(): void {
    this.#open();
  }

  onselfclosingtag(): void {
    if (this.#open()) this.#stack.pop();
    else this.#ignored -= 1;
  }

  onclosetag(start: number, end: number): void {
    if (this.#ignored > 0) {
      this.#ignored -= 1;
      return;
    }
    const tag = this.#source.slice(start, end).trim().toLowerCase();
    let index = this.#stack.length - 1;
    while (index > 0 && this.#tagAt(index) !== tag) {
      // A field's end tag never closes the entry around it.
      if (isEntry(this.#nameAt(index)) && !isBoundary(tag)) return;
      index -= 1;
    }
    if (index > 0) this.#stack.length = index;
  }

  ontext(start: number, end: number): void {
    const { element } = this.#top();
    const text = this.#source.slice(start, end);
    if (isContainer(element.name) && text.trim() === '') return;
    element.children.push(decodeText(text, this.#entities));
  }

  oncdata(start: number, end: number, endOffset: number): void {
    const text = this.#source.slice(start, end - endOffset);
    // In XML mode the tokenizer includes the section's opening.
    this.#top().element.children.push(text.replace(/^\[?CDATA\[/i, ''));
  }

  ondeclaration(start: number, end: number): void {
    for (const [name, value] of findDeclaredEntities(this.#source.slice(start, end)))
      this.#entities.values.set(name, value);
  }

  oncomment(): void {}
  onprocessinginstruction(): void {}
  onattribentity(): void {}
  ontextentity(): void {}
  onend(): void {}

  /** Returns whether the element was put on the stack. */
  #open(): boolean {
    if (this.#stack.length > MAX_DEPTH) {
      this.#ignored += 1;
      return false;
    }
    const attributes = this.#attributes ?? NO_ATTRIBUTES;
    const scope = this.#attributes === undefined ? this.#top().scope : toScope(this.#top().scope, attributes);
    const name = this.#nameOf(this.#tag, scope);
    this.#closeWhatCannotHold(name);
    const parent = this.#top().element;
    const relative = attributes.get('xml:base');
    const base = relative === undefined ? parent.base : resolveAddress(relative, parent.base);
    const element: Element = { name, tag: this.#tag, attributes, children: [], base };
    parent.children.push(element);
    this.#stack.push({ element, scope });
    return true;
  }

  #nameOf(tag: string, scope: Scope): string {
    const name = toCanonicalName(tag, scope);
    const colon = name.indexOf(':');
    if (this.#home === undefined && isRoot(name.slice(colon + 1)))
      this.#home = colon === -1 ? '' : name.slice(0, colon);
    const isHome = colon !== -1 && this.#home !== 'rdf' && name.slice(0, colon) === this.#home;
    return isHome ? name.slice(colon + 1) : name;
  }

  /** A new entry ends the one left open, and a field ends the field left open before it. */
  #closeWhatCannotHold(name: string): void {
    if (isEntry(name)) {
      const open = this.#stack.findLastIndex(({ element }) => isEntry(element.name));
      if (open > 0) this.#stack.length = open;
    }
    while (this.#stack.length > 1 && closesCurrent(name, this.#top().element.name)) this.#stack.pop();
  }

  #top(): Open {
    return this.#stack.at(-1) ?? { element: this.document, scope: ROOT_SCOPE };
  }

  #tagAt(index: number): string {
    return this.#stack[index]?.element.tag.toLowerCase() ?? '';
  }

  #nameAt(index: number): string {
    return this.#stack[index]?.element.name ?? '';
  }
}
