import type { Verdict } from '../../core/ledger.ts';
import type { Topic } from '../../core/subject.ts';
import type { Assessment } from '../../core/types.ts';
import type { Refreshed } from './refresh-story.ts';

/** What a verdict takes into account besides the scores. */
interface Circumstances {
  readonly baseline: boolean;
  /** Piled up while nobody could look. */
  readonly isBacklog: boolean;
  /** What became of the entry's story; absent for an entry off the subject. */
  readonly placed?: Refreshed & { readonly joined: boolean };
  readonly topics: readonly Topic[];
}

/** Says in which state an entry ended, and why, in words for the ledger. */
export function toVerdict(assessment: Assessment, circumstances: Circumstances): Verdict {
  const { baseline, isBacklog, placed, topics } = circumstances;
  if (placed === undefined) {
    return { state: 'off-subject', reason: `the subject's score is ${toFigure(assessment.subject.score)}` };
  }
  if (!placed.isTagged) return { state: 'below-threshold', reason: nearestTopic(assessment, topics) };
  if (baseline) return { state: 'baseline', reason: 'stood in the feed when it was first read' };
  if (placed.isNewlyOwed) {
    return { state: 'posted', reason: placed.joined ? 'made its story worth an alert' : 'started a story' };
  }
  if (placed.wasAnnounced) return { state: 'updated', reason: 'reports a story that was announced' };
  if (isBacklog && !placed.joined)
    return { state: 'kept', reason: 'came out while nobody could look: left to the summary of the outage' };
  return { state: 'kept', reason: 'no destination is owed an alert of its story' };
}

function nearestTopic({ topics: scores }: Assessment, topics: readonly Topic[]): string {
  const [best] = scores.toSorted((one, other) => other.score - one.score);
  if (best === undefined) return 'the subject has no topics';
  const threshold = topics.find(({ id }) => id === best.id)?.threshold ?? 0;
  return `its nearest topic is ${best.id} with ${toFigure(best.score)}; ${toFigure(threshold)} is needed`;
}

const toFigure = (score: number): string => score.toFixed(2);
