import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { loadJsonLines } from './jsonl-file.ts';
import type { Loaded } from './problem.ts';

const schema = z.object({
  id: z.string().min(1),
  lang: z.string().min(2),
  title: z.string(),
  description: z.string().default(''),
  published: z.iso.date().or(z.iso.datetime()),
  relevant: z.boolean(),
  topics: z.array(z.string()),
  hard: z.boolean().default(false),
  event: z.string().min(1),
  note: z.string().default(''),
  invented: z.boolean().default(false),
});

/** One labelled entry as a file has it: markup and all. The fields are explained beside the files. */
export type LabelledEntry = z.infer<typeof schema>;

/** Reads one file of labelled entries. */
export function loadLabelledEntries(path: string): Loaded<readonly LabelledEntry[]> {
  return loadJsonLines(path, schema);
}

/** Reads every `examples*.jsonl` of a subject's folder, in the order of their names. */
export function loadExamples(folder: string): Loaded<readonly LabelledEntry[]> {
  const names = existsSync(folder)
    ? readdirSync(folder).filter((name) => /^examples.*\.jsonl$/.test(name))
    : [];
  const loaded = names.toSorted().map((name) => loadLabelledEntries(join(folder, name)));
  const problems = loaded.flatMap((one) => one.problems);
  return problems.length > 0
    ? { problems }
    : { value: loaded.flatMap(({ value }) => value ?? []), problems: [] };
}
