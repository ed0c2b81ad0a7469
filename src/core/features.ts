import type { Concept, Role } from './concepts.ts';
import type { Reading, Sighting } from './reading.ts';
import type { Place } from './types.ts';

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
  ['pair', 0.4],
  ['sides', 1],
]);

/** Returns the scale of a feature's kind, which its name begins with. */
export function scaleOf(name: string): number {
  return SCALES.get(name.slice(0, name.indexOf(':'))) ?? 1;
}

/**
 * Turns what was read into features, each once, in a fixed order: every concept and its classes (`class:b-force`), the
 * classes by place (`class:b-force@headline`), the company they keep (`pair:a-name+b-force@sentence`), and which roles
 * are there at all (`sides:side-a+side-b@headline`).
 */
export function extractFeatures(reading: Reading): readonly Feature[] {
  const collected = new Map<string, Sighting[]>();
  const add: Add = (name, ...sightings) => {
    const known = collected.get(name);
    if (known === undefined) collected.set(name, sightings);
    else known.push(...sightings);
  };
  for (const sighting of reading.sightings) {
    add(`concept:${sighting.concept.id}`, sighting);
    for (const kind of kindsOf(sighting.concept)) {
      add(`class:${kind}`, sighting);
      add(`class:${kind}@${sighting.place}`, sighting);
    }
  }
  addPairs(reading.sightings, add);
  for (const place of ['headline', 'entry']) addSides(reading, place, add);
  return [...collected].map(([name, sightings]) => ({
    name,
    words: [...new Set(sightings.map(({ words }) => words))],
    place: placeOf(sightings),
  }));
}

/**
 * A concept's role and its classes; a topic's concepts also count for their family, which stands before the class's
 * first dash (`oil-ship` is of `oil`), so that a fine class with few examples leans on its like.
 */
function kindsOf({ role, classes }: Concept): ReadonlySet<string> {
  return new Set([role, ...classes, ...(role === 'topic' ? classes.map(familyOf) : [])]);
}

const familyOf = (name: string): string => name.split('-', 1)[0] ?? name;

type Add = (name: string, ...sightings: Sighting[]) => void;

function addPairs(sightings: readonly Sighting[], add: Add): void {
  for (const [index, one] of sightings.entries()) {
    for (const other of sightings.slice(index + 1)) {
      if (one.concept === other.concept) continue;
      const name = pairName(one.concept, other.concept);
      if (one.sentence === other.sentence) add(`${name}@sentence`, one, other);
      if (other.place === 'headline') add(`${name}@headline`, one, other);
      add(`${name}@entry`, one, other);
    }
  }
}

function pairName(one: Concept, other: Concept): string {
  const [first, second] = [pairKind(one), pairKind(other)];
  return first < second ? `pair:${first}+${second}` : `pair:${second}+${first}`;
}

const pairKind = ({ role, classes: [name = ''] }: Concept): string =>
  role === 'topic' ? familyOf(name) : name;

const SIDES = ['side-a', 'side-b'] as const;
const ROLES = [...SIDES, 'disarming', 'topic'] as const;

/** Which of the roles are there, as one feature: both sides together say more than each of them alone. */
function addSides({ sightings }: Reading, place: string, add: Add): void {
  const there = sightings.filter((sighting) => place === 'entry' || sighting.place === place);
  const isOn = ({ concept }: Sighting, role: Role): boolean =>
    concept.role === role || (concept.role === 'both' && role.startsWith('side'));
  for (const [kind, roles] of [
    ['sides', SIDES],
    ['roles', ROLES],
  ] as const) {
    const shown = there.filter((sighting) => roles.some((role) => isOn(sighting, role)));
    const found = roles.filter((role) => shown.some((sighting) => isOn(sighting, role)));
    add(`${kind}:${found.join('+') || 'none'}@${place}`, ...shown);
  }
}

function placeOf(sightings: readonly Sighting[]): Place {
  const places = new Set(sightings.map(({ place }) => place));
  const [only] = places;
  return places.size === 1 && only !== undefined ? only : 'both';
}
