import { expect, test } from 'vitest';
import type { Message } from '../../src/core/messages/message.ts';
import { openBotWorld } from '../support/bot.ts';
import { destination, storyView } from '../support/builders.ts';

const generous = { limit: 1_000, windowMs: 1_000 };

test('what a channel may no longer publish this hour is put off, and nothing waits for it meanwhile', async () => {
  await using world = await openBotWorld({
    discord: {
      rateLimits: { messages: generous },
      guilds: [{ name: 'Newsroom', channels: [{ name: 'news', kind: 'announcement' }] }],
    },
  });
  const to = destination({ address: world.channelId, publish: true });
  const alert: Message = { kind: 'alert', language: 'en', story: storyView(), silent: true };
  const publishNext = async (number: number) => {
    const shown = await world.send(alert, `a-${String(number)}`);
    if (shown.kind !== 'sent') throw new Error(shown.kind);
    const { channelId = world.channelId, messageId } = shown;
    const message: Message = { kind: 'publish', language: 'en' };
    const post = {
      to,
      message,
      nonce: `p-${String(number)}`,
      place: { card: { channelId, messageId, marker: '' } },
    };
    return world.bot.send(post, AbortSignal.timeout(5_000));
  };
  for (let number = 0; number < 10; number += 1)
    expect(await publishNext(number)).toMatchObject({ kind: 'sent' });
  const begunMs = performance.now();
  const outcome = await publishNext(10);
  expect(outcome.kind).toBe('retry');
  expect(performance.now() - begunMs).toBeLessThan(3_000);
  expect(await world.send(alert, 'a-11')).toMatchObject({ kind: 'sent' });
  expect(world.discord.counters().invalid).toBe(0);
});
