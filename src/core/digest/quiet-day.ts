import type { QuietDay } from '../destination.ts';
import type { DigestChoice } from './choose.ts';

/** So many days in a row without a word are told of in one line, also to those who want none. */
const LONGEST_SILENCE_DAYS = 3;

/** Whether a digest is sent: with its stories, as one line that says there were none, or not at all. */
export interface QuietVerdict {
  readonly shown: 'stories' | 'line' | 'nothing';
  /** For how many days in a row nothing has been sent now. */
  readonly quietDays: number;
}

/**
 * Decides what becomes of a day with little or nothing to tell. Stories that were all announced as they came are worth
 * a digest with their counts only where every day is wanted.
 */
export function judgeQuietDay(
  choice: DigestChoice,
  wanted: { readonly quietDay: QuietDay; readonly isPrivate: boolean; readonly quietDays: number },
): QuietVerdict {
  const isListing = choice.top !== undefined || choice.highlights.length > 0 || choice.developing.length > 0;
  if (isListing) return { shown: 'stories', quietDays: 0 };
  if (wanted.quietDay === 'line') return { shown: choice.storyCount > 0 ? 'stories' : 'line', quietDays: 0 };
  const quietDays = wanted.quietDays + 1;
  return wanted.isPrivate && quietDays >= LONGEST_SILENCE_DAYS
    ? { shown: 'line', quietDays: 0 }
    : { shown: 'nothing', quietDays };
}
