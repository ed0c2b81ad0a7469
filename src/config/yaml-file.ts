import { readFileSync } from 'node:fs';
import { load, YAMLException } from 'js-yaml';
import type { z } from 'zod';
import type { Loaded, Problem } from './problem.ts';
import { lineOf } from './yaml-line.ts';

/**
 * Reads one YAML file against its schema. Every mistake comes back with the line it stands on: that of the YAML
 * itself, or else all of those that the schema finds.
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
  const yaml = parseYaml(text);
  if (yaml.error !== undefined) {
    const { reason, mark } = yaml.error;
    const where = `${path}:${String((mark?.line ?? 0) + 1)}`;
    return { problems: [{ where, what: reason, mend: 'Correct the YAML.' }] };
  }
  const parsed = schema.safeParse(yaml.value);
  if (parsed.success) return { value: parsed.data, problems: [] };
  return { problems: parsed.error.issues.map((issue) => toProblem(issue, path, text)) };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function parseYaml(text: string): { readonly value?: unknown; readonly error?: YAMLException } {
  try {
    return { value: load(text) };
  } catch (error) {
    if (error instanceof YAMLException) return { error };
    throw error;
  }
}

function toProblem(issue: z.core.$ZodIssue, path: string, text: string): Problem {
  const line = lineOf(text, issue.path);
  const field = issue.path.map(String).join('.');
  return {
    where: line === undefined ? path : `${path}:${String(line)}`,
    what: field === '' ? issue.message : `${field}: ${issue.message}`,
    mend: 'Correct this entry.',
  };
}
