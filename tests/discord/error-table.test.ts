import { expect, test } from 'vitest';
import { sayError } from '../../src/core/messages/errors.ts';
import { UI_LANGUAGES } from '../../src/core/subject.ts';
import { addManager } from '../support/acts.ts';
import { openBotWorld, quietDeps, status, type BotWorldOptions } from '../support/bot.ts';
import { destination, storyView } from '../support/builders.ts';
import { readReply } from '../support/reply-text.ts';

const since = new Date('2026-03-01T09:00:00Z');

async function openAsker(deps: BotWorldOptions['deps'] = {}) {
  const world = await openBotWorld({ deps });
  await world.ready();
  const { discord, channelId } = world;
  return {
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
    async ask(language: (typeof UI_LANGUAGES)[number], command: string, options = {}): Promise<string> {
      const { id } = discord.invoke({ userId: addManager(world, language), channelId, command, options });
      const outcome = await discord.outcome(id);
      return outcome.kind === 'message' ? readReply(outcome.message) : outcome.kind;
    },
  };
}

test.each(UI_LANGUAGES)(
  'in %s, old news is explained when no source answers, and only then',
  async (language) => {
    const deps = {
      listLatest: () => Promise.resolve([storyView({ firstSeen: new Date('2026-03-01T08:00:00Z') })]),
      findStatus: () => Promise.resolve({ ...status, feeds: { ...status.feeds, ...feeds } }),
    };
    const feeds = { total: 1, working: 0, down: [{ outlet: 'Gulf Wire', since }] };
    await using world = await openAsker(deps);
    const said = sayError('feeds-down', language, { time: `<t:${String(since.getTime() / 1_000)}:R>` });
    expect(await world.ask(language, 'latest')).toContain(said);
    feeds.working = 1;
    expect(await world.ask(language, 'latest')).not.toContain(said);
  },
);

test.each(UI_LANGUAGES)(
  'in %s, a time zone that nobody knows is said to be none, and a city will do',
  async (language) => {
    const own = destination({ id: 'own', isPrivate: true });
    const digests = { findAt: () => Promise.resolve({ destination: own, origin: 'command' as const }) };
    await using world = await openAsker({ digests: { ...quietDeps.digests, ...digests } });
    expect(await world.ask(language, 'digest settings', { zone: 'Caraka' })).toBe(
      sayError('bad-time-zone', language, { zone: 'Caraka' }),
    );
    expect(await world.ask(language, 'digest settings', { zone: 'caracas' })).toBe('modal');
  },
);
