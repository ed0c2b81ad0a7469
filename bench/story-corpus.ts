import { toExample } from '../src/app/tools/learn.ts';
import { fingerprint } from '../src/core/facts/fingerprint.ts';
import type { Fingerprint } from '../src/core/stories/story.ts';
import { readCorpus } from './corpus.ts';

/** A labelled entry with its fingerprint. */
export interface StoryExample {
  readonly id: string;
  readonly event: string;
  readonly title: string;
  readonly relevant: boolean;
  readonly fingerprint: Fingerprint;
}

/** The labelled entries in the order of their publication, those of one day by their id: real ones, or invented ones. */
export function readStoryExamples(kind: 'real' | 'invented'): readonly StoryExample[] {
  const { entries, lexicon, world } = readCorpus();
  return entries
    .filter(({ invented }) => invented === (kind === 'invented'))
    .map((entry) => {
      const { id, event, title, relevant } = entry;
      const article = { ...toExample(entry), at: Date.parse(entry.published) };
      return { id, event, title, relevant, fingerprint: fingerprint(article, { subject: lexicon, world }) };
    })
    .toSorted((a, b) => a.fingerprint.at - b.fingerprint.at || (a.id < b.id ? -1 : 1));
}
