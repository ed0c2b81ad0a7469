import type { Concept, Role } from '../text/concepts.ts';
import type { Reading, Sighting } from './reading.ts';
import type { Place } from '../types.ts';

/** One input of the linear models: there or not, and the words that gave it. */
export interface Feature {
  readonly name: string;
  readonly words: readonly string[];
  readonly place: Place;
}

/**
 * How strongly each kind of feature may speak: learning penalises a weight before this factor. A class says in general
 * what a concept says in particular, so a concept needs more examples to outweigh its class.
 */
const SCALES = new Map([
  ['concept', 0.5],
  ['class', 1],
  ['role', 1],
  ['pair', 0.5],
  ['sides', 1],
]);

/** Returns the scale of a feature's kind, which its name begins with. */
export function scaleOf(name: string): number {
  return SCALES.get(name.slice(0, name.indexOf(':'))) ?? 1;
}

/**
 * Turns what was read into features, each once, in a fixed order: every concept, its role (`role:side-b`) and its classes
 * (`class:b-force`), both also by place (`class:b-force@headline`), the company they keep (`pair:a-name+b-force@sentence`),
 * and which roles are there at all (`sides:side-a+side-b@headline`).
 */
export function extractFeatures(reading: Reading): readonly Feature[] {
  const collected = new Map<string, Sighting[]>();
  const add: Add = (name, ...sightings) => {
    const known = collected.get(name);
    if (known === undefined) collected.set(name, sightings);
    else known.push(...sightings);
  };
  for (const sighting of reading.sightings) {
    for (const name of ownNames(sighting)) add(name, sighting);
  }
  addPairs(reading.sightings, add);
  for (const place of ['headline', 'entry']) addSides(reading, place, add);
  return [...collected].map(([name, sightings]) => ({
    name,
    words: wordsOf(sightings),
    place: placeOf(sightings),
  }));
}

/** The names that a sighting gives by itself: made once for every concept and place. */
function ownNames({ concept, place }: Sighting): readonly string[] {
  const known = namesByConcept.get(concept) ?? new Map<Place, readonly string[]>();
  const found = known.get(place);
  if (found !== undefined) return found;
  const kinds = [`role:${concept.role}`, ...[...classesOf(concept)].map((name) => `class:${name}`)];
  const names = [`concept:${concept.id}`, ...kinds.flatMap((kind) => [kind, `${kind}@${place}`])];
  namesByConcept.set(concept, known.set(place, names));
  return names;
}

const namesByConcept = new WeakMap<Concept, Map<Place, readonly string[]>>();

/**
 * A concept's classes, and the family of a class, which stands before its slash (`oil/ship` is of `oil`), so that a fine
 * class with few examples leans on its like.
 */
function classesOf({ classes }: Concept): ReadonlySet<string> {
  return new Set([...classes, ...classes.map(familyOf)]);
}

/**
 * Says whether a feature may speak on a topic. The role alone may not: it is the same for the words of every topic, so
 * an entry that carries two of them would count against both.
 */
export function speaksOnTopics(name: string): boolean {
  return !name.startsWith('role:');
}

const familyOf = (name: string): string => name.split('/', 1)[0] ?? name;

type Add = (name: string, ...sightings: Sighting[]) => void;

function addPairs(sightings: readonly Sighting[], add: Add): void {
  for (const [index, one] of sightings.entries()) {
    for (let next = index + 1; next < sightings.length; next += 1) {
      const other = sightings[next];
      if (other === undefined || one.concept === other.concept) continue;
      const names = pairNames(one.concept, other.concept);
      if (one.sentence === other.sentence) add(names.sentence, one, other);
      if (other.place === 'headline') add(names.headline, one, other);
      add(names.entry, one, other);
    }
  }
}

interface PairNames {
  readonly sentence: string;
  readonly headline: string;
  readonly entry: string;
}

const namesByPair = new WeakMap<Concept, WeakMap<Concept, PairNames>>();

function pairNames(one: Concept, other: Concept): PairNames {
  const known = namesByPair.get(one) ?? new WeakMap<Concept, PairNames>();
  const found = known.get(other);
  if (found !== undefined) return found;
  const pair = [pairKind(one), pairKind(other)].toSorted().join('+');
  const names = {
    sentence: `pair:${pair}@sentence`,
    headline: `pair:${pair}@headline`,
    entry: `pair:${pair}@entry`,
  };
  namesByPair.set(one, known.set(other, names));
  return names;
}

const pairKind = ({ classes: [name = ''] }: Concept): string => familyOf(name);

const SIDES = ['side-a', 'side-b'] as const;
const ROLES = [...SIDES, 'foreign', 'disarming', 'topic'] as const;

/** Which of the roles are there, as one feature: both sides together say more than each of them alone. */
function addSides({ sightings }: Reading, place: string, add: Add): void {
  const there = sightings.filter((sighting) => place === 'entry' || sighting.place === place);
  for (const [kind, roles] of [
    ['sides', SIDES],
    ['roles', ROLES],
  ] as const) {
    const shown = there.filter((sighting) => roles.some((role) => isOn(sighting, role)));
    const found = roles.filter((role) => shown.some((sighting) => isOn(sighting, role)));
    add(`${kind}:${found.join('+') || 'none'}@${place}`, ...shown);
  }
}

const isOn = ({ concept }: Sighting, role: Role): boolean =>
  concept.role === role || (concept.role === 'both' && role.startsWith('side'));

function wordsOf(sightings: readonly Sighting[]): readonly string[] {
  const words: string[] = [];
  for (const sighting of sightings) if (!words.includes(sighting.words)) words.push(sighting.words);
  return words;
}

function placeOf(sightings: readonly Sighting[]): Place {
  const place = sightings[0]?.place ?? 'both';
  return sightings.every((sighting) => sighting.place === place) ? place : 'both';
}
