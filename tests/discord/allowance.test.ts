import { expect, test } from 'vitest';
import { sayError } from '../../src/core/messages/errors.ts';
import { UI_LANGUAGES } from '../../src/core/subject.ts';
import { createAllowance } from '../../src/discord/interaction/allowance.ts';
import { openBotWorld, type BotWorld } from '../support/bot.ts';
import { LOCALES } from '../support/reading.ts';

test('somebody who asks for more than anybody reads gets no more than their share, others get theirs', () => {
  let nowMs = 0;
  const isAllowed = createAllowance(() => nowMs);
  const grant = (who: string, times: number): number =>
    Array.from({ length: times }, () => isAllowed(who)).filter(Boolean).length;
  expect(grant('a', 100)).toBe(20);
  expect(grant('b', 3)).toBe(3);
  nowMs = 400;
  expect(grant('a', 100)).toBe(1);
  nowMs = 60_000;
  expect(grant('a', 100)).toBe(20);
  // A hundred a second for a minute is no more than what one person is allowed in it.
  let allowed = 0;
  for (; nowMs < 120_000; nowMs += 10) allowed += grant('c', 1);
  expect(allowed).toBe(20 + 149);
});

async function ask({ discord, channelId }: BotWorld, userId: string, command: string): Promise<string> {
  const { id } = discord.invoke({ userId, channelId, command });
  const outcome = await discord.outcome(id);
  return outcome.kind === 'message' ? outcome.message.content : outcome.kind;
}

test.each(UI_LANGUAGES)(
  'in %s, whoever fires a hundred commands is asked to wait, can stop all the same, and nobody else notices',
  async (language) => {
    let searched = 0;
    await using world = await openBotWorld({
      deps: {
        findStatus: () => {
          searched += 1;
          return Promise.reject(new Error('busy'));
        },
      },
    });
    await world.ready();
    const [guild] = world.discord.guilds();
    const join = (): string => {
      const { id } = world.discord.addUser({ username: 'member', locale: LOCALES[language] });
      world.discord.addMember(guild?.id ?? '', id);
      return id;
    };
    const [eager, calm] = [join(), join()];
    const fired = Array.from({ length: 100 }, () => ask(world, eager, 'status'));
    const other = await ask(world, calm, 'unsubscribe');
    expect(other).not.toBe('');
    const answers = await Promise.all(fired);
    const refused = answers.filter((text) => text === sayError('too-much', language));
    expect(refused.length).toBeGreaterThanOrEqual(70);
    expect(searched).toBe(100 - refused.length);
    expect(await ask(world, eager, 'unsubscribe')).toBe(other);
  },
);
