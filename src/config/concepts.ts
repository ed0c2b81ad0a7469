import { z } from 'zod';
import { ROLES, type Concept } from '../core/text/concepts.ts';
import type { Loaded } from './problem.ts';
import { loadYamlFile } from './yaml-file.ts';

/** A bare list of spellings holds in every language. */
const spellings = z
  .array(z.string().min(1))
  .transform((all): Readonly<Record<string, readonly string[]>> => ({ all }))
  .or(z.record(z.string(), z.array(z.string().min(1))));

const schema = z.strictObject({
  groups: z
    .array(
      z.strictObject({
        role: z.enum(ROLES),
        class: z.string().min(1),
        concepts: z.record(z.string(), spellings),
      }),
    )
    .min(1),
});

/** Reads the concepts by which entries are recognised. */
export function loadConcepts(path: string): Loaded<readonly Concept[]> {
  const loaded = loadYamlFile(path, schema);
  if (loaded.value === undefined) return loaded;
  const value = loaded.value.groups.flatMap(({ role, class: group, concepts }) =>
    Object.entries(concepts).map(([id, written]) => ({ id, role, classes: [group], spellings: written })),
  );
  return { value, problems: [] };
}
