import type { TopicTag } from '../messages/topic-tag.ts';
import type { StoryId } from '../stories/story.ts';
import type { UiLanguage } from '../subject.ts';
import type { Language, TopicId } from '../types.ts';
import type { Became, BecameCounts } from './became.ts';

/** A day's, a week's or an absence's stories in one message. */
export interface Digest {
  readonly kind: 'digest';
  /** `away`: what came out while the program could not tell; `now`: asked for, of the last 24 hours or since a time. */
  readonly variant: 'daily' | 'weekly' | 'away' | 'now';
  readonly language: UiLanguage;
  /** The day it is named after, `2026-11-23`, and for how many due days it stands. */
  readonly day: string;
  readonly days: number;
  readonly from: Date;
  readonly until: Date;
  /** What is told of: stories of these topics. */
  readonly topicIds: readonly TopicId[];
  readonly counts: DigestCounts;
  /** Nothing came out; one line says so, that silence is not taken for failure. */
  readonly isQuiet?: true;
  readonly chart?: Chart;
  readonly top?: TopStory;
  /** Of an absence: the most important stories of all topics. */
  readonly highlights: readonly DigestLine[];
  /** By how much came out of each topic, the most first. */
  readonly groups: readonly DigestGroup[];
  /** Begun before, and told of further. */
  readonly developing: readonly DigestLine[];
  /** Of a week: what readers found most useful. How many did is nobody's to know. */
  readonly useful?: readonly DigestLine[];
  readonly coverage: Coverage;
  /** A person's direct message, whose first line a phone shows. */
  readonly isPrivate?: true;
  readonly silent: boolean;
}

export interface DigestCounts {
  readonly stories: number;
  readonly major: number;
  readonly outlets: number;
  readonly topics: number;
  /** How many more stories than in the day or week before; absent when there is nothing to compare with. */
  readonly change?: number;
}

/** A story in one line. */
export interface DigestLine {
  readonly storyId: StoryId;
  readonly headline: string;
  readonly headlineLanguage?: Language;
  readonly url?: string;
  readonly outlet: string;
  /** How many outlets tell it besides. */
  readonly otherOutlets: number;
  readonly at: Date;
  readonly importance: number;
  /** The reader has had an alert of it, and more has been told since. */
  readonly isUpdated: boolean;
  /** The reader has had an alert of it, and nothing more was told. */
  readonly isAnnounced?: true;
  /** Of a week: what became of it, the weightiest first. */
  readonly became?: readonly Became[];
}

export interface TopStory extends DigestLine {
  readonly topic: TopicTag;
  readonly others: readonly string[];
  readonly reasons: readonly Reason[];
}

/** A fact that says why a story matters. */
export type Reason =
  | { readonly kind: 'independent'; readonly count: number }
  | { readonly kind: 'official'; readonly outlet: string }
  | { readonly kind: 'attributed' }
  | { readonly kind: 'state-media' }
  | { readonly kind: 'follows'; readonly headline: string }
  | { readonly kind: 'single'; readonly outlet: string };

export interface DigestGroup {
  readonly topic: TopicTag;
  readonly count: number;
  readonly change?: number;
  readonly lines: readonly DigestLine[];
  /** Of a week: what became of all its stories. */
  readonly became?: BecameCounts;
}

/** Stories that began on each of some days, by topic. */
export interface Chart {
  /** `2026-11-23`, oldest first. */
  readonly days: readonly string[];
  /** It tells of its days together, as a week's does, not of the last one against those before. */
  readonly isWhole?: true;
  /** In the order of the topics, each with a count a day; topics without any are left out. */
  readonly series: readonly { readonly topic: TopicTag; readonly counts: readonly number[] }[];
}

/** What the digest was made from. */
export interface Coverage {
  readonly entries: number;
  readonly onSubject: number;
  readonly feeds: number;
  readonly feedsDown: number;
  readonly lastPollAt?: Date;
}

/** Everything that a digest lists, from top to bottom. */
export const linesOf = ({ top, highlights, groups, developing, useful = [] }: Digest): DigestLine[] => [
  ...(top === undefined ? [] : [top]),
  ...highlights,
  ...groups.flatMap(({ lines }) => lines),
  ...developing,
  ...useful,
];
