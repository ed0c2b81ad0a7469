import type { Post } from '../../src/core/delivery.ts';
import type { Message } from '../../src/core/messages/message.ts';
import { storyView } from './builders.ts';
import { digestOf } from './digests.ts';
import type { Outcome } from './fault-matrix.ts';
import type { PostingWorld } from './posting.ts';

const HOUR_MS = 3_600_000;

/** A kind of request that a delivery makes, and what may come of it. */
export interface RequestKind {
  readonly name: string;
  readonly route: string;
  /** A delivery that is made once a case. */
  readonly prepare: (world: PostingWorld, nonce: string) => Promise<Post>;
  /** What differs from most requests. */
  readonly otherwise?: Readonly<Record<number, Outcome>>;
  /** Refusals cost only this change: the next message will tell whether the destination is closed. */
  readonly isSparing?: true;
  /** The request shows nothing, so what is lost is simply made again. */
  readonly showsNothing?: true;
  /** It is the second request of a delivery whose first has shown something: that it went wrong is never certain. */
  readonly comesSecond?: true;
  /** It has no nonce, so that Discord is asked first whether it stands there. */
  readonly looksFirst?: true;
  /** How many messages a reader has to see in the end. */
  readonly countShown: (world: PostingWorld, post: Post) => number;
}

export const story = storyView({ headline: 'Licence extended by six months' });
export const alert: Message = { kind: 'alert', language: 'en', story, silent: false };
const update: Message = {
  kind: 'update',
  language: 'en',
  story,
  cause: 'major',
  number: 1,
  facts: [],
  silent: true,
  inThread: false,
};

const MESSAGES = String.raw`POST /channels/\d+/messages$`;
export const CARD = String.raw`/channels/\d+/messages/\d+`;

/** A delivery that belongs to a card, which stands already. */
export async function onCard(
  { text, news, stand }: PostingWorld,
  nonce: string,
  message: Message,
): Promise<Post> {
  const to = message.kind === 'publish' ? news : text;
  const posted = await stand(to, alert);
  return { to, message, nonce, place: { card: { ...posted, marker: 'm' } } };
}

/** The posts of the forum in which a delivery stands. */
export const countPosts: RequestKind['countShown'] = ({ discord }, { nonce }) =>
  discord
    .channels()
    .filter(({ id }) =>
      discord.messages(id).some(({ components }) => JSON.stringify(components).includes(`${nonce}"`)),
    ).length;

export const KINDS: readonly RequestKind[] = [
  {
    name: 'a post',
    route: MESSAGES,
    prepare: ({ text }, nonce) => Promise.resolve({ to: text, message: alert, nonce, place: {} }),
    countShown: ({ discord }, { to, nonce }) =>
      discord.messages(to.address).filter((message) => message.nonce === nonce).length,
  },
  {
    name: 'a reply',
    route: MESSAGES,
    prepare: (world, nonce) => onCard(world, nonce, update),
    countShown: ({ discord }, { place, nonce }) =>
      discord.messages(place.card?.channelId ?? '').filter((message) => message.nonce === nonce).length,
  },
  {
    name: 'a digest with its picture',
    route: MESSAGES,
    prepare: ({ text }, nonce) => Promise.resolve({ to: text, message: digestOf(), nonce, place: {} }),
    // What is refused for its picture is posted without.
    otherwise: { 50_013: 'sent' },
    countShown: ({ discord }, { to, nonce }) =>
      discord.messages(to.address).filter((message) => message.nonce === nonce).length,
  },
  {
    name: "a person's digest that becomes a card",
    route: `PATCH ${CARD}`,
    prepare({ person }, nonce) {
      const message = { ...digestOf(), silent: false };
      return Promise.resolve({ to: person, message, nonce, place: {} });
    },
    comesSecond: true,
    countShown: ({ discord }, { nonce }) =>
      discord
        .channels()
        .flatMap(({ id }) => discord.messages(id))
        .filter((message) => message.nonce === nonce).length,
  },
  {
    name: 'an edit',
    route: `PATCH ${CARD}`,
    prepare: (world, nonce) => onCard(world, nonce, { ...alert, kind: 'edit', note: {} }),
    isSparing: true,
    countShown: ({ discord }, { place }) =>
      discord
        .messages(place.card?.channelId ?? '')
        .filter(({ id, editedAt }) => id === place.card?.messageId && editedAt !== undefined).length,
  },
  {
    name: 'a thread',
    route: `POST ${CARD}/threads`,
    prepare: (world, nonce) => onCard(world, nonce, { kind: 'thread', language: 'en', story }),
    isSparing: true,
    otherwise: { 160_004: 'sent' },
    countShown: ({ discord }, { place }) =>
      discord.channels().filter(({ id }) => id === place.card?.messageId).length,
  },
  {
    name: 'a publication',
    route: `POST ${CARD}/crosspost`,
    prepare(world, nonce) {
      // A channel takes only a few publications an hour.
      world.discord.advance(HOUR_MS);
      return onCard(world, nonce, { kind: 'publish', language: 'en' });
    },
    isSparing: true,
    countShown: ({ discord }, { place }) =>
      discord
        .messages(place.card?.channelId ?? '')
        .filter(({ id, flags }) => id === place.card?.messageId && (flags & 1) === 1).length,
  },
  {
    name: 'a post in a forum',
    route: String.raw`POST /channels/\d+/threads`,
    prepare: ({ openForum }, nonce) => Promise.resolve({ to: openForum(), message: alert, nonce, place: {} }),
    looksFirst: true,
    countShown: countPosts,
  },
  {
    name: 'a direct message',
    route: 'POST /users/@me/channels',
    prepare: ({ person }, nonce) => Promise.resolve({ to: person, message: alert, nonce, place: {} }),
    showsNothing: true,
    countShown: ({ discord }, { nonce }) =>
      discord
        .channels()
        .flatMap(({ id }) => discord.messages(id))
        .filter((message) => message.nonce === nonce).length,
  },
  {
    name: 'a status in the place of another',
    route: `PATCH ${CARD}`,
    async prepare({ text, stand }, nonce) {
      const view = {
        at: new Date('2026-03-01T12:00:00Z'),
        storiesToday: 0,
        feeds: { total: 1, working: 1, flagged: 0 },
        channels: 1,
        people: 0,
        waiting: 0,
      };
      const message: Message = { kind: 'operator-status', language: 'en', view, troubles: [], silent: true };
      return { to: text, message, nonce, place: { before: await stand(text, message) } };
    },
    // Where it cannot be shown in its place it is posted anew.
    otherwise: { 10_008: 'sent', 50_035: 'sent', 160_004: 'sent', 200_000: 'sent', 200_001: 'sent' },
    countShown: ({ discord }, { to, place, nonce }) =>
      discord
        .messages(to.address)
        .filter(
          (message) =>
            message.nonce === nonce ||
            (message.id === place.before?.messageId && message.editedAt !== undefined),
        ).length,
  },
];
