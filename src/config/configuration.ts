import { join } from 'node:path';
import { compileConcepts, type Concept, type Lexicon } from '../core/text/concepts.ts';
import type { Destination } from '../core/destination.ts';
import type { Model } from '../core/relevance/model.ts';
import type { StoryModel } from '../core/stories/story-model.ts';
import type { Feed, Subject } from '../core/subject.ts';
import type { TopicId } from '../core/types.ts';
import { loadConcepts } from './concepts.ts';
import { loadDestinations } from './destinations.ts';
import { feedsPathOf, loadFeeds } from './feeds.ts';
import { loadModel, loadStoryModel } from './models.ts';
import { ConfigurationError, type Loaded, type Problem } from './problem.ts';
import { loadSubject } from './subject.ts';

/** Where the files of a watch lie. */
export interface ConfigurationPlace {
  readonly configDir: string;
  readonly subject: string;
}

/** Everything that `config/` says, parsed. */
export interface Configuration {
  readonly subject: Subject;
  readonly lexicon: Lexicon;
  /** Concepts of no subject in particular, for telling events apart. */
  readonly world: Lexicon;
  readonly model: Model;
  readonly storyModel: StoryModel;
  readonly feeds: readonly Feed[];
  readonly destinations: readonly Destination[];
}

/** Reads the whole configuration. Throws one ConfigurationError with every problem of every file. */
export function loadConfiguration({ configDir, subject: id }: ConfigurationPlace): Configuration {
  const folder = join(configDir, id);
  const problems: Problem[] = [];
  const collect = <T>(loaded: Loaded<T>): T | undefined => {
    problems.push(...loaded.problems);
    return loaded.value;
  };
  const model = collect(loadModel(join(folder, 'weights.json')));
  const subject = collect(loadSubject(id, join(folder, 'subject.yaml'), thresholdsOf(model)));
  const read = {
    lexicon: collect(loadLexicon(join(folder, 'concepts.yaml'))),
    world: collect(loadLexicon(join(configDir, 'world.yaml'))),
    storyModel: collect(loadStoryModel(join(folder, 'pair-weights.json'))),
    feeds: collect(loadFeeds(feedsPathOf({ configDir, subject: id }))),
    destinations: collect(loadDestinations(join(configDir, 'destinations.yaml'), subject?.topics)),
  };
  if (subject !== undefined && model !== undefined) problems.push(...unlearnedTopics(subject, model, folder));
  if (problems.length > 0 || subject === undefined || model === undefined || !isComplete(read)) {
    throw new ConfigurationError(problems);
  }
  return { ...read, subject, model: withThresholds(model, subject) };
}

type Complete<T> = { readonly [Key in keyof T]-?: Exclude<T[Key], undefined> };

const isComplete = <T extends object>(read: T): read is T & Complete<T> =>
  Object.values(read).every((value) => value !== undefined);

const thresholdsOf = (model: Model | undefined): ReadonlyMap<TopicId, number> =>
  new Map(Object.entries(model?.topics ?? {}).map(([topic, { threshold }]) => [topic, threshold]));

function unlearnedTopics({ topics }: Subject, model: Model, folder: string): Problem[] {
  return topics
    .filter(({ id }) => !Object.hasOwn(model.topics, id))
    .map(({ id }) => ({
      where: join(folder, 'weights.json'),
      what: `nothing was learned about the topic "${id}"`,
      mend: 'Label examples of it and run: npm run -s vigia -- train.',
    }));
}

/** A threshold that the operator wrote for a topic holds in place of the learned one. */
function withThresholds(model: Model, { topics }: Subject): Model {
  const learned = topics.flatMap(({ id, threshold }) => {
    const topic = model.topics[id];
    return topic === undefined ? [] : [[id, { ...topic, threshold }] as const];
  });
  return { ...model, topics: Object.fromEntries(learned) };
}

/** Reads and compiles concepts; a spelling that two of them claim is a problem like any other. */
export function loadLexicon(path: string): Loaded<Lexicon> {
  const loaded = loadConcepts(path);
  return loaded.value === undefined ? loaded : compile(loaded.value, path);
}

function compile(concepts: readonly Concept[], path: string): Loaded<Lexicon> {
  try {
    return { value: compileConcepts(concepts), problems: [] };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const problems = error.message
      .split('\n')
      .map((what) => ({ where: path, what, mend: 'Correct the spelling.' }));
    return { problems };
  }
}
