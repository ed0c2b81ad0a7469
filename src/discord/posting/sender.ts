import type { Place, Post, Posted } from '../../core/delivery.ts';
import type { Destination } from '../../core/destination.ts';
import {
  changesCard,
  type CardMessage,
  type FindOutcome,
  type Message,
  type SendOutcome,
  type ShownMessage,
} from '../../core/messages/message.ts';
import { say } from '../../core/messages/phrases.ts';
import type { Digest } from '../../core/digest/digest.ts';
import type { DiscordMessage } from '../rendering/discord-message.ts';
import { findChannel } from './channel.ts';
import { findDelivery } from './find-delivery.ts';
import { createPost, endPost } from './forum.ts';
import type { Draw } from '../rendering/picture.ts';
import { illustrate, postPrivateDigest, unfoldDigest } from './post-digest.ts';
import { render, renderForPerson } from '../rendering/render.ts';
import { edit, post, type Line } from './send.ts';
import { awake, beginThread, nameThread, publishMessage } from './threads.ts';

/** Makes deliveries on Discord. */
export interface Sender {
  /** Sends once. Never rejects. */
  readonly send: (post: Post, signal: AbortSignal) => Promise<SendOutcome>;
  /** Looks whether a delivery was shown since a time of Discord's clock. Never rejects. */
  readonly find: (post: Post, since: Date, signal: AbortSignal) => Promise<FindOutcome>;
  /** The time by Discord's clock, which dates its messages; undefined until an answer has told it. */
  readonly now: () => Date | undefined;
}

interface SenderOptions {
  readonly rest: Line['rest'];
  readonly now: Sender['now'];
  /** Whether the bot may read a channel's history; undefined while that is not known. */
  readonly mayReadHistory: (channelId: string) => boolean | undefined;
  /** Draws the picture of a digest; without it digests have none. */
  readonly draw?: Draw;
}

type Card = NonNullable<Place['card']>;

/** Returns how deliveries are made with a client. */
export function createSender({ rest, now, mayReadHistory, draw }: SenderOptions): Sender {
  return {
    now,
    send: (delivery, signal) => send({ rest, signal }, delivery, draw),
    find: (delivery, since, signal) => findDelivery({ rest, signal }, delivery, { since, mayReadHistory }),
  };
}

async function send(line: Line, delivery: Post, draw: Draw | undefined): Promise<SendOutcome> {
  const { message, place } = delivery;
  const { card, before, begun } = place;
  if (begun !== undefined) return finish(line, delivery, begun, draw);
  if (changesCard(message))
    return card === undefined ? NO_CARD : sparing(await changeCard(line, delivery, message, card));
  if (message.kind === 'update')
    return card === undefined ? NO_CARD : postUpdate(line, delivery, message, card);
  if (message.kind === 'digest') return postDigest(line, delivery, message, draw);
  return before === undefined ? postNew(line, delivery, message) : replace(line, delivery, message, before);
}

const NO_CARD: SendOutcome = { kind: 'refused', reason: 'there is no card' };

/** Does what is left of a delivery that was shown: a person's digest may still be the one line that it begins as. */
async function finish(
  line: Line,
  { to, message, nonce }: Post,
  begun: Posted,
  draw: Draw | undefined,
): Promise<SendOutcome> {
  const shown = { kind: 'sent', ...begun } as const;
  if (message.kind !== 'digest' || message.silent || to.isPrivate !== true) return shown;
  const illustrated = await illustrate(renderFor(to, message, nonce), message, draw);
  return unfoldDigest(line, shown, illustrated);
}

/** Shows a message in the place of another; anew where that is gone. */
async function replace(
  line: Line,
  delivery: Post,
  message: ShownMessage,
  before: Posted,
): Promise<SendOutcome> {
  const replaced = await edit(line, before, renderFor(delivery.to, message, delivery.nonce));
  return replaced.kind === 'refused' ? postNew(line, delivery, message) : replaced;
}

/** What cannot be done to a card says nothing of the destination: the next message will tell. */
const sparing = (outcome: SendOutcome): SendOutcome =>
  outcome.kind === 'closed' ? { kind: 'refused', reason: outcome.reason } : outcome;

async function changeCard(
  line: Line,
  delivery: Post,
  message: CardMessage,
  card: Card,
): Promise<SendOutcome> {
  const { to } = delivery;
  switch (message.kind) {
    case 'thread':
      return card.threadId === undefined
        ? beginThread(line, card, message.story.headline)
        : nameThread(line, card.threadId, message.story.headline);
    case 'publish':
      return publishMessage(line, card);
    case 'edit':
    case 'close': {
      if (message.kind === 'close' && to.layout === 'forum') {
        const ended = await endPost(line, to.address, { id: card.channelId, title: message.story.headline });
        if (ended.kind !== 'sent') return ended;
      }
      const rendered = withFollowed(renderFor(to, message, card.marker), delivery);
      return awake(line, card.channelId, () => edit(line, card, rendered));
    }
  }
}

/** Answers a card: below it, or in its thread. Where no thread can be begun, the answer stands below the card. */
async function postUpdate(
  line: Line,
  { to, nonce }: Post,
  message: Extract<Message, { kind: 'update' }>,
  card: Card,
): Promise<SendOutcome> {
  const rendered = { ...renderFor(to, message, nonce), nonce };
  if (to.layout === 'forum') return sparing(await post(line, card.channelId, rendered));
  if (message.inThread) {
    const begun =
      card.threadId === undefined
        ? await beginThread(line, card, message.story.headline)
        : { kind: 'sent' as const };
    if (begun.kind === 'sent') return sparing(await post(line, card.messageId, rendered));
    if (begun.kind !== 'refused' && begun.kind !== 'closed') return begun;
  }
  return post(line, card.channelId, { ...rendered, message_reference: referenceTo(card) });
}

/** Posts what stands alone: in the channel, to the person, or as a post of the forum. */
async function postNew(line: Line, delivery: Post, message: ShownMessage): Promise<SendOutcome> {
  const { to, nonce, place } = delivery;
  const rendered = renderFor(to, message, nonce);
  if (to.layout === 'forum')
    return createPost(line, to, { message, rendered: withFollowed(rendered, delivery) });
  const channelId = await findChannel(line, to, place);
  if (typeof channelId !== 'string') return channelId;
  const reference = place.follows === undefined ? {} : { message_reference: referenceTo(place.follows) };
  return post(line, channelId, { ...rendered, ...reference, nonce });
}

/** A post cannot reply to another one, so it names the post of the story that its own follows. */
function withFollowed(rendered: DiscordMessage, { to, place, message }: Post): DiscordMessage {
  if (to.layout !== 'forum' || place.follows === undefined) return rendered;
  const link = say('card.follows', message.language, { story: `<#${place.follows.channelId}>` });
  return { ...rendered, content: `${rendered.content ?? ''}\n-# ${link}` };
}

/** Posts a digest with its picture; without it where the bot may post, but attach no files. */
async function postDigest(
  line: Line,
  delivery: Post,
  message: Digest,
  draw: Draw | undefined,
): Promise<SendOutcome> {
  const plain = renderFor(delivery.to, message, delivery.nonce);
  const illustrated = await illustrate(plain, message, draw);
  const outcome = await postRendered(line, delivery, message, illustrated);
  const mayBeForPicture = outcome.kind === 'closed' && outcome.code === 'no-permission';
  return mayBeForPicture && illustrated.files !== undefined
    ? postRendered(line, delivery, message, plain)
    : outcome;
}

async function postRendered(
  line: Line,
  { to, nonce, place }: Post,
  digest: Digest,
  rendered: DiscordMessage,
): Promise<SendOutcome> {
  if (to.layout === 'forum') return createPost(line, to, { message: digest, rendered });
  const channelId = await findChannel(line, to, place);
  if (typeof channelId !== 'string') return channelId;
  return to.isPrivate === true
    ? postPrivateDigest(line, channelId, { digest, rendered, nonce })
    : post(line, channelId, { ...rendered, nonce });
}

/** A card that was deleted is no reason to say nothing. */
const referenceTo = ({ messageId }: Posted) => ({ message_id: messageId, fail_if_not_exists: false });

const renderFor = ({ isPrivate }: Destination, message: ShownMessage, marker: string) =>
  isPrivate === true ? renderForPerson(message, marker) : render(message, marker);
