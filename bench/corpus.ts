import { toExample } from '../src/app/tools/learn.ts';
import type { LabelledEntry } from '../src/config/examples.ts';
import { loadLessons } from '../src/config/lessons.ts';
import type { Example } from '../src/core/relevance/train.ts';
import type { Lexicon } from '../src/core/text/concepts.ts';
import type { TopicId } from '../src/core/types.ts';

/** What a subject's folder holds to learn from and to check with. */
export interface Corpus {
  readonly lexicon: Lexicon;
  readonly world: Lexicon;
  readonly topics: readonly TopicId[];
  readonly entries: readonly LabelledEntry[];
  /** Taken from feeds and labelled: the only ones that are checked. */
  readonly real: readonly Example[];
  /** Written for learning. */
  readonly invented: readonly Example[];
}

/** Reads the labelled entries and concepts as `vigia train` does. */
export function readCorpus(): Corpus {
  const { lexicon, world, topics, entries } = loadLessons({ configDir: 'config', subject: 'venezuela-us' });
  const examples = entries.map(toExample);
  return {
    lexicon,
    world,
    topics,
    entries,
    real: examples.filter(({ invented }) => !invented),
    invented: examples.filter(({ invented }) => invented),
  };
}

export const LANGUAGES = ['en', 'es', 'pt'];
