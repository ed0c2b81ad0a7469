import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Post } from '../../src/core/delivery.ts';
import type { Message, SendOutcome } from '../../src/core/messages/message.ts';
import { storyView } from '../support/builders.ts';
import { digestOf } from '../support/digests.ts';
import { CODES, FAULTS, type Fault, type Outcome } from '../support/fault-matrix.ts';
import { openPostingWorld, type PostingWorld } from '../support/posting.ts';

const HOUR_MS = 3_600_000;

interface Kind {
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
  /** How many messages a reader has to see in the end. */
  readonly countShown: (world: PostingWorld, post: Post) => number;
}

const story = storyView({ headline: 'Licence extended by six months' });
const alert: Message = { kind: 'alert', language: 'en', story, silent: false };
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
const CARD = String.raw`/channels/\d+/messages/\d+`;

async function onCard({ text, news, stand }: PostingWorld, nonce: string, message: Message): Promise<Post> {
  const to = message.kind === 'publish' ? news : text;
  const posted = await stand(to, alert);
  return { to, message, nonce, place: { card: { ...posted, marker: 'm' } } };
}

const KINDS: readonly Kind[] = [
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
    prepare: ({ forum }, nonce) => Promise.resolve({ to: forum, message: alert, nonce, place: {} }),
    countShown: ({ discord }, { nonce }) =>
      discord
        .channels()
        .filter(({ id }) =>
          discord.messages(id).some(({ components }) => JSON.stringify(components).includes(`${nonce}"`)),
        ).length,
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

let world: PostingWorld;
beforeAll(async () => {
  world = await openPostingWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

/** A silence is waited for only so long. */
const patienceMs = (fault?: Fault): number => (fault?.kind === 'stall' ? 60 : 5_000);

const draw = () => Promise.resolve(Uint8Array.of(0x89, 0x50, 0x4e, 0x47));

const attempt = (post: Post, fault?: Fault): Promise<SendOutcome> =>
  world.sender(draw).send(post, AbortSignal.timeout(patienceMs(fault)));

const since = new Date(Date.now() - 60_000);
let count = 0;
const nextNonce = (): string => `case-${String((count += 1))}`;

/** What the second attempt does: it asks Discord by the nonce, repeats what can be repeated, or looks what is there. */
async function again(kind: Kind, post: Post): Promise<Outcome | 'found'> {
  if (kind.name === 'a post in a forum') {
    const found = await world.sender().find(post, since, AbortSignal.timeout(2_000));
    if (found.kind === 'found') return 'found';
  }
  return (await attempt(post)).kind;
}

/** What a request comes to that is not like most. */
function expectedOf({ isSparing, showsNothing, comesSecond }: Kind, usual: Outcome): Outcome {
  if (comesSecond === true) return ['sent', 'closed', 'refused'].includes(usual) ? 'sent' : 'ambiguous';
  if (showsNothing === true && usual === 'ambiguous') return 'retry';
  return isSparing === true && usual === 'closed' ? 'refused' : usual;
}

describe.each(KINDS)('$name', (kind) => {
  test.each(FAULTS)('that meets %s comes to its one end', async (_, fault, expected) => {
    const post = await kind.prepare(world, nextNonce());
    const id = world.discord.addFault({ route: kind.route, times: 1, fault });
    const outcome = await attempt(post, fault);
    world.discord.removeFault(id);
    expect(outcome.kind).toBe(expectedOf(kind, expected));
    const second = outcome.kind === 'sent' ? 'sent' : await again(kind, post);
    expect(['sent', 'found']).toContain(second);
    expect(kind.countShown(world, post)).toBe(1);
  });

  test.each(CODES)('that is refused with %i says what that means', async (code, usual) => {
    const post = await kind.prepare(world, nextNonce());
    const id = world.discord.addFault({ route: kind.route, times: 1, fault: { kind: 'refuse', code } });
    const outcome = await attempt(post);
    world.discord.removeFault(id);
    expect(outcome.kind).toBe(kind.otherwise?.[code] ?? expectedOf(kind, usual));
  });
});

describe('a look at the history', () => {
  test.each(FAULTS.filter(([, , outcome]) => outcome !== 'sent'))(
    'that meets %s leaves the question open',
    async (_, fault) => {
      const post: Post = { to: world.text, message: alert, nonce: nextNonce(), place: {} };
      await attempt(post);
      const id = world.discord.addFault({ route: String.raw`GET /channels/\d+/messages`, times: 1, fault });
      const found = await world.sender().find(post, since, AbortSignal.timeout(patienceMs(fault)));
      world.discord.removeFault(id);
      expect(found.kind).toBe('ambiguous');
      expect(await world.sender().find(post, since, AbortSignal.timeout(2_000))).toMatchObject({
        kind: 'found',
      });
    },
  );

  test.each([
    [50_001, 'closed'],
    [50_013, 'unreadable'],
    [10_003, 'closed'],
    [10_004, 'closed'],
  ] as const)('that is refused with %i cannot tell, for it is %s', async (code, kind) => {
    const post: Post = { to: world.text, message: alert, nonce: nextNonce(), place: {} };
    const fault: Fault = { kind: 'refuse', code };
    const id = world.discord.addFault({ route: String.raw`GET /channels/\d+/messages`, times: 1, fault });
    expect(await world.sender().find(post, since, AbortSignal.timeout(2_000))).toMatchObject({ kind });
    world.discord.removeFault(id);
  });
});
