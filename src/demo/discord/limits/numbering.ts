import { flatten, type Component } from './components.ts';

/** Gives every component without an id the next free number, from 1 on, in the order that a reader meets them. */
export function numberComponents(components: readonly Component[]): Component[] {
  const numbered = structuredClone([...components]);
  const parts = flatten(numbered);
  const taken = new Set(parts.flatMap(({ id }) => id || []));
  let next = 1;
  for (const component of parts.filter(({ id }) => !id)) {
    while (taken.has(next)) next += 1;
    taken.add(next);
    component.id = next;
  }
  return numbered;
}
