import { textOf } from './markup.ts';
import type { Element } from './xml-tree.ts';

/** The child elements, in order, that go by one of these names. */
export function findChildren(parent: Element | undefined, ...names: readonly string[]): readonly Element[] {
  const found: Element[] = [];
  for (const child of parent?.children ?? []) {
    if (typeof child !== 'string' && names.includes(child.name)) found.push(child);
  }
  return found;
}

/** The first child element of the first of these names that occurs. */
export function findChild(parent: Element | undefined, ...names: readonly string[]): Element | undefined {
  for (const name of names) {
    const found = findChildren(parent, name).find(
      (child) => child.children.length > 0 || child.attributes.size > 0,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The trimmed text of the first child of these names that has any. */
export function findText(parent: Element | undefined, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    for (const child of findChildren(parent, name)) {
      const text = textOf(child).trim();
      if (text !== '') return text;
    }
  }
  return undefined;
}

/** Every element below that goes by one of these names, none of them inside another. */
export function findDescendants(parent: Element, names: ReadonlySet<string>): readonly Element[] {
  const found: Element[] = [];
  const visit = (element: Element): void => {
    for (const child of element.children) {
      if (typeof child === 'string') continue;
      if (names.has(child.name)) found.push(child);
      else visit(child);
    }
  };
  visit(parent);
  return found;
}
