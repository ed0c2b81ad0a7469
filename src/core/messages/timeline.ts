import { tallyVoices } from '../importance/voices.ts';
import type { MendingChange, StoryChange } from '../stories/change.ts';
import type { Importance, ReportedArticle, StoryId, StoryPhase } from '../stories/story.ts';
import type { Language, Outlet, TopicId } from '../types.ts';
import { cleanHeadline } from './headline.ts';
import type { Fate } from './explanation.ts';

/** One outlet's report in the order of time. */
export interface TimelineReport {
  readonly title: string;
  readonly outlet: string;
  readonly outletKind: Outlet['kind'];
  readonly language: Language;
  readonly url?: string;
  /** When it was published; where no date was given, when it was first seen. */
  readonly at: Date;
  /** Whose words these are, where the outlet is no voice of its own. */
  readonly copyOf?: string;
}

/** A change that a reader would be told of. */
export interface TimelineChange {
  readonly at: Date;
  readonly change: Exclude<StoryChange, { readonly kind: 'none' }> | MendingChange;
}

/** A story as one of a row. */
export interface LinkedStory {
  readonly id: number;
  readonly headline: string;
}

/** How a story went, from its first report to the last. */
export interface Timeline {
  readonly storyId: StoryId;
  readonly headline: string;
  readonly url?: string;
  readonly phase: StoryPhase;
  readonly topics: readonly TopicId[];
  readonly importance: Pick<Importance, 'score' | 'level' | 'dots' | 'independentOutlets'>;
  /** Oldest first; never empty. */
  readonly reports: readonly TimelineReport[];
  readonly changes: readonly TimelineChange[];
  readonly follows?: LinkedStory;
  readonly followedBy: readonly LinkedStory[];
  /** Where the person who asks could have seen it. */
  readonly fates: readonly Fate[];
}

/** Puts a story's reports into the order of time, and says which of them repeat others. */
export function toTimelineReports(articles: readonly ReportedArticle[]): TimelineReport[] {
  const { copies } = tallyVoices(articles);
  return articles
    .map(({ title, outlet, language, url, published, firstSeen }) => {
      const copy = copies.find((one) => one.outlet === outlet.name);
      return {
        title: cleanHeadline(title, outlet.name),
        outlet: outlet.name,
        outletKind: outlet.kind,
        language,
        at: published ?? firstSeen,
        ...(url === undefined ? {} : { url }),
        ...(copy === undefined ? {} : { copyOf: copy.of }),
      };
    })
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
}
