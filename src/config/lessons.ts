import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Lexicon } from '../core/text/concepts.ts';
import { NO_RULES, type Rules } from '../core/relevance/model.ts';
import type { TopicId } from '../core/types.ts';
import { loadLexicon, type ConfigurationPlace } from './configuration.ts';
import { loadExamples, type LabelledEntry } from './examples.ts';
import { loadModel } from './models.ts';
import { ConfigurationError } from './problem.ts';
import { loadSubject } from './subject.ts';

/** What a subject's folder has to learn from. */
export interface LoadedLessons {
  readonly topics: readonly TopicId[];
  readonly lexicon: Lexicon;
  readonly world: Lexicon;
  readonly entries: readonly LabelledEntry[];
  /** The pinned and forbidden weights of the model that is to be replaced. */
  readonly rules: Rules;
}

/** Reads what there is to learn from. Throws one ConfigurationError with every problem. */
export function loadLessons({ configDir, subject: id }: ConfigurationPlace): LoadedLessons {
  const folder = join(configDir, id);
  const subject = loadSubject(id, join(folder, 'subject.yaml'), new Map());
  const lexicon = loadLexicon(join(folder, 'concepts.yaml'));
  const world = loadLexicon(join(configDir, 'world.yaml'));
  const entries = loadExamples(folder);
  if (
    subject.value === undefined ||
    lexicon.value === undefined ||
    world.value === undefined ||
    entries.value === undefined
  ) {
    throw new ConfigurationError([subject, lexicon, world, entries].flatMap(({ problems }) => problems));
  }
  return {
    topics: subject.value.topics.map((topic) => topic.id),
    lexicon: lexicon.value,
    world: world.value,
    entries: entries.value,
    rules: rulesOf(join(folder, 'weights.json')),
  };
}

/** A model that is missing or of another time has no say in the next one. */
function rulesOf(path: string): Rules {
  return (existsSync(path) ? loadModel(path).value?.rules : undefined) ?? NO_RULES;
}
