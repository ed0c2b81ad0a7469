import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import type { Loaded, Problem } from './problem.ts';

/** Reads a file of one JSON value a line against its schema; every line that is wrong is a problem with its number. */
export function loadJsonLines<T>(path: string, schema: z.ZodType<T>): Loaded<readonly T[]> {
  const text = readText(path);
  if (text === undefined) {
    return {
      problems: [{ where: path, what: 'the file cannot be read', mend: 'Check its name and permissions.' }],
    };
  }
  const values: T[] = [];
  const problems: Problem[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const parsed = schema.safeParse(parseJson(line));
    if (parsed.success) values.push(parsed.data);
    else problems.push(toProblem(`${path}:${String(index + 1)}`, parsed.error));
  }
  return problems.length > 0 ? { problems } : { value: values, problems: [] };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** What is not JSON fails the schema as undefined. */
function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function toProblem(where: string, { issues }: z.ZodError): Problem {
  const [issue] = issues;
  const field = issue?.path.map(String).join('.') ?? '';
  return {
    where,
    what: field === '' ? 'this is no JSON object' : `${field}: ${issue?.message ?? 'wrong'}`,
    mend: 'Correct this line.',
  };
}
