import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { OUTLET_KINDS } from '../core/types.ts';
import { FEED_FORMATS } from './feed-writers.ts';

export const BEHAVIOURS = ['normal', 'slow', 'broken', 'dead'] as const;

const text = z.string().min(1);
const FeedFile = z.array(
  z.strictObject({
    id: text,
    format: z.enum(FEED_FORMATS),
    language: text,
    site: z.url(),
    outlet: z.strictObject({
      name: text,
      kind: z.enum(OUTLET_KINDS),
      country: text,
      group: text.exactOptional(),
    }),
    behaviour: z.enum(BEHAVIOURS),
  }),
);

/** A time of day, on the file's day where it names no other. */
const moment = {
  day: z.int().optional(),
  at: z.string().regex(/^\d\d:\d\d$/),
};
const EntryOfDay = z.strictObject({
  ...moment,
  feed: text,
  /** A path on the outlet's site, or a full address where a feed lists another outlet's article. */
  link: text,
  /** By default the link without its parameters. */
  guid: text.optional(),
  title: text,
  text: z.string().default(''),
  html: text.exactOptional(),
  revisions: z
    .array(
      z.strictObject({
        ...moment,
        title: text.exactOptional(),
        text: text.exactOptional(),
        restamp: z.boolean().default(false),
      }),
    )
    .default([]),
  /** The event that an entry on the subject reports, and the topics it carries. Entries off the subject have neither. */
  story: text.exactOptional(),
  topics: z.array(text).optional(),
});
const DayFile = z.strictObject({ day: z.int(), entries: z.array(EntryOfDay) });

export type EntryOfDay = z.infer<typeof EntryOfDay>;

/** Reads the invented outlets and their feeds. */
export function readFeeds(): z.infer<typeof FeedFile> {
  return FeedFile.parse(readYaml('feeds'));
}

/** Reads what the feeds publish on one day; day 0 is what they hold when the demo begins. */
export function readDay(day: number): z.infer<typeof DayFile> {
  return DayFile.parse(readYaml(`day-${String(day)}`));
}

function readYaml(name: string): unknown {
  return parse(readFileSync(new URL(`sample/${name}.yaml`, import.meta.url), 'utf8'));
}
