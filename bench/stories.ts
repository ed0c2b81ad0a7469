import { clusterMetrics, type ClusterMetrics, type PlacedEntry } from '../src/core/cluster-evaluate.ts';
import { trainStoryModel } from '../src/core/cluster-learn.ts';
import { createClusterStream } from '../src/core/cluster-stream.ts';
import { toStoryMatcher } from '../src/core/story-model.ts';
import { foldOf } from '../src/core/train.ts';
import {
  readInventedStoryExamples,
  readStoryExamples,
  readStoryLexicons,
  type StoryExample,
} from './story-corpus.ts';

/*
 * How well stories agree with the labelled events. Cross-validated by event: the weights and the rarities that place
 * an entry were learned without any report of its event, yet among all the other entries, as in use.
 */

const FOLDS = 5;
/** Several splits into folds, so that one lucky split does not decide. */
const SPLITS = ['', 'a', 'b'];

const lexicons = readStoryLexicons();
const examples = readStoryExamples(lexicons);
const invented = process.argv.includes('--with-invented') ? readInventedStoryExamples(lexicons) : [];

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
};
show('all entries', () => true);
show('on subject', ({ id }) => isRelevant.has(id));

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
  if (!process.argv.includes('--mistakes')) return;
  for (const [one, other] of similarMerged) console.log(`    ${one} + ${other}`);
}
