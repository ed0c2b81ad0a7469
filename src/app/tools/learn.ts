import { createHash } from 'node:crypto';
import type { LabelledEntry } from '../../config/examples.ts';
import { extractFeatures } from '../../core/relevance/features.ts';
import { fingerprint } from '../../core/facts/fingerprint.ts';
import { trainStoryModel } from '../../core/stories/cluster-learn.ts';
import type { Lexicon } from '../../core/text/concepts.ts';
import type { Model, Rules } from '../../core/relevance/model.ts';
import { readEntry } from '../../core/relevance/reading.ts';
import type { StoryModel } from '../../core/stories/story-model.ts';
import { trainModel, type Example } from '../../core/relevance/train.ts';
import type { TopicId } from '../../core/types.ts';
import { htmlToLine, htmlToText } from '../../feeds/reading/html-text.ts';

/** What is learned from, and for which questions. */
export interface Lessons {
  readonly topics: readonly TopicId[];
  readonly lexicon: Lexicon;
  readonly world: Lexicon;
  readonly entries: readonly LabelledEntry[];
  /** What an operator decided about single weights. */
  readonly rules: Rules;
}

/** Reading the entries, weighing their features, telling their events apart. */
export const LEARNING_PARTS = 3;

/**
 * Learns both models of a subject: what is on it and of which topic, and what tells its events apart. Says when each
 * of its parts is done.
 */
export function learn(
  lessons: Lessons,
  onPart: () => void = () => undefined,
): { readonly model: Model; readonly storyModel: StoryModel } {
  const { topics, lexicon, world, rules } = lessons;
  const examples = lessons.entries.map(toExample);
  const corpus = hashOf(lessons);
  const prepared = examples.map((example) => ({
    example,
    features: extractFeatures(readEntry(example, example.language, lexicon)),
  }));
  const reports = lessons.entries
    .map((entry, index) => ({ entry, example: examples[index] }))
    .toSorted((one, other) => byTime(one.entry, other.entry))
    .flatMap(({ entry, example }) =>
      example === undefined
        ? []
        : [
            {
              event: entry.event,
              invented: entry.invented,
              fingerprint: fingerprint(
                { ...example, at: Date.parse(entry.published) },
                { subject: lexicon, world },
              ),
            },
          ],
    );
  onPart();
  const model = trainModel(prepared, { topics, corpus, rules });
  onPart();
  const storyModel = trainStoryModel(reports, corpus);
  onPart();
  return { model, storyModel };
}

/** Turns a labelled entry into what the core learns from and checks against, its markup read as in a feed. */
export function toExample({ lang, title, description, note, ...rest }: LabelledEntry): Example {
  const notes = note.split(';').map((part) => part.trim());
  return {
    ...rest,
    language: lang,
    title: htmlToLine(title),
    text: htmlToText(description),
    notes: notes.filter((part) => part !== ''),
  };
}

const byTime = (one: LabelledEntry, other: LabelledEntry): number =>
  Date.parse(one.published) - Date.parse(other.published) || (one.id < other.id ? -1 : 1);

/** Names what a model was learned from: other entries or other concepts, another name. */
function hashOf({ entries, lexicon, world }: Lessons): string {
  return createHash('sha256')
    .update(JSON.stringify([entries, lexicon.concepts, world.concepts]))
    .digest('hex')
    .slice(0, 16);
}
