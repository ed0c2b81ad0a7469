import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';

/**
 * Finds the line on which a value of a YAML text stands: that of the deepest part of the way that exists, so that a
 * missing field is reported at its parent. The package that knows lines reads ten times slower than the one that
 * does not, so it is loaded only when there is something to report.
 */
export function lineOf(text: string, path: readonly PropertyKey[]): number | undefined {
  const yaml: typeof Yaml = createRequire(import.meta.url)('yaml');
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { lineCounter: lines });
  for (let length = path.length; length >= 0; length -= 1) {
    const start = startOf(document.getIn(path.slice(0, length), true));
    if (start !== undefined) return lines.linePos(start).line;
  }
  return undefined;
}

function startOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node)) return undefined;
  const range: unknown = node.range;
  const start: unknown = Array.isArray(range) ? range[0] : undefined;
  return typeof start === 'number' ? start : undefined;
}
