import { join } from 'node:path';
import { z } from 'zod';
import type { Feed } from '../core/subject.ts';
import { OUTLET_KINDS } from '../core/types.ts';
import { loadYamlFile } from './yaml-file.ts';
import { refuseRepeatedIds } from './repeated-ids.ts';
import type { Loaded } from './problem.ts';

/** As many alerts at once as a reader can bear; whoever wants more of what was has the digest. */
export const MAX_ANNOUNCED = 20;

const outlet = z.strictObject({
  name: z.string().min(1).max(80),
  kind: z.enum([...OUTLET_KINDS, 'unknown']),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be a two-letter country code')
    .optional(),
  group: z.string().min(1).optional(),
});

const feed = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower-case letters, digits and dashes'),
  url: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }),
  outlet,
  language: z.string().regex(/^[a-z]{2,3}$/, 'must be a language code such as "es"'),
  certainty: z.enum(['sure', 'likely', 'guess']).default('likely'),
  paused: z.boolean().default(false),
  announceLast: z.number().int().min(1).max(MAX_ANNOUNCED).optional(),
});

const schema = z.strictObject({
  feeds: z.array(feed).min(1).superRefine(refuseRepeatedIds),
});

/** Returns where the feeds of a watch are listed. */
export function feedsPathOf(place: { readonly configDir: string; readonly subject: string }): string {
  return join(place.configDir, place.subject, 'feeds.yaml');
}

/** Reads the feeds to poll. */
export function loadFeeds(path: string): Loaded<readonly Feed[]> {
  const loaded = loadYamlFile(path, schema);
  return loaded.value === undefined ? loaded : { value: loaded.value.feeds.map(toFeed), problems: [] };
}

function toFeed({
  outlet: { name, kind, country, group },
  paused,
  announceLast,
  ...rest
}: z.infer<typeof feed>): Feed {
  return {
    ...rest,
    ...(paused ? { paused: true } : {}),
    ...(announceLast === undefined ? {} : { announceLast }),
    outlet: {
      name,
      kind,
      ...(country === undefined ? {} : { country }),
      ...(group === undefined ? {} : { group }),
    },
  };
}
