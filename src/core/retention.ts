/** How long what is kept, in days. */
export interface Retention {
  /** Articles off the subject, with the evidence that they are. */
  readonly offSubjectDays: number;
  /** The texts of articles on the subject and the evidence for their scores; headline, outlet and address stay. */
  readonly evidenceDays: number;
  /** Stories with their reports, and what readers said of them. */
  readonly storyDays: number;
  /** What the ledger says of entries off the subject and of old ones. Entries on the subject stay: they must not be news twice. */
  readonly ledgerDays: number;
  /** Messages that were delivered, or never will be. */
  readonly deliveryDays: number;
}

/** Short where much comes in and nobody asks for it again, long where it is small. */
export const DEFAULT_RETENTION: Retention = {
  offSubjectDays: 7,
  evidenceDays: 90,
  storyDays: 730,
  ledgerDays: 180,
  deliveryDays: 90,
};
