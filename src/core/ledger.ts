/**
 * Where an entry ended. Every entry a feed ever gave has exactly one of these, with its reason in words.
 * `posted` started a story that was owed to somebody; `updated` joined one that had been; `kept` belongs to a story
 * that nobody was owed an alert of, and waits for the digest.
 */
export const LEDGER_STATES = [
  'posted',
  'updated',
  'kept',
  'below-threshold',
  'off-subject',
  'duplicate',
  'too-old',
  'baseline',
] as const;
export type LedgerState = (typeof LEDGER_STATES)[number];

/** The state an entry ended in, and why, in one line. */
export interface Verdict {
  readonly state: LedgerState;
  readonly reason: string;
}
