import { existsSync } from 'node:fs';
import { z } from 'zod';
import { LEVELS, type Destination } from '../core/destination.ts';
import { UI_LANGUAGES, type Topic } from '../core/subject.ts';
import { loadYamlFile } from './yaml-file.ts';
import { refuseRepeatedIds } from './repeated-ids.ts';
import type { Loaded } from './problem.ts';

const destination = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and dashes, at most 40'),
  channel: z
    .string('must be the channel id in quotes, or YAML rounds it')
    .regex(/^\d{17,19}$/, 'must be a Discord channel id: 17 to 19 digits in quotes'),
  topics: z.union([z.literal('all'), z.array(z.string()).min(1)]).default('all'),
  level: z.enum(LEVELS).default('all'),
  language: z.enum(UI_LANGUAGES).default('en'),
});

/**
 * Reads the channels that operators manage by file. A missing file means none.
 * @param topics what the subject offers: `all` stands for these, and no other id is allowed; undefined when the
 * subject itself could not be read, so that nothing can be said against any id
 */
export function loadDestinations(
  path: string,
  topics: readonly Topic[] | undefined,
): Loaded<readonly Destination[]> {
  if (!existsSync(path)) return { value: [], problems: [] };
  const ids = (topics ?? []).map(({ id }) => id);
  const list = z.array(destination).superRefine(refuseRepeatedIds);
  const schema = z.strictObject({
    destinations: topics === undefined ? list : list.superRefine(refuseUnknownTopics(ids)),
  });
  const loaded = loadYamlFile(path, schema);
  if (loaded.value === undefined) return loaded;
  return { value: loaded.value.destinations.map((one) => toDestination(one, ids)), problems: [] };
}

function toDestination(written: z.infer<typeof destination>, topicIds: readonly string[]): Destination {
  const { id, channel, topics, level, language } = written;
  return {
    id,
    platform: 'discord',
    address: channel,
    topics: topics === 'all' ? topicIds : topics,
    level,
    language,
  };
}

const refuseUnknownTopics =
  (known: readonly string[]) =>
  (destinations: readonly z.infer<typeof destination>[], context: z.RefinementCtx): void => {
    for (const [index, { topics }] of destinations.entries()) {
      for (const topic of topics === 'all' ? [] : topics.filter((id) => !known.includes(id))) {
        const message = `there is no topic "${topic}"; the topics are ${known.join(', ')}`;
        context.addIssue({ code: 'custom', path: [index, 'topics'], message });
      }
    }
  };
