import { UI_LANGUAGES, type Topic } from '../subject.ts';
import { fold } from '../text/characters.ts';

/** What somebody wrote for topics: those that are meant, and the first name that is none. */
export interface NamedTopics {
  readonly topics: readonly Topic[];
  readonly unknown?: { readonly written: string; readonly meant?: Topic };
}

/** How alike a name must be to be asked back for. Four letters of six in their order are; a shared ending is not. */
const ALIKE = 0.4;

/** Reads a list of topics as people write it: names in any language or ids, joined by commas, accents or not. */
export function readTopicNames(written: string, topics: readonly Topic[]): NamedTopics {
  const names = written
    .split(/[,;]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const found = names.map((name) => ({ name, topic: topics.find((topic) => isNamed(topic, name)) }));
  const strange = found.find(({ topic }) => topic === undefined);
  const meant = strange === undefined ? undefined : findAlike(strange.name, topics);
  return {
    topics: topics.filter((topic) => found.some((one) => one.topic === topic)),
    ...(strange === undefined
      ? {}
      : { unknown: { written: strange.name, ...(meant === undefined ? {} : { meant }) } }),
  };
}

/** Suggests lists for what has been written so far: the finished names, each with a topic that the last part begins. */
export function suggestTopicNames(
  written: string,
  topics: readonly Topic[],
  nameOf: (topic: Topic) => string,
): readonly string[] {
  const parts = written.split(/[,;]/).map((part) => part.trim());
  const begun = fold(parts.at(-1) ?? '');
  const done = readTopicNames(parts.slice(0, -1).join(','), topics).topics;
  const left = topics.filter((topic) => !done.includes(topic));
  const fitting = left.filter((topic) => namesOf(topic).some((name) => name.includes(begun)));
  return (fitting.length === 0 ? left : fitting).map((topic) => [...done, topic].map(nameOf).join(', '));
}

const namesOf = ({ id, name }: Topic): string[] => [
  id,
  ...UI_LANGUAGES.map((language) => fold(name[language])),
];

const isNamed = (topic: Topic, name: string): boolean => namesOf(topic).includes(fold(name));

function findAlike(name: string, topics: readonly Topic[]): Topic | undefined {
  const ranked = topics
    .map((topic) => ({
      topic,
      alike: Math.max(...namesOf(topic).map((known) => likeness(known, fold(name)))),
    }))
    .toSorted((one, other) => other.alike - one.alike);
  return ranked.find(({ alike }) => alike >= ALIKE)?.topic;
}

/** The share of letter pairs that two words have in common (Dice's coefficient), in [0, 1]. */
function likeness(one: string, other: string): number {
  const pairs = [one, other].map(
    (word) => new Set(Array.from(word.slice(1), (end, at) => `${word[at] ?? ''}${end}`)),
  );
  const [left = new Set(), right = new Set()] = pairs;
  return (2 * left.intersection(right).size) / Math.max(1, left.size + right.size);
}
