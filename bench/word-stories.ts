import type { PlacedEntry } from '../src/core/stories/cluster-evaluate.ts';
import { DEFAULT_SPANS } from '../src/core/stories/story.ts';
import type { StoryExample } from './story-corpus.ts';

/** The best of the thresholds from 0.05 to 0.4 on the labelled entries. */
const THRESHOLD = 0.1;

/**
 * The rival: each entry joins the story of the entry whose words are most like its own (cosine of TF-IDF weights), if
 * it is like enough. Its rarities are counted over all entries, which flatters it.
 */
export function placeByWords(examples: readonly StoryExample[]): readonly PlacedEntry[] {
  const counts = new Map<string, number>();
  for (const example of examples)
    for (const word of wordsOf(example)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const placed: { readonly entry: PlacedEntry; readonly weights: ReadonlyMap<string, number> }[] = [];
  for (const example of examples) {
    const weights = weigh(wordsOf(example), (word) => Math.log(examples.length / (counts.get(word) ?? 1)));
    const { at, language } = example.fingerprint;
    let best = { story: example.id, likeness: THRESHOLD };
    for (const other of placed.filter(({ entry }) => at - entry.at <= DEFAULT_SPANS.windowMs)) {
      const likeness = cosine(weights, other.weights);
      if (likeness > best.likeness) best = { story: other.entry.story, likeness };
    }
    placed.push({
      entry: { id: example.id, event: example.event, story: best.story, at, language },
      weights,
    });
  }
  return placed.map(({ entry }) => entry);
}

const wordsOf = ({ fingerprint }: StoryExample): readonly string[] => [
  ...fingerprint.headTerms,
  ...fingerprint.textTerms,
];

function weigh(words: readonly string[], rarityOf: (word: string) => number): ReadonlyMap<string, number> {
  const norm = Math.sqrt(words.reduce((sum, word) => sum + rarityOf(word) ** 2, 0)) || 1;
  return new Map(words.map((word) => [word, rarityOf(word) / norm]));
}

function cosine(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let product = 0;
  for (const [word, weight] of one) product += weight * (other.get(word) ?? 0);
  return product;
}
