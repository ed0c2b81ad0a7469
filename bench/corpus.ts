import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { decodeHTML } from 'entities';
import { parse } from 'yaml';
import { z } from 'zod';
import { compileConcepts, ROLES, type Concept, type Lexicon } from '../src/core/text/concepts.ts';
import type { Example } from '../src/core/relevance/train.ts';

const CONFIG = new URL('../config/venezuela-us/', import.meta.url);
/** The labelled entries where the corpus stands beside the checkout; else the project's own copy. */
const CORPORA = [
  new URL('../../shared/corpus/dev.jsonl', import.meta.url),
  new URL('examples.jsonl', CONFIG),
];

const spellings = z
  .array(z.string())
  .transform((all): Record<string, string[]> => ({ all }))
  .or(z.record(z.string(), z.array(z.string())));
const concepts = z.object({
  groups: z.array(
    z.object({
      role: z.enum(ROLES),
      class: z.string(),
      concepts: z.record(z.string(), spellings),
    }),
  ),
});

export function readConcepts(path: URL = new URL('concepts.yaml', CONFIG)): readonly Concept[] {
  return concepts.parse(parse(readFileSync(path, 'utf8'))).groups.flatMap((group) =>
    Object.entries(group.concepts).map(([id, written]) => ({
      id,
      role: group.role,
      classes: [group.class],
      spellings: written,
    })),
  );
}

export const readLexicon = (): Lexicon => compileConcepts(readConcepts());

const line = z.object({
  id: z.string(),
  lang: z.string(),
  title: z.string(),
  description: z.string().default(''),
  relevant: z.boolean(),
  topics: z.array(z.string()),
  hard: z.boolean().default(false),
  event: z.string(),
  note: z.string().default(''),
  invented: z.boolean().default(false),
});

const toExample = (text: string): Example => {
  const { lang, description, note, ...rest } = line.parse(JSON.parse(text));
  const notes = note.split(';').map((part) => part.trim());
  return { ...rest, language: lang, text: plain(description), notes: notes.filter((part) => part !== '') };
};

/** Markup off, entities read, paragraphs kept apart: what the feed reader hands to the core. */
function plain(html: string): string {
  const apart = html.replaceAll(/<(?:br|\/p|\/div|\/li)\b[^>]*>/gi, '\n').replaceAll(/<[^>]*>/g, ' ');
  return decodeHTML(apart)
    .replaceAll(/[^\S\n]+/g, ' ')
    .trim();
}

function readLines(path: URL): readonly Example[] {
  return readFileSync(path, 'utf8').trim().split('\n').map(toExample);
}

/** The real labelled entries, without the invented ones. */
export function readRealExamples(): readonly Example[] {
  const path = CORPORA.find((candidate) => existsSync(candidate));
  return path === undefined ? [] : readLines(path).filter(({ invented }) => !invented);
}

export function readInventedExamples(): readonly Example[] {
  const path = new URL('examples-invented.jsonl', CONFIG);
  return existsSync(path) ? readLines(path) : [];
}

/** Names the concepts and examples that a model was learned from. */
export function fingerprint(examples: readonly Example[], known: readonly Concept[]): string {
  return createHash('sha256')
    .update(JSON.stringify([examples, known]))
    .digest('hex')
    .slice(0, 16);
}

export const WEIGHTS = new URL('weights.json', CONFIG);
export const TOPICS = ['talks', 'strikes', 'oil', 'migration', 'narcotics'];
export const LANGUAGES = ['en', 'es', 'pt'];
