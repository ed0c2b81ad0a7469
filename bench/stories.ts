import { placeArticle } from '../src/core/stories/cluster.ts';
import {
  clusterMetrics,
  type ClusterMetrics,
  type PlacedEntry,
} from '../src/core/stories/cluster-evaluate.ts';
import { trainStoryModel } from '../src/core/stories/cluster-learn.ts';
import { createClusterStream } from '../src/core/stories/cluster-stream.ts';
import { createStoryIndex } from '../src/core/stories/story-index.ts';
import { toStoryMatcher } from '../src/core/stories/story-model.ts';
import type { Fingerprint } from '../src/core/stories/story.ts';
import { foldOf } from '../src/core/relevance/train.ts';
import { readStoryExamples, type StoryExample } from './story-corpus.ts';
import { placeByWords } from './word-stories.ts';

/*
 * How well stories agree with the labelled events. Cross-validated by event: the weights and the rarities that place
 * an entry were learned without any report of its event, yet among all the other entries, as in use.
 */

const FOLDS = 5;
const OPEN_STORIES = 5_000;
const ARRIVALS = 2_000;
const HOUR_MS = 3_600_000;
/** Several splits into folds, so that one lucky split does not decide. */
const SPLITS = ['', 'a', 'b'];

const examples = readStoryExamples('real');
const invented = process.argv.includes('--with-invented') ? readStoryExamples('invented') : [];

const runs = SPLITS.flatMap((split) =>
  Array.from({ length: FOLDS }, (_, fold) => {
    const isHeldOut = ({ event }: { readonly event: string }) => foldOf(event + split, FOLDS) === fold;
    return { entries: place([...examples.filter((example) => !isHeldOut(example)), ...invented]), isHeldOut };
  }),
);
const isRelevant = new Set(examples.filter(({ relevant }) => relevant).map(({ id }) => id));
const show = (name: string, isCounted: (entry: PlacedEntry) => boolean): void => {
  const counted = runs.map(({ entries, isHeldOut }) => ({
    entries: entries.filter(isCounted),
    weightOf: (entry: PlacedEntry) => (isHeldOut(entry) ? 1 : 0),
  }));
  print(name, clusterMetrics(counted));
  const bySplit = SPLITS.map(
    (_, split) => clusterMetrics(counted.slice(split * FOLDS, (split + 1) * FOLDS)).pairs.f1,
  );
  console.log(`${' '.repeat(12)} pairs F1 by split ${bySplit.map((f1) => f1.toFixed(3)).join(' ')}`);
};
show('all entries', () => true);
show('on subject', ({ id }) => isRelevant.has(id));
print('words alone', clusterMetrics([{ entries: placeByWords(examples), weightOf: () => 1 }]));
measureSpeed();

function place(learned: readonly StoryExample[]): readonly PlacedEntry[] {
  const put = createClusterStream(toStoryMatcher(trainStoryModel(learned, '')));
  return examples.map(({ id, event, fingerprint }) => ({
    id,
    event,
    story: put(id, fingerprint).story,
    at: fingerprint.at,
    language: fingerprint.language,
  }));
}

function print(name: string, { pairs, bCubed, acrossLanguages, similarMerged }: ClusterMetrics): void {
  console.log(
    `${name.padEnd(12)} pairs P ${pairs.precision.toFixed(3)} R ${pairs.recall.toFixed(3)} F1 ${pairs.f1.toFixed(3)}`,
    `  B-cubed F1 ${bCubed.f1.toFixed(3)}`,
    `  across languages ${(acrossLanguages.found / acrossLanguages.all).toFixed(2)}`,
    `  similar merged ${similarMerged.length}`,
  );
  for (const [one, other] of similarMerged) console.log(`    ${one} + ${other}`);
}

/** Fills an index with open stories made from the entries themselves, their facts renumbered, then places against it. */
function measureSpeed(): void {
  const matcher = toStoryMatcher(trainStoryModel(examples, ''));
  const index = createStoryIndex(matcher);
  const now = Date.UTC(2026, 0, 5);
  for (let story = 0; story < OPEN_STORIES; story += 1) {
    index.add(`s${story}`, {
      articleId: `a${story}`,
      fingerprint: variantOf(story, now - (story % 72) * HOUR_MS),
    });
  }
  const arrivals = Array.from({ length: ARRIVALS }, (_, number) => variantOf(number * 7 + 3, now));
  const begin = process.cpuUsage();
  let joined = 0;
  for (const fingerprint of arrivals) {
    joined += placeArticle(fingerprint, index.findCandidates(fingerprint), matcher).kind === 'join' ? 1 : 0;
  }
  const { user, system } = process.cpuUsage(begin);
  const seconds = (user + system) / 1e6;
  console.log(
    `speed        ${Math.round(ARRIVALS / seconds)} entries a second of processor time placed against ${index.size} open stories (${joined} joined)`,
  );
}

/** An entry of the corpus with another's text, a third of its words and names made its own. */
function variantOf(number: number, at: number): Fingerprint {
  const source = examples[number % examples.length]?.fingerprint;
  if (source === undefined) throw new RangeError('no labelled entries to measure with');
  const variant = Math.floor(number / examples.length);
  const vary = (word: string, position: number) => (position % 3 === 0 ? `${word}${variant}` : word);
  const other = examples[(number * 13) % examples.length]?.fingerprint ?? source;
  return {
    ...source,
    at,
    headTerms: source.headTerms.map(vary),
    names: source.names.map(vary),
    textTerms: other.textTerms,
    textConcepts: other.textConcepts,
  };
}
