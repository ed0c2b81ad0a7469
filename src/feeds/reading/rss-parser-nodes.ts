/** A node as xml2js builds it: text alone, or an object of attributes (`$`), text (`_`) and lists of children. */
export type Node = unknown;

/** The nodes of a feed or an entry under their names. */
export type Nodes = ReadonlyMap<string, readonly Node[]>;

type Properties = Readonly<Record<string, unknown>>;

const NONE: readonly Node[] = [];

const isObject = (value: unknown): value is Properties => typeof value === 'object' && value !== null;

/** The nodes under a name; none when there are none. */
export const nodesOf = (nodes: Nodes, name: string): readonly Node[] => nodes.get(name) ?? NONE;

/** The child nodes of a node under a name. */
export function childrenOf(node: Node, name: string): readonly Node[] {
  const value = propertyOf(node, name);
  return Array.isArray(value) ? value : NONE;
}

/** A node's text, untrimmed. */
export function nodeText(node: Node): string {
  if (typeof node === 'string') return node;
  return isObject(node) && typeof node['_'] === 'string' ? node['_'] : '';
}

export function nodeAttribute(node: Node, name: string): string | undefined {
  const value = propertyOf(propertyOf(node, '$'), name);
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
  if (!isObject(node)) return false;
  for (const key in node) if (key !== '_' && key !== '$') return true;
  return false;
}

/** The property of that name, whatever it is. */
export const propertyOf = (holder: unknown, name: string): unknown =>
  isObject(holder) ? holder[name] : undefined;
