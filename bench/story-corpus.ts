import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { decodeHTML } from 'entities';
import { z } from 'zod';
import { compileConcepts } from '../src/core/text/concepts.ts';
import { fingerprint, type StoryLexicons } from '../src/core/facts/fingerprint.ts';
import type { Fingerprint } from '../src/core/stories/story.ts';
import { readConcepts } from './corpus.ts';

const CONFIG = new URL('../config/', import.meta.url);
/** The labelled entries where the corpus stands beside the checkout; else the project's own copy. */
const CORPORA = [
  new URL('../../shared/corpus/dev.jsonl', import.meta.url),
  new URL('venezuela-us/examples.jsonl', CONFIG),
];
const INVENTED = new URL('venezuela-us/examples-invented.jsonl', CONFIG);
export const PAIR_WEIGHTS = new URL('venezuela-us/pair-weights.json', CONFIG);

/** A labelled entry with its fingerprint. */
export interface StoryExample {
  readonly id: string;
  readonly event: string;
  readonly title: string;
  readonly relevant: boolean;
  readonly fingerprint: Fingerprint;
}

const line = z.object({
  id: z.string(),
  lang: z.string(),
  title: z.string(),
  description: z.string().default(''),
  published: z.iso.date().or(z.iso.datetime()),
  relevant: z.boolean(),
  event: z.string(),
  invented: z.boolean().default(false),
});

export function readStoryLexicons(): StoryLexicons {
  return {
    subject: compileConcepts(readConcepts()),
    world: compileConcepts(readConcepts(new URL('world.yaml', CONFIG))),
  };
}

/** The real labelled entries in the order of their publication, those of one day by their id. */
export function readStoryExamples(lexicons: StoryLexicons): readonly StoryExample[] {
  const path = CORPORA.find((candidate) => existsSync(candidate));
  return path === undefined ? [] : readLines(path, lexicons, false);
}

export function readInventedStoryExamples(lexicons: StoryLexicons): readonly StoryExample[] {
  return existsSync(INVENTED) ? readLines(INVENTED, lexicons, true) : [];
}

function readLines(path: URL, lexicons: StoryLexicons, isInvented: boolean): readonly StoryExample[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((text) => line.parse(JSON.parse(text)))
    .filter(({ invented }) => invented === isInvented)
    .map(({ id, event, relevant, title, description, lang, published }) => ({
      id,
      event,
      title,
      relevant,
      fingerprint: fingerprint(
        { title, text: plain(description), language: lang, at: Date.parse(published) },
        lexicons,
      ),
    }))
    .toSorted((a, b) => a.fingerprint.at - b.fingerprint.at || (a.id < b.id ? -1 : 1));
}

function plain(html: string): string {
  return decodeHTML(html.replaceAll(/<[^>]*>/g, ' '))
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Names the entries that a model was learned from. */
export function corpusHash(examples: readonly StoryExample[]): string {
  return createHash('sha256').update(JSON.stringify(examples)).digest('hex').slice(0, 16);
}
