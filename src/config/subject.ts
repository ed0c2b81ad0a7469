import { z } from 'zod';
import type { Subject } from '../core/subject.ts';
import type { TopicId } from '../core/types.ts';
import { loadYamlFile } from './yaml-file.ts';
import { refuseRepeatedIds } from './repeated-ids.ts';
import type { Loaded } from './problem.ts';

const localised = z.strictObject({ en: z.string().min(1), es: z.string().min(1), pt: z.string().min(1) });
const share = z.number().min(0).max(1);
const topicId = z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case letters, digits and dashes');

const topic = z.strictObject({
  id: topicId,
  name: localised,
  description: localised,
  colour: z
    .string()
    .regex(/^#[0-9A-Fa-f]{6}$/, 'must be a colour such as "#3B8BD9"')
    .transform((colour) => Number.parseInt(colour.slice(1), 16)),
  emoji: z.string().min(1).max(16),
  threshold: share.optional(),
  major: share.default(0.8),
  quiet: z.boolean().default(false),
});

const side = z.strictObject({ id: topicId, name: localised });

const schema = z.strictObject({
  name: localised,
  languages: z.array(z.string().regex(/^[a-z]{2,3}$/, 'must be a language code such as "es"')).min(1),
  topics: z.array(topic).min(1).max(20).superRefine(refuseRepeatedIds),
  sides: z.strictObject({ a: side, b: side }),
  windowDays: z.number().min(0.5).max(30).default(4),
});

/** A topic that nothing was learned about is tagged when it is likelier than not. */
const UNLEARNED = 0.5;

/**
 * Reads what the watch is about.
 * @param id the folder's name
 * @param learned the threshold that was learned for each topic; one that the file names itself comes first
 */
export function loadSubject(
  id: string,
  path: string,
  learned: ReadonlyMap<TopicId, number>,
): Loaded<Subject> {
  const loaded = loadYamlFile(path, schema);
  if (loaded.value === undefined) return loaded;
  const topics = loaded.value.topics.map((written) => ({
    ...written,
    threshold: written.threshold ?? learned.get(written.id) ?? UNLEARNED,
  }));
  return { value: { id, ...loaded.value, topics }, problems: [] };
}
