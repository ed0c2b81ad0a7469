import { existsSync, readFileSync } from 'node:fs';
import Parser from 'rss-parser';
import * as z from 'zod';
import { decodeBody } from '../src/feeds/reading/decode.ts';

const FOLDER = '../shared/feeds';
const MANIFEST = `${FOLDER}/manifest.jsonl`;

const stated = z.record(z.string(), z.string());
const rowSchema = z.object({
  suite: z.string(),
  file: z.string(),
  format: z.string(),
  bytes: z.number(),
  wellformed: z.boolean().nullable(),
  header: z.record(z.string(), z.string()),
  url: z.string().nullable(),
  expect: z.object({
    feed: stated.default({}),
    items: z.record(z.string(), stated).default({}),
    nitems: z.number().optional(),
    mustfail: z.boolean().optional(),
  }),
});

/** One file of the corpus, with the values that its suite states. */
export interface CorpusFile extends z.infer<typeof rowSchema> {
  readonly body: Buffer;
  readonly contentType: string | undefined;
}

/** The corpus, or undefined where it is not beside this checkout. */
export function loadCorpus(): readonly CorpusFile[] | undefined {
  if (!existsSync(MANIFEST)) return undefined;
  const lines = readFileSync(MANIFEST, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const row = rowSchema.parse(JSON.parse(line));
    return { ...row, body: readFileSync(`${FOLDER}/${row.file}`), contentType: row.header['content-type'] };
  });
}

export const textOf = (file: CorpusFile): string => decodeBody(file.body, file.contentType);

type Parsed = Readonly<Record<string, unknown>> & {
  readonly items: readonly Readonly<Record<string, unknown>>[];
};

/** Reads with rss-parser alone, as its README says but for a fresh instance; undefined where it throws. */
export async function readWithRssParserAlone(text: string): Promise<Parsed | undefined> {
  try {
    return await new Parser<Record<string, unknown>, Record<string, unknown>>().parseString(text);
  } catch {
    return undefined;
  }
}

/** A figure in per cent, two places. */
export const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(2)} %`;
