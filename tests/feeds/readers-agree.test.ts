import { expect, test } from 'vitest';
import type { Entry } from '../../src/core/types.ts';
import { loadCorpus, type CorpusFile } from '../../bench/feeds-corpus.ts';
import { readDocument } from '../../src/feeds/reading/read-document.ts';

/** Where the two readers differ on what an entry is known by, and why that is right. */
const DIFFERENCES = new Map([
  ['atom10__entry_link_no_href_link_priority.xml', 'a link by its text alone'],
  ['atom10__entry_link_rel_enclosure_no_href.xml', 'a link by its text alone'],
  ['ep1_v4a.xml', 'an entry within an entry'],
  ['ep2_v4a.xml', 'an entry within an entry'],
  ['v4.xml', 'an entry within an entry'],
  ['v5.xml', 'an entry within an entry'],
  ['v6.xml', 'an entry within an entry'],
]);

const corpus = loadCorpus();

const toIdentity = ({ guid, link }: Entry): string => `${guid ?? ''} ${link ?? ''}`;

async function differs(file: CorpusFile): Promise<boolean> {
  const reading = { body: file.body, url: file.url ?? undefined, contentType: file.contentType };
  const first = await readDocument(reading);
  if (first.kind !== 'read' || first.document.reader !== 'rss-parser') return false;
  const second = await readDocument({ ...reading, preferredReader: 'tolerant' });
  const theirs = second.kind === 'read' ? second.document.entries.map((entry) => toIdentity(entry)) : [];
  return first.document.entries.map((entry) => toIdentity(entry)).join('\n') !== theirs.join('\n');
}

test.skipIf(corpus === undefined)(
  'both readers agree on what each entry of the corpus is known by',
  async () => {
    const names: string[] = [];
    for (const file of corpus ?? []) if (await differs(file)) names.push(file.file);
    const unnamed = names.filter((name) => ![...DIFFERENCES.keys()].some((known) => name.endsWith(known)));
    expect(unnamed).toEqual([]);
  },
);
