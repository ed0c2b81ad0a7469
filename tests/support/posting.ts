import type { Post, Posted } from '../../src/core/delivery.ts';
import type { Destination } from '../../src/core/destination.ts';
import type { Message } from '../../src/core/messages/message.ts';
import { openLoopbackDiscord, type LoopbackDiscord } from '../../src/demo/discord/loopback-discord.ts';
import type { Draw } from '../../src/discord/rendering/picture.ts';
import { createRequestGuard } from '../../src/discord/posting/request-guard.ts';
import { openPostingClient } from '../../src/discord/posting/rest-clients.ts';
import { createServerClock } from '../../src/discord/posting/server-clock.ts';
import { createSender, type Sender } from '../../src/discord/posting/sender.ts';
import { destination } from './builders.ts';

/** A Discord with a channel of each kind, and the sender without its gateway. */
export interface PostingWorld extends AsyncDisposable {
  readonly discord: LoopbackDiscord;
  readonly text: Destination;
  readonly news: Destination;
  readonly forum: Destination;
  /** Another forum with nothing in it: a look at one goes through all of its posts. */
  readonly openForum: () => Destination;
  readonly person: Destination;
  /** A sender of its own for every attempt: one that was refused its token has none any more. */
  readonly sender: (draw?: Draw) => Sender;
  /** Posts something and tells where it stands. */
  readonly stand: (to: Destination, message: Message) => Promise<Posted>;
}

const generous = { limit: 100_000, windowMs: 1_000 };

export async function openPostingWorld(): Promise<PostingWorld> {
  const discord = await openLoopbackDiscord({
    guilds: [
      {
        name: 'Newsroom',
        channels: [
          { name: 'alerts' },
          { name: 'news', kind: 'announcement' },
          { name: 'stories', kind: 'forum' },
        ],
      },
    ],
    rateLimits: { messages: generous, others: generous, global: generous },
  });
  const [text, news, forum] = discord.channels().map(({ id }) => destination({ id, address: id }));
  const [guild] = discord.guilds();
  const person = destination({ id: 'person', address: guild?.ownerId ?? '', isPrivate: true });
  const clients: ReturnType<typeof openPostingClient>[] = [];
  const sender = (draw?: Draw): Sender => {
    const clock = createServerClock(
      () => performance.now(),
      () => Date.now(),
    );
    const guard = createRequestGuard({ nowMs: () => performance.now(), onPause: () => undefined });
    const gate = {
      guard,
      clock,
      pace: () => Promise.resolve(),
      signal: new AbortController().signal,
      onTokenRefused: () => undefined,
    };
    const rest = openPostingClient(discord.apiUrl, discord.token, gate);
    clients.push(rest);
    return createSender({
      rest,
      now: clock.now,
      mayReadHistory: () => true,
      ...(draw === undefined ? {} : { draw }),
    });
  };
  let count = 0;
  return {
    discord,
    text: text ?? destination(),
    news: news ?? destination(),
    forum: { ...(forum ?? destination()), layout: 'forum' },
    openForum() {
      const { id } = discord.addChannel(guild?.id ?? '', { name: 'stories', kind: 'forum' });
      return destination({ id, address: id, layout: 'forum' });
    },
    person,
    sender,
    async stand(to, message) {
      count += 1;
      const post: Post = { to, message, nonce: `stand-${String(count)}`, place: {} };
      const outcome = await sender().send(post, AbortSignal.timeout(5_000));
      if (outcome.kind !== 'sent') throw new Error(`not posted: ${outcome.reason}`);
      return { messageId: outcome.messageId, channelId: outcome.channelId ?? to.address };
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) {
        client.clearHandlerSweeper();
        client.clearHashSweeper();
      }
      await discord[Symbol.asyncDispose]();
    },
  };
}
