import type { Tables } from '../engine/tables.ts';

/** A table as something to copy: the order of its rows, and whether the database numbers them. */
export interface Content {
  readonly table: keyof Tables;
  /** The primary key. */
  readonly keys: readonly string[];
  readonly countsUp: boolean;
}

/** Every table, those first that others refer to. What is derived from them by triggers or on demand is not among them. */
export const CONTENTS: readonly Content[] = [
  { table: 'settings', keys: ['key'], countsUp: false },
  { table: 'tallies', keys: ['day', 'name'], countsUp: false },
  { table: 'leases', keys: ['name'], countsUp: false },
  { table: 'hosts', keys: ['name'], countsUp: false },
  { table: 'feeds', keys: ['id'], countsUp: false },
  { table: 'stories', keys: ['id'], countsUp: true },
  { table: 'story_topics', keys: ['story_id', 'topic_id'], countsUp: false },
  { table: 'story_changes', keys: ['story_id', 'revision'], countsUp: false },
  { table: 'story_told', keys: ['story_id', 'destination_id'], countsUp: false },
  { table: 'articles', keys: ['id'], countsUp: true },
  { table: 'entries', keys: ['id'], countsUp: true },
  { table: 'destinations', keys: ['id'], countsUp: false },
  { table: 'outbox', keys: ['id'], countsUp: true },
  { table: 'cards', keys: ['id'], countsUp: true },
  { table: 'digests', keys: ['destination_id', 'kind'], countsUp: false },
  { table: 'mutes', keys: ['destination_id', 'kind', 'subject'], countsUp: false },
  { table: 'feedback', keys: ['person', 'story_id'], countsUp: false },
];
