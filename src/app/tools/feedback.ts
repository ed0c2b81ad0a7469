import type { Configuration } from '../../config/configuration.ts';
import type { Settings } from '../../config/settings.ts';
import { listVotedExamples, type VotedExample } from '../../pipeline/people/feedback.ts';
import { openStorage } from '../storage.ts';

export type { VotedExample } from '../../pipeline/people/feedback.ts';

/** Lists what people made of stories since a time, as labelled entries to be reviewed. The program may be running. */
export async function exportFeedback(
  {
    settings,
    configuration: { subject },
  }: { readonly settings: Settings; readonly configuration: Configuration },
  since: Date,
): Promise<VotedExample[]> {
  const db = await openStorage(settings);
  try {
    return await listVotedExamples({ db, subject }, since);
  } finally {
    await db.destroy();
  }
}
