import { decodeHTMLStrict } from 'entities';

const MAX_VALUE_LENGTH = 1000;
/** How much all uses of declared entities may add to one piece of text. */
const MAX_EXPANSION = 10_000;

/**
 * Decodes one level of references: XML's, HTML's names and numbers, and the entities the document declares for
 * itself. Anything else that looks like a reference (`&foobar;`, a lone `&`) stays as it is.
 */
export function decodeText(text: string, declared: ReadonlyMap<string, string>): string {
  if (!text.includes('&')) return text;
  return decodeHTMLStrict(declared.size === 0 ? text : expand(text, declared));
}

/** Values are put in as they are, never expanded again, so that no document grows beyond the limit. */
function expand(text: string, declared: ReadonlyMap<string, string>): string {
  let budget = MAX_EXPANSION;
  return text.replaceAll(/&([\w.-]{1,64});/g, (reference, name: string) => {
    const value = declared.get(name);
    if (value === undefined || value.length > budget) return reference;
    budget -= value.length;
    return value;
  });
}

/** The internal general entities that a piece of a document type declares. External ones are never fetched. */
export function findDeclaredEntities(declaration: string): readonly (readonly [string, string])[] {
  const pattern = /!ENTITY\s+([\w.-]{1,64})\s+(?:"([^"]*)"|'([^']*)')/g;
  return [...declaration.matchAll(pattern)].flatMap(([, name = '', double, single]) => {
    const value = double ?? single ?? '';
    return value.length > MAX_VALUE_LENGTH ? [] : [[name, value] as const];
  });
}
