import { z } from 'zod';
import { EXIT } from './command.ts';
import { readLines } from './lines.ts';
import { print } from './output.ts';
import { openSilentProgress } from './progress.ts';

const schema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  title: z.string().nullish().transform(orEmpty),
  description: z.string().nullish().transform(orEmpty),
  published: z.string().nullish().transform(orUndefined),
  lang: z.string().nullish().transform(orUndefined),
  url: z.string().nullish().transform(orUndefined),
  outlet: z.string().nullish().transform(orUndefined),
});

/** One entry as a line of JSON gives it. */
export type EntryLine = z.infer<typeof schema>;

/** What a line that is no entry comes to: an answer in its place, so that the order holds. */
export interface LineError {
  readonly id?: string;
  readonly error: string;
}

/** Answers every line of standard input with one of its own, in order, until either side has had enough. */
export async function answerLines(answer: (line: EntryLine) => object): Promise<number> {
  using progress = await openSilentProgress({ what: 'entries' });
  for await (const text of readLines(process.stdin)) {
    if (text.trim() === '') continue;
    const line = parseLine(text);
    if (!(await print(`${JSON.stringify('error' in line ? line : answer(line))}\n`))) break;
    progress.step();
  }
  return EXIT.ok;
}

/** Reads one line; what is wrong with it is an answer, not an exception. */
export function parseLine(text: string): EntryLine | LineError {
  const json = parseJson(text);
  if (json === undefined) return { error: 'this line is not JSON' };
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.map(String).join('.') ?? '';
  const id = schema.pick({ id: true }).safeParse(json).data?.id;
  return {
    ...(id === undefined ? {} : { id }),
    error: `${field === '' ? 'this line' : field}: ${issue?.message ?? 'not an entry'}`,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function orEmpty(text: string | null | undefined): string {
  return text ?? '';
}

function orUndefined(text: string | null | undefined): string | undefined {
  return text ?? undefined;
}
