import { expect, test } from 'vitest';
import type { Post } from '../../src/core/delivery.ts';
import { digestOf } from '../support/digests.ts';
import { findProblems } from '../support/loopback-client.ts';
import { openPostingWorld } from '../support/posting.ts';

const draw = () => Promise.resolve(Uint8Array.of(0x89, 0x50, 0x4e, 0x47));

test.each(['text', 'forum'] as const)(
  'a digest goes without its picture into a %s channel where no files may be attached',
  async (kind) => {
    await using world = await openPostingWorld();
    const to = world[kind];
    const post: Post = { to, message: digestOf(), nonce: 'i-1', place: {} };
    world.discord.setOverwrite({ channelId: to.address, deny: ['ATTACH_FILES'] });
    const outcome = await world.sender(draw).send(post, AbortSignal.timeout(5_000));
    if (outcome.kind !== 'sent') throw new Error(outcome.reason);
    const messages = world.discord.messages(outcome.channelId ?? to.address);
    expect(messages).toHaveLength(1);
    expect(messages[0]?.attachments).toEqual([]);
    const text = JSON.stringify(messages[0]?.components);
    expect(text).toContain('Caracas offers direct talks');
    expect(text).not.toContain('attachment://');
    expect(findProblems(world.discord)).toEqual([]);
  },
);

test('a digest has its picture where files may be attached', async () => {
  await using world = await openPostingWorld();
  const post: Post = { to: world.text, message: digestOf(), nonce: 'i-1', place: {} };
  expect(await world.sender(draw).send(post, AbortSignal.timeout(5_000))).toMatchObject({ kind: 'sent' });
  const [message, ...others] = world.discord.messages(world.text.address);
  expect(others).toEqual([]);
  expect(message?.attachments).toHaveLength(1);
});

test('a digest closes a channel where nothing may be posted', async () => {
  await using world = await openPostingWorld();
  const post: Post = { to: world.text, message: digestOf(), nonce: 'i-1', place: {} };
  world.discord.setOverwrite({ channelId: world.text.address, deny: ['SEND_MESSAGES'] });
  const outcome = await world.sender(draw).send(post, AbortSignal.timeout(5_000));
  expect(outcome).toMatchObject({ kind: 'closed', code: 'no-permission' });
});
