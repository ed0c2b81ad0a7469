import type { Assessment } from '../types.ts';

/** Returns the scores alone: what is kept of an entry when nobody will ask any more what they rest on. */
export const withoutEvidence = (assessment: Assessment): Assessment => ({
  ...assessment,
  subject: { ...assessment.subject, evidence: [] },
  topics: assessment.topics.map((topic) => ({ ...topic, evidence: [] })),
});
