import { LEDGER_STATES } from './ledger.ts';
import type { DeliveryState } from './messages/message.ts';

/** What came in, counted when it did, against what has become of it. */
export interface Balance {
  readonly name: 'entries' | 'deliveries';
  /** Counted apart from the rows, in the transaction that wrote them. */
  readonly counted: number;
  /** The rows that are there, by state. */
  readonly states: Readonly<Record<string, number>>;
  /** The rows that were removed because of their age, by the state they were in. */
  readonly removed: Readonly<Record<string, number>>;
}

const DELIVERY_STATES = {
  pending: true,
  sending: true,
  sent: true,
  failed: true,
  unknown: true,
  dead: true,
  folded: true,
} as const satisfies Readonly<Record<DeliveryState, true>>;

const KNOWN = {
  entries: new Set<string>(LEDGER_STATES),
  deliveries: new Set(Object.keys(DELIVERY_STATES)),
};

/**
 * Lists in plain words where the books do not balance: everything that came in must be in exactly one known state. None
 * when nothing was lost and nothing appeared.
 * @param looseEnds rows that refer to what is not there, by what is wrong
 */
export function findDifferences(
  balances: readonly Balance[],
  looseEnds: Readonly<Record<string, number>>,
): string[] {
  return [
    ...balances.flatMap(findImbalances),
    ...Object.entries(looseEnds).flatMap(([what, count]) =>
      count === 0 ? [] : [`${String(count)} ${what}`],
    ),
  ];
}

function findImbalances({ name, counted, states, removed }: Balance): string[] {
  const there = total(states) + total(removed);
  const strange = Object.keys({ ...states, ...removed }).filter((state) => !KNOWN[name].has(state));
  return [
    ...(there === counted
      ? []
      : [`${String(counted)} ${name} were counted, and ${String(there)} are accounted for`]),
    ...strange.map((state) => `${name} in the unknown state "${state}"`),
  ];
}

/** Adds up the figures of all states. */
export const total = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);
