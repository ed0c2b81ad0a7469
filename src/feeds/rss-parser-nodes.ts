/** A node as xml2js builds it: text alone, or an object of attributes (`$`), text (`_`) and lists of children. */
type Node = unknown;

type Properties = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Properties => typeof value === 'object' && value !== null;

/** The list that rss-parser kept under a name; empty when there is none. */
export function listNodes(holder: Node, name: string): readonly Node[] {
  if (!isObject(holder)) return [];
  const value = holder[name];
  return Array.isArray(value) ? value : [];
}

/** A node's text, untrimmed. */
export function nodeText(node: Node): string {
  if (typeof node === 'string') return node;
  return isObject(node) && typeof node['_'] === 'string' ? node['_'] : '';
}

export function nodeAttribute(node: Node, name: string): string | undefined {
  const attributes = isObject(node) ? node['$'] : undefined;
  const value = isObject(attributes) ? attributes[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** The trimmed text of the first node that has any. */
export function findNodeText(nodes: readonly Node[]): string | undefined {
  for (const node of nodes) {
    const text = nodeText(node).trim();
    if (text !== '') return text;
  }
  return undefined;
}

/** Whether elements stand inside: text and elements lose their order in such a node. */
export function hasElements(node: Node): boolean {
  return isObject(node) && Object.keys(node).some((key) => key !== '_' && key !== '$');
}

/** The property of that name, whatever it is. */
export const propertyOf = (holder: Node, name: string): unknown =>
  isObject(holder) ? holder[name] : undefined;
