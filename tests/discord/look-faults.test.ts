import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Post } from '../../src/core/delivery.ts';
import { alert } from '../support/fault-kinds.ts';
import { FAULTS, type Fault } from '../support/fault-matrix.ts';
import { openPostingWorld, type PostingWorld } from '../support/posting.ts';
import { attempt, look } from '../support/request-faults.ts';

/** A post that stands, and how it is looked for. */
interface Look {
  readonly name: string;
  readonly route: string;
  readonly post: (world: PostingWorld, nonce: string) => Post;
}

const inChannel: Look['post'] = ({ text }, nonce) => ({ to: text, message: alert, nonce, place: {} });
const inForum: Look['post'] = ({ openForum }, nonce) => ({
  to: openForum(),
  message: alert,
  nonce,
  place: {},
});

const LOOKS: readonly Look[] = [
  { name: 'the history', route: String.raw`GET /channels/\d+/messages$`, post: inChannel },
  { name: 'a forum', route: String.raw`GET /channels/\d+$`, post: inForum },
  { name: 'the open posts of a forum', route: String.raw`GET /guilds/\d+/threads/active`, post: inForum },
  {
    name: 'the sleeping posts of a forum',
    route: String.raw`GET /channels/\d+/threads/archived/public`,
    post: inForum,
  },
  {
    name: 'the first message of a post in a forum',
    route: String.raw`GET /channels/\d+/messages/\d+$`,
    post: inForum,
  },
];

let world: PostingWorld;
beforeAll(async () => {
  world = await openPostingWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

let count = 0;
const nextNonce = (): string => `case-${String((count += 1))}`;

describe.each(LOOKS)('a look at $name', ({ route, post: postOf }) => {
  test.each(FAULTS)('that meets %s is answered, or leaves the question open', async (_, fault, outcome) => {
    const post = postOf(world, nextNonce());
    await attempt(world, post);
    const id = world.discord.addFault({ route, times: 1, fault });
    const found = await look(world, post, fault);
    world.discord.removeFault(id);
    expect(found.kind).toBe(outcome === 'sent' ? 'found' : 'ambiguous');
    expect(await look(world, post)).toMatchObject({ kind: 'found' });
  });

  test.each([
    [50_001, 'closed'],
    [50_013, 'unreadable'],
    [10_004, 'closed'],
  ] as const)('that is refused with %i cannot tell, for it is %s', async (code, kind) => {
    const post = postOf(world, nextNonce());
    await attempt(world, post);
    const id = world.discord.addFault({ route, times: 1, fault: { kind: 'refuse', code } });
    expect(await look(world, post)).toMatchObject({ kind });
    world.discord.removeFault(id);
  });
});

test('a look at a channel that is gone says so', async () => {
  const fault: Fault = { kind: 'refuse', code: 10_003 };
  const id = world.discord.addFault({ route: LOOKS[0]?.route ?? '', times: 1, fault });
  expect(await look(world, inChannel(world, nextNonce()))).toMatchObject({ kind: 'closed' });
  world.discord.removeFault(id);
});
