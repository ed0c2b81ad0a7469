import type { Destination } from '../destination.ts';
import type { Standing } from '../subscriptions/standing.ts';
import type { UiLanguage } from '../subject.ts';
import type { Digest, DigestLine } from './digest.ts';
import type { Period } from './period.ts';
import type { DigestWishes } from './wishes.ts';

/** What people can ask and set of digests. */
export interface DigestsOnDemand {
  /** Writes a digest of the last 24 hours, or of all since the last one; for who follows nothing, of all topics. */
  readonly writeNow: (reader: {
    readonly userId: string;
    readonly language: UiLanguage;
    readonly since: 'day' | 'last';
  }) => Promise<Digest>;
  /** Lists all the stories of a period, the most important first; of the topics that the message told of. */
  readonly listAll: (wanted: {
    readonly period: Period;
    readonly marker: string;
    readonly userId: string;
    /** Where the person is: the channel, and of a thread or post also the channel that it belongs to. */
    readonly channelIds: readonly string[];
    readonly language: UiLanguage;
    readonly from: number;
    readonly count: number;
  }) => Promise<{ readonly lines: readonly DigestLine[]; readonly total: number }>;
  readonly findAt: (address: string) => Promise<Standing | undefined>;
  /** Returns when the next digest comes, if one does. */
  readonly save: (destination: Destination, wishes: DigestWishes) => Promise<Date | undefined>;
  /** The zone of those who have named none. */
  readonly zone: string;
}
