import type { Post } from '../../src/core/delivery.ts';
import type { Message } from '../../src/core/messages/message.ts';
import { storyView } from './builders.ts';
import { alert, CARD, countPosts, onCard, story, type RequestKind } from './fault-kinds.ts';
import { request } from './loopback-request.ts';
import type { PostingWorld } from './posting.ts';

const THREAD = String.raw`PATCH /channels/\d+$`;

/** The story under another headline, by which its thread is named then. */
const renamed = storyView({ headline: 'Licence extended by a year' });
const answer: Message = {
  kind: 'update',
  language: 'en',
  story,
  cause: 'major',
  number: 1,
  facts: [],
  silent: true,
  inThread: true,
};

/** A delivery that changes a card which is the first message of a post in the forum. */
async function onPost({ openForum, stand }: PostingWorld, nonce: string, message: Message): Promise<Post> {
  const forum = openForum();
  const posted = await stand(forum, alert);
  return { to: forum, message, nonce, place: { card: { ...posted, marker: 'm' } } };
}

const countEdited: RequestKind['countShown'] = ({ discord }, { place }) =>
  discord
    .messages(place.card?.channelId ?? '')
    .filter(({ id, editedAt }) => id === place.card?.messageId && editedAt !== undefined).length;

const isNamed = ({ discord }: PostingWorld, threadId: string, name: string): boolean =>
  discord.channels().some((channel) => channel.id === threadId && channel.name === name);

/** What is asked of threads and of the posts of forums, beside beginning them. */
export const THREAD_KINDS: readonly RequestKind[] = [
  {
    name: 'a thread that is named again',
    route: THREAD,
    async prepare(world, nonce) {
      const post = await onCard(world, nonce, { kind: 'thread', language: 'en', story });
      const { to, place } = post;
      const { card } = place;
      if (card === undefined) throw new Error('no card stands');
      await world.sender().send(post, AbortSignal.timeout(5_000));
      const message: Message = { kind: 'thread', language: 'en', story: renamed };
      return { to, message, nonce, place: { card: { ...card, threadId: card.messageId } } };
    },
    isSparing: true,
    countShown: (world, { place }) => (isNamed(world, place.card?.messageId ?? '', renamed.headline) ? 1 : 0),
  },
  {
    name: 'a post that is woken for an edit',
    route: THREAD,
    async prepare(world, nonce) {
      const post = await onPost(world, nonce, { kind: 'edit', language: 'en', story, note: {} });
      const { status } = await request(world.discord, `PATCH /channels/${post.place.card?.channelId ?? ''}`, {
        archived: true,
      });
      if (status !== 200) throw new Error('the post does not fall asleep');
      return post;
    },
    isSparing: true,
    countShown: countEdited,
  },
  {
    name: 'a post whose story ends',
    route: THREAD,
    prepare: (world, nonce) =>
      onPost(world, nonce, { kind: 'close', language: 'en', story: renamed, note: {} }),
    isSparing: true,
    countShown: (world, post) =>
      isNamed(world, post.place.card?.channelId ?? '', renamed.headline) ? countEdited(world, post) : 0,
  },
  {
    name: 'the tags that a post is made with',
    route: String.raw`GET /channels/\d+$`,
    prepare: ({ openForum }, nonce) => Promise.resolve({ to: openForum(), message: alert, nonce, place: {} }),
    looksFirst: true,
    countShown: countPosts,
  },
  {
    name: 'an answer that begins its thread',
    route: `POST ${CARD}/threads`,
    prepare: (world, nonce) => onCard(world, nonce, answer),
    // Where no thread can be begun it stands below the card.
    otherwise: {
      50_001: 'sent',
      50_013: 'sent',
      10_003: 'sent',
      10_004: 'sent',
      10_008: 'sent',
      50_007: 'sent',
      50_278: 'sent',
      50_035: 'sent',
      // Here there is none in truth, so that the answer can stand nowhere.
      160_004: 'refused',
      200_000: 'sent',
      200_001: 'sent',
    },
    countShown: ({ discord }, { nonce }) =>
      discord
        .channels()
        .flatMap(({ id }) => discord.messages(id))
        .filter((message) => message.nonce === nonce).length,
  },
];
