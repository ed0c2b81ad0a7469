import type { Destination } from '../destination.ts';
import type { TopicId } from '../types.ts';
import type { Rates } from './rates.ts';
import type { Standing, Trial } from './standing.ts';
import type { ChannelWishes, PersonalWishes } from './wishes.ts';

/** A channel of a guild. */
export interface ChannelPlace {
  readonly id: string;
  readonly guildId: string;
}

interface Trying {
  /** Sends a test message, which is no alert and wakes nobody. A destination that takes it is resumed. */
  readonly tryOut: (destination: Destination) => Promise<Trial>;
  /** How many alerts a day topics would have brought in the last days. */
  readonly countRates: (topicIds: readonly TopicId[]) => Promise<Rates>;
}

/** What a person can do about their own subscription. */
export interface OwnSubscriptions extends Trying {
  /** What a person has sent to them. */
  readonly findOwn: (userId: string) => Promise<Standing | undefined>;
  readonly saveOwn: (userId: string, wishes: PersonalWishes) => Promise<Standing>;
  /** Ends a person's messages and forgets them; false when there were none. */
  readonly removeOwn: (userId: string) => Promise<boolean>;
}

/** What can be done about a server's channels. */
export interface ChannelSubscriptions extends Trying {
  readonly findChannel: (channelId: string) => Promise<Standing | undefined>;
  /** Lists the channels of a guild that were subscribed by command. */
  readonly listOfGuild: (guildId: string) => Promise<readonly Standing[]>;
  /** Lists the channels of the operator's file, of every guild. */
  readonly listOfFile: () => Promise<readonly Standing[]>;
  /** Undefined when the guild has as many channels as it may. */
  readonly saveChannel: (
    place: ChannelPlace,
    wishes: ChannelWishes,
    userId: string,
  ) => Promise<Standing | undefined>;
  readonly find: (destinationId: string) => Promise<Standing | undefined>;
  readonly isOwner: (destinationId: string, userId: string) => Promise<boolean>;
  readonly remove: (destinationId: string) => Promise<void>;
  /** Stops messages because somebody there wishes it. */
  readonly pause: (destinationId: string) => Promise<void>;
  readonly resume: (destinationId: string) => Promise<void>;
}
