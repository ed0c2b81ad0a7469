import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import type { Loaded, Problem } from './problem.ts';

/**
 * Reads one YAML file against its schema. Every mistake comes back with the line it stands on: those of the
 * YAML itself, or else all of those that the schema finds.
 */
export function loadYamlFile<T>(path: string, schema: z.ZodType<T>): Loaded<T> {
  const text = readText(path);
  if (text === undefined) {
    return {
      problems: [
        { where: path, what: 'the file cannot be read', mend: 'Create it or check its permissions.' },
      ],
    };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      where: `${path}:${String(lines.linePos(error.pos[0]).line)}`,
      what: error.message.split('\n')[0] ?? 'not YAML',
      mend: 'Correct the YAML.',
    }));
    return { problems };
  }
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { value: parsed.data, problems: [] };
  return { problems: parsed.error.issues.map((issue) => toProblem(issue, { path, document, lines })) };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

interface Place {
  readonly path: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

function toProblem(issue: z.core.$ZodIssue, { path, document, lines }: Place): Problem {
  const line = lineOf(issue.path, document, lines);
  const field = issue.path.map(String).join('.');
  return {
    where: line === undefined ? path : `${path}:${String(line)}`,
    what: field === '' ? issue.message : `${field}: ${issue.message}`,
    mend: 'Correct this entry.',
  };
}

/** Finds the line of the deepest node on the way that exists: a missing field is reported at its parent. */
function lineOf(path: readonly PropertyKey[], document: Document, lines: LineCounter): number | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    const start = nodeStart(node);
    if (start !== undefined) return lines.linePos(start).line;
  }
  return undefined;
}

function nodeStart(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node)) return undefined;
  const range: unknown = node.range;
  const start: unknown = Array.isArray(range) ? range[0] : undefined;
  return typeof start === 'number' ? start : undefined;
}
