import type { Destination } from '../../core/destination.ts';
import type { StoryView } from '../../core/messages/message.ts';
import type { Route } from '../../core/route.ts';
import type { StoryChange } from '../../core/stories/change.ts';
import type { ToldStory } from '../stories/announce.ts';

/** What a card is brought up to. */
export interface Renewal {
  readonly destination: Destination;
  readonly view: StoryView;
  readonly topics: Route['topics'];
  readonly major: boolean;
  readonly story: ToldStory;
  readonly change: StoryChange;
  readonly now: Date;
}
