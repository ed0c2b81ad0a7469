import type { StoryView } from '../../../core/messages/message.ts';
import type { Subject, UiLanguage } from '../../../core/subject.ts';
import type { ChannelSubscriptions } from '../../../core/subscriptions/subscriptions.ts';
import type { TopicId } from '../../../core/types.ts';

/** What `/channel …` needs; the program hands these functions in. */
export interface ChannelDeps {
  readonly subject: Subject;
  readonly subscriptions: ChannelSubscriptions;
  /** The newest stories of topics. */
  readonly listRecent: (wanted: {
    readonly language: UiLanguage;
    readonly limit: number;
    readonly topicIds: readonly TopicId[];
  }) => Promise<readonly StoryView[]>;
}
