import type { Post } from '../../core/delivery.ts';
import type { FindOutcome } from '../../core/messages/message.ts';
import { findChannel } from './channel.ts';
import { findPost } from './forum.ts';
import { findPosted } from './history.ts';
import type { Line } from './send.ts';

interface Look {
  /** A time of Discord's clock. */
  readonly since: Date;
  /** Whether the bot may read a channel's history; undefined while that is not known. */
  readonly mayReadHistory: (channelId: string) => boolean | undefined;
}

/** Looks whether a delivery was shown, where it goes. */
export async function findDelivery(line: Line, post: Post, look: Look): Promise<FindOutcome> {
  const { to, message, nonce, place } = post;
  if (message.kind === 'update')
    return place.card === undefined ? NO_CARD : findUpdate(line, post, place.card, look);
  if (to.layout === 'forum') return findPost(line, to.address, { marker: nonce, since: look.since });
  const channelId = await findChannel(line, to, place);
  if (typeof channelId === 'string') return findPosted(line.rest, channelId, wantedOf(line, post, look));
  const reason = channelId.kind === 'sent' ? 'the channel is not known' : channelId.reason;
  return { kind: 'ambiguous', reason };
}

/** An answer without its card goes nowhere. */
const NO_CARD: FindOutcome = { kind: 'absent' };

type Card = NonNullable<Post['place']['card']>;

/** Looks for the answer to a card: in its thread, and where there is none, below it. */
async function findUpdate(line: Line, post: Post, card: Card, look: Look): Promise<FindOutcome> {
  const wanted = wantedOf(line, post, look);
  const { message } = post;
  const inThread =
    message.kind === 'update' && message.inThread
      ? await findPosted(line.rest, card.messageId, wanted)
      : undefined;
  return inThread === undefined || saysNothing(inThread)
    ? await findPosted(line.rest, card.channelId, wanted)
    : inThread;
}

const saysNothing = (found: FindOutcome): boolean =>
  found.kind === 'absent' || (found.kind === 'closed' && found.code === 'channel-gone');

const wantedOf = ({ signal }: Line, { to, nonce }: Post, { since, mayReadHistory }: Look) => ({
  marker: nonce,
  since,
  signal,
  mayRead: () => (to.isPrivate === true ? true : mayReadHistory(to.address)),
});
