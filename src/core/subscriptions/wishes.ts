import type { Destination, Layout, Level, QuietHours } from '../destination.ts';
import type { UiLanguage } from '../subject.ts';
import type { TopicId } from '../types.ts';

/** What the box for a quiet night stands for. */
export const QUIET_NIGHT: QuietHours = { from: '23:00', to: '07:00' };

/** How many channels of one guild can be subscribed by command. */
export const MOST_CHANNELS = 10;

/** What somebody chooses, for themselves or for a channel. */
export interface Wishes {
  readonly topics: readonly TopicId[];
  readonly level: Level;
  readonly language: UiLanguage;
}

/** What a person chooses for their own direct messages. */
export interface PersonalWishes extends Wishes {
  /** An IANA name. */
  readonly timeZone: string;
  readonly isQuietAtNight: boolean;
}

/** What is chosen for a channel. */
export interface ChannelWishes extends Wishes {
  readonly mentionRole?: string;
  readonly layout?: Layout;
  readonly publish?: true;
}

/** Where a destination comes from. */
interface Made {
  /** Used when there was none before. */
  readonly newId: string;
  /** What was set before, if anything: what the form does not ask for stays. */
  readonly before: Destination | undefined;
  readonly now: Date;
}

/** Returns the destination that a person's wishes make. The id tells nobody who that is. */
export function toPersonalDestination(
  userId: string,
  { timeZone, isQuietAtNight, ...wishes }: PersonalWishes,
  { newId, before, now }: Made,
): Destination {
  const { quietHours: hours, ...kept } = before ?? {};
  return {
    ...kept,
    id: before?.id ?? newId,
    platform: 'discord',
    address: userId,
    isPrivate: true,
    ...wishes,
    timeZone,
    // Hours that somebody set otherwise stay as they are as long as the box stays ticked.
    ...(isQuietAtNight ? { quietHours: hours ?? QUIET_NIGHT } : {}),
    since: sinceOf(before, wishes, now),
  };
}

/** Returns the destination that is wished for a channel. */
export function toChannelDestination(
  channel: { readonly id: string; readonly guildId: string },
  wishes: ChannelWishes,
  { newId, before, now }: Made,
): Destination {
  const { mentionRole: _role, layout: _layout, publish: _publish, ...kept } = before ?? {};
  return {
    ...kept,
    id: before?.id ?? newId,
    platform: 'discord',
    address: channel.id,
    guildId: channel.guildId,
    ...wishes,
    since: sinceOf(before, wishes, now),
  };
}

const BREADTH: Readonly<Record<Level, number>> = { digest: 0, major: 1, all: 2 };

/** Whoever asks for more than before is told of what is new from then on, not of everything that is going on. */
function sinceOf(before: Destination | undefined, { topics, level }: Wishes, now: Date): Date {
  if (before === undefined) return now;
  const isMore = topics.some((id) => !before.topics.includes(id)) || BREADTH[level] > BREADTH[before.level];
  return isMore ? now : (before.since ?? now);
}

/** Tells whether wishes ask for what there is already. */
export function isAlready(before: Destination, { topics, level }: Pick<Wishes, 'topics' | 'level'>): boolean {
  return (
    before.level === level &&
    topics.length === before.topics.length &&
    topics.every((id) => before.topics.includes(id))
  );
}
