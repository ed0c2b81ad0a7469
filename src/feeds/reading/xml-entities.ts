import { decodeHTMLStrict } from 'entities';

/** The entities that a document declares for itself, and how many characters they may still add to it. */
export interface DeclaredEntities {
  readonly values: Map<string, string>;
  charactersLeft: number;
}

const MAX_VALUE_LENGTH = 1000;
const MAX_EXPANSION = 100_000;

export const noEntities = (): DeclaredEntities => ({ values: new Map(), charactersLeft: MAX_EXPANSION });

/** Decodes one level of references: XML's, and HTML's names and numbers. What is none (`&foobar;`, a lone `&`) stays. */
export function decodeReferences(text: string): string {
  return text.includes('&') ? decodeHTMLStrict(text) : text;
}

/** Decodes references, those to the document's own entities first. */
export function decodeText(text: string, declared: DeclaredEntities): string {
  if (!text.includes('&')) return text;
  return decodeHTMLStrict(declared.values.size === 0 ? text : expand(text, declared));
}

/** Values are put in as they are, never expanded again, so that no document grows beyond the limit. */
function expand(text: string, declared: DeclaredEntities): string {
  return text.replaceAll(/&([\w.-]{1,64});/g, (reference, name: string) => {
    const value = declared.values.get(name);
    if (value === undefined || value.length > declared.charactersLeft) return reference;
    declared.charactersLeft -= value.length;
    return value;
  });
}

/** The internal general entities that a piece of a document type declares. External ones are never fetched. */
export function findDeclaredEntities(declaration: string): readonly (readonly [string, string])[] {
  const pattern = /\bENTITY\s+([\w.-]{1,64})\s+(?:"([^"]*)"|'([^']*)')/g;
  return [...declaration.matchAll(pattern)].flatMap(([, name = '', double, single]) => {
    const value = double ?? single ?? '';
    return value.length > MAX_VALUE_LENGTH ? [] : [[name, value] as const];
  });
}
