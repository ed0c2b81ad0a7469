import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UI_LANGUAGES } from '../../src/core/subject.ts';
import { parseMessage } from '../../src/demo/discord/posting.ts';
import type { Call, Caller, Feature, Press, Reply, RichReply } from '../../src/discord/command.ts';
import { latestStories } from '../../src/discord/commands/reading/latest.ts';
import { judgeText } from '../../src/discord/commands/reading/score.ts';
import { searchStories } from '../../src/discord/commands/reading/search.ts';
import { status as statusCommand } from '../../src/discord/commands/reading/status.ts';
import { mutes } from '../../src/discord/commands/reading/mute.ts';
import { renderExplanation } from '../../src/discord/rendering/render-explanation.ts';
import { renderSources, renderTimeline } from '../../src/discord/rendering/render-timeline.ts';
import { suggestStories } from '../../src/discord/commands/reading/story-option.ts';
import { explanation, judgement, timeline } from '../support/arbitrary-reading.ts';
import { address, feedText, story } from '../support/arbitrary-story.ts';
import { status, subject } from '../support/bot.ts';
import { member } from '../support/loopback-request.ts';
import { checkExchange, hasOpenApi } from '../support/openapi.ts';

const IS_V2 = 1 << 15;
const NOW = new Date('2026-03-01T12:00:00Z');
const now = (): Date => NOW;
const standard = { subject, relevantFrom: 0.5 };
const language = fc.constantFrom(...UI_LANGUAGES);

const callerIn = (spoken: Caller['language']): Caller => ({
  language: spoken,
  locale: spoken,
  userId: '100000000000000001',
  guildId: '100000000000000002',
  channelId: '100000000000000003',
  place: 'server',
  mayManage: true,
  maySpeak: true,
  findChannel: () => undefined,
  mention: (command) => `/${command}`,
});

/** Gives a feature's first command, or presses one of its buttons. */
const call = (feature: Feature, given: Partial<Call> & Caller): Promise<Reply> =>
  feature.commands[0]?.run({ options: {}, ...given }) ?? Promise.resolve('');
const press = (feature: Feature, kind: string, given: Omit<Press, 'values'>): Promise<Reply> =>
  feature.buttons?.[kind]?.run({ values: [], ...given }) ?? Promise.resolve('');

const stories = fc.uniqueArray(story, { maxLength: 10, selector: ({ storyId }) => storyId });

/** What readers are answered, whatever feeds and the readers themselves have written. */
const reply: fc.Arbitrary<Promise<Reply>> = fc.oneof(
  fc
    .tuple(explanation, language)
    .map(([given, spoken]) =>
      Promise.resolve(renderExplanation(given, standard, { language: spoken, subscribe: '/subscribe' })),
    ),
  fc
    .tuple(timeline, language, fc.integer())
    .map(([given, spoken, page]) =>
      Promise.resolve(renderTimeline(given, { subject, language: spoken, page })),
    ),
  fc
    .tuple(timeline, language)
    .map(([given, spoken]) => Promise.resolve(renderSources(given, subject, spoken))),
  fc
    .tuple(feedText, judgement, language)
    .map(([text, given, spoken]) =>
      Promise.resolve(judgeText({ ...standard, judge: () => given }, text, spoken)),
    ),
  fc.tuple(stories, language, feedText).map(([listed, spoken, topic]) => {
    const feature = latestStories({
      subject,
      now,
      findStatus: () => Promise.resolve(status),
      findLanguageAt: () => Promise.resolve(undefined),
      listLatest: () => Promise.resolve(listed),
    });
    const id = { kind: 'latest', subjectOf: topic.replaceAll(':', ''), marker: '' };
    return topic === ''
      ? call(feature, callerIn(spoken))
      : press(feature, 'latest', { ...callerIn(spoken), id });
  }),
  fc
    .tuple(stories, language, fc.oneof(feedText, address), fc.nat({ max: 99 }))
    .map(([found, spoken, query, count]) => {
      const feature = searchStories({ now, search: () => Promise.resolve({ stories: found, count }) });
      return call(feature, { ...callerIn(spoken), options: { query } });
    }),
  fc.tuple(feedText, language, feedText).map(([outlet, spoken, reason]) => {
    const down = Array.from({ length: 7 }, () => ({ outlet, since: NOW }));
    const found = {
      ...status,
      feeds: { ...status.feeds, down },
      destinations: status.destinations.map((each) => ({
        destination: { ...each.destination, guildId: '100000000000000002' },
        paused: { reason, since: NOW },
      })),
    };
    const command = statusCommand({
      subject,
      now,
      program: { version: '1.0.0', startedAt: NOW, configuration: '7c1f' },
      findStatus: () => Promise.resolve(found),
      countAlertsAt: () => Promise.resolve(3),
      findNextDigest: () => Promise.resolve(NOW),
    });
    return command.run({ ...callerIn(spoken), options: {} });
  }),
  fc.tuple(feedText, language, fc.constantFrom('story', 'list')).map(([headline, spoken, subcommand]) => {
    const feature = mutes({
      subject,
      now,
      findRecent: () => Promise.resolve([]),
      findByWords: () => Promise.resolve(7),
      findDestinationId: (at) => Promise.resolve(at),
      saveMute: () => Promise.resolve(),
      removeMute: () => Promise.resolve(true),
      listMutes: (destinationId) =>
        Promise.resolve([{ destinationId, kind: 'story' as const, subject: '7', until: NOW }]),
      findHeadline: () => Promise.resolve(headline),
    });
    return call(feature, { ...callerIn(spoken), subcommand, options: { story: '7' } });
  }),
);

/** As the router sends it. */
const toBody = (answer: Reply): object => {
  const rich: RichReply = typeof answer === 'string' ? { content: answer } : answer;
  const { isV2, content, components = [] } = rich;
  return {
    ...(isV2 === true ? { flags: IS_V2 } : { content }),
    components,
    allowed_mentions: { parse: [] },
  };
};

test('whatever anybody writes, every answer keeps to Discord’s limits, and forges, pings and hides nothing', async () => {
  await fc.assert(
    fc.asyncProperty(reply, async (answer) => {
      const body = toBody(await answer);
      expect(() => parseMessage(body, [])).not.toThrow();
      for (const text of textsOf(body)) {
        expect(text).not.toMatch(HIDDEN);
        for (const line of text.split('\n')) expect(withoutOwnMarkup(line)).not.toMatch(FORGED);
      }
      for (const shown of plainOf(body)) expect(shown).not.toMatch(HIDDEN);
    }),
    { numRuns: 5_000 },
  );
}, 60_000);

test.skipIf(!hasOpenApi)(
  'whatever anybody writes, every answer is one of Discord’s own document',
  async () => {
    await fc.assert(
      fc.asyncProperty(reply, async (answer) => {
        const path = '/channels/123456789012345678/messages';
        const requestBody = toBody(await answer);
        expect(checkExchange({ method: 'POST', path, requestBody, status: 204 })).toEqual([]);
      }),
      { numRuns: 200 },
    );
  },
);

test('whatever feeds and people write, there is something to suggest, and Discord takes it', async () => {
  const recent = fc.array(
    fc.record({
      id: fc.nat(),
      headline: feedText,
      topics: fc.subarray(['talks', 'oil', 'gone']),
      lastReport: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
    }),
    { maxLength: 30 },
  );
  await fc.assert(
    fc.asyncProperty(recent, feedText, language, async (found, written, spoken) => {
      const findRecent = (_: string, limit: number) => Promise.resolve(found.slice(0, limit));
      const deps = { subject, now, findRecent, findByWords: () => Promise.resolve(undefined) };
      const completion = { ...callerIn(spoken), option: 'story', written };
      const suggestions = await suggestStories(deps, completion);
      expect(suggestions.length).toBeLessThanOrEqual(25);
      for (const { name, value } of suggestions) {
        expect(name).not.toMatch(HIDDEN);
        for (const text of [name, value]) expect(text.length).toBeLessThanOrEqual(100);
        expect(name.length * value.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 500 },
  );
});

/** Controls, turns of direction and characters that show nothing; emoji are joined by two of them. */
const HIDDEN = /(?!\u200d|\ufe0f|\n)[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;
/** What Discord would read as markup, a mention or a link. */
const FORGED = /[*_~`|<>@[\]\n]|:\/\//;

/** Takes away what vigía writes itself: escapes, bold and italics, times, channels, links, headings and quotes. */
function withoutOwnMarkup(line: string): string {
  return line
    .replaceAll(/\\[^0-9A-Za-z\s]/g, '·')
    .replaceAll(/<(?:t:-?\d+:[Rtf]|#\d+)>/g, '')
    .replaceAll(/\[[^[\]]*\]\(https?:\/\/[^()\s]+\)/g, '')
    .replaceAll(/\*\*[^*]*\*\*/g, '')
    .replaceAll(/\*[^*]+\*/g, '')
    .replaceAll('`7c1f`', '')
    .replace(/^(?:### |-# |> )/, '');
}

/** Every text in which Discord reads markup. */
function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  const content = member(value, 'content');
  return [...(typeof content === 'string' ? [content] : []), ...childrenOf(value).flatMap(textsOf)];
}

/** Every text that is shown as it is: on buttons and in menus. */
function plainOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(plainOf);
  const own = ['label', 'placeholder'].flatMap((name) => {
    const text = member(value, name);
    return typeof text === 'string' ? [text] : [];
  });
  return [...own, ...childrenOf(value).flatMap(plainOf)];
}

const childrenOf = (value: unknown): unknown[] =>
  ['components', 'options'].flatMap((name) => {
    const children = member(value, name);
    return Array.isArray(children) ? children : [];
  });
