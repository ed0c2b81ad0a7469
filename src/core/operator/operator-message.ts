import type { Status } from '../status.ts';
import type { UiLanguage } from '../subject.ts';
import type { News } from './news.ts';
import type { Trouble } from './trouble.ts';

/** Figures that the operator sees at a glance: no person and no channel stands in them. */
export interface OperatorView {
  readonly at: Date;
  readonly lastPollAt?: Date;
  readonly storiesToday: number;
  readonly feeds: Pick<Status['feeds'], 'total' | 'working' | 'flagged'>;
  readonly channels: number;
  readonly people: number;
  readonly waiting: number;
  readonly freeBytes?: number;
}

/** What the operator is told in their channel. */
export type OperatorMessage =
  | {
      readonly kind: 'notice';
      readonly language: UiLanguage;
      readonly news: readonly News[];
      /** Good news wakes nobody. */
      readonly silent: boolean;
    }
  | {
      /** Shown in place of the one before it, where that still stands. */
      readonly kind: 'operator-status';
      readonly language: UiLanguage;
      readonly view: OperatorView;
      readonly troubles: readonly Trouble[];
      readonly silent: true;
    };
