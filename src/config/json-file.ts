import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import type { Loaded } from './problem.ts';

/**
 * Reads one JSON file against its schema.
 * @param mend what to do when it is missing or wrong
 */
export function loadJsonFile<T>(path: string, schema: z.ZodType<T>, mend: string): Loaded<T> {
  const text = readJson(path);
  if (text.problem !== undefined) return { problems: [{ where: path, what: text.problem, mend }] };
  const parsed = schema.safeParse(text.value);
  if (parsed.success) return { value: parsed.data, problems: [] };
  const problems = parsed.error.issues.map((issue) => ({
    where: path,
    what: `${issue.path.map(String).join('.')}: ${issue.message}`,
    mend,
  }));
  return { problems };
}

function readJson(path: string): { readonly value?: unknown; readonly problem?: string } {
  try {
    return { value: JSON.parse(readFileSync(path, 'utf8')) };
  } catch (error) {
    return {
      problem: error instanceof SyntaxError ? `not JSON: ${error.message}` : 'the file cannot be read',
    };
  }
}
