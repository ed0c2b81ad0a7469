import { MessageFlags } from 'discord.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Post } from '../../src/core/delivery.ts';
import type { FindOutcome, Message, SendOutcome } from '../../src/core/messages/message.ts';
import { storyView } from '../support/builders.ts';
import { digestOf } from '../support/digests.ts';
import { openPostingWorld, type PostingWorld } from '../support/posting.ts';

let world: PostingWorld;
beforeAll(async () => {
  world = await openPostingWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const since = new Date(Date.now() - 60_000);
const soon = (): AbortSignal => AbortSignal.timeout(5_000);
const send = (post: Post): Promise<SendOutcome> => world.sender().send(post, soon());
const find = (post: Post): Promise<FindOutcome> => world.sender().find(post, since, soon());

const story = storyView();
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

/** Sends again as the program does: it looks first, and then does only what is left. */
async function repeat(post: Post): Promise<SendOutcome> {
  const found = await find(post);
  if (found.kind !== 'found') throw new Error(`${found.kind} where it stands`);
  const begun = { messageId: found.messageId, channelId: found.channelId ?? '' };
  return await send({ ...post, place: { ...post.place, begun } });
}

const lost = { kind: 'rst', when: 'after' } as const;
const long = { kind: 'rate-limited', scope: 'user', retryAfterMs: 600_000 } as const;
const broken = { kind: 'error', status: 503, when: 'before' } as const;

test.each([
  ['is lost', lost],
  ['has to wait', long],
  ['fails', broken],
])("a person's digest whose second step %s is one message, and a card in the end", async (what, fault) => {
  const to = world.person;
  const post: Post = {
    to,
    message: { ...digestOf(), silent: false },
    nonce: `digest-${what.replaceAll(' ', '-')}`,
    place: {},
  };
  world.discord.addFault({ route: 'PATCH /channels', times: 1, fault });
  expect(await send(post)).toMatchObject({ kind: 'ambiguous' });
  const outcome = await repeat(post);
  if (outcome.kind !== 'sent') throw new Error(outcome.reason);
  const shown = world.discord.messages(outcome.channelId ?? '').filter(({ nonce }) => nonce === post.nonce);
  expect(shown).toHaveLength(1);
  expect((shown[0]?.flags ?? 0) & MessageFlags.IsComponentsV2).toBeGreaterThan(0);
});

test('an answer in a post of a forum is found there', async () => {
  const card = await world.stand(world.forum, alert);
  const place = { card: { ...card, marker: 'm' } };
  const post: Post = { to: world.forum, message: update, nonce: 'u-1', place };
  expect(await find(post)).toEqual({ kind: 'absent' });
  await send(post);
  expect(await find(post)).toMatchObject({ kind: 'found', channelId: card.channelId });
});

test('a thread that cannot be read now leaves the question open, whatever stands in its channel', async () => {
  const card = await world.stand(world.text, alert);
  const place = { card: { ...card, marker: 'm' } };
  const post: Post = { to: world.text, message: { ...update, inThread: true }, nonce: 'u-2', place };
  await send(post);
  const thread = `GET /channels/${card.messageId}/messages`;
  world.discord.addFault({ route: thread, times: 1, fault: broken });
  expect(await find(post)).toMatchObject({ kind: 'ambiguous' });
  expect(await find(post)).toMatchObject({ kind: 'found', channelId: card.messageId });
});

test('an answer whose thread could not be begun is looked for below the card', async () => {
  const card = await world.stand(world.text, alert);
  const place = { card: { ...card, marker: 'm' } };
  const post: Post = { to: world.text, message: { ...update, inThread: true }, nonce: 'u-3', place };
  const fault = { kind: 'refuse', code: 50_013 } as const;
  const id = world.discord.addFault({ route: 'POST /channels/.*/threads', fault });
  await send(post);
  world.discord.removeFault(id);
  expect(await find(post)).toMatchObject({ kind: 'found', channelId: world.text.address });
});

test('a post of the forum whose first message somebody deleted hides no other', async () => {
  const other = await world.stand(world.forum, alert);
  const post: Post = { to: world.forum, message: alert, nonce: 'f-1', place: {} };
  await send(post);
  const fault = { kind: 'refuse', code: 10_008 } as const;
  world.discord.addFault({ route: `GET /channels/${other.channelId}/messages/`, fault });
  expect(await find(post)).toMatchObject({ kind: 'found' });
  expect(await find({ ...post, nonce: 'f-2' })).toEqual({ kind: 'absent' });
});
