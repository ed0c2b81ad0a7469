import { expect, test } from 'vitest';
import { PHRASES, say, type Phrase } from '../../src/core/messages/phrases.ts';
import { UI_LANGUAGES, type UiLanguage } from '../../src/core/subject.ts';
import { pauseDestination } from '../../src/db/deliveries/destinations.ts';
import { render } from '../../src/discord/rendering/render.ts';
import { storyView } from '../support/builders.ts';
import { request } from '../support/loopback-request.ts';
import { openReadingWorld, type ReadingWorld } from '../support/reading.ts';
import { minutesAgo, NOON } from '../support/watch.ts';

const OIL = 'U.S. extends Chevron licence to pump Venezuelan oil by six months';
const OIL_ES = 'EE.UU. prorroga seis meses la licencia de Chevron para extraer petróleo venezolano';

/** One story about oil, told by two outlets, and one about migration. */
async function tellStories(world: ReadingWorld): Promise<void> {
  await world.read('Reuters', [{ title: OIL, published: minutesAgo(40) }]);
  await world.read('EFE', [
    { guid: 'e', link: 'https://efe.example/a', title: OIL_ES, text: '', published: minutesAgo(20) },
  ]);
  await world.read('Diario', [
    {
      guid: 'd',
      link: 'https://diario.example/a',
      title: 'Deportation flight lands in Caracas with migrants from the United States',
      text: '',
      published: minutesAgo(10),
    },
  ]);
}

/** The beginning of what vigía says, up to what is filled in. */
const words = (phrase: Phrase, language: UiLanguage): string =>
  (PHRASES[phrase][language].split('{')[0] ?? '').trim();

test.each(UI_LANGUAGES)('in %s, a person reads, opens and searches stories', async (language) => {
  await using world = await openReadingWorld();
  await tellStories(world);
  const reader = world.reader(language);

  const latest = await reader.command('latest', { count: 3 });
  expect(latest.text).toContain(words('latest.title', language));
  expect(latest.text).toContain('Deportation flight');
  const shown = await reader.click(latest, say('show-everyone', language));
  expect(shown.message.visibleTo).toBeUndefined();
  expect(shown.text).not.toContain(say('show-everyone', language));

  const opened = await reader.choose(latest, '1');
  expect(opened.message.visibleTo).toBe(reader.userId);
  expect(opened.text).toContain('Reuters');
  expect(opened.text).toContain(say('timeline', language));
  expect(opened.text).toContain(say('phase.breaking', language));

  const found = await reader.command('search', { query: 'PETROLEO chevron' });
  expect(found.text).toContain(words('search.title', language));
  expect((await reader.command('search', { query: 'zeppelin' })).text).toContain('zeppelin');
  expect((await reader.command('search', { query: '"*)-' })).text).toContain(say('search.empty', language));
});

test.each(UI_LANGUAGES)('in %s, a person asks why and what else would have been needed', async (language) => {
  await using world = await openReadingWorld();
  await world.sendTo({ id: 'here', address: world.bot.channelId, level: 'major' });
  await tellStories(world);
  const reader = world.reader(language);

  const [suggestion] = await reader.suggestions('why', 'story', 'chevron');
  expect(suggestion?.name).toMatch(/^\[.+\] .+ · \d+ (s|min|h)$/);
  const why = await reader.command('why', { story: suggestion?.value ?? '' });
  expect(why.text).toContain(say('why.title.not-sent', language));
  expect(why.text).toContain(say('level.all', language));
  expect(why.text).toContain('Chevron');
  for (const label of ['feedback.right', 'feedback.wrong-topic', 'mute.story'] as const)
    expect(why.text).toContain(say(label, language));

  const judged = await reader.command('why', { text: OIL });
  expect(judged.text).toContain(words('why.would-alert', language));
  const off = await reader.command('why', { text: 'The choir sings again' });
  expect(off.text).toContain(say('why.would-not.off-subject', language));
  expect((await reader.command('why')).text).toBe(say('why.which', language));
  expect((await reader.command('why', { story: '999' })).text).toContain(words('why.gone', language));
});

test.each(UI_LANGUAGES)(
  'in %s, a person says what they make of a story, and takes it back',
  async (language) => {
    await using world = await openReadingWorld();
    await tellStories(world);
    const reader = world.reader(language);
    const why = await reader.command('why', { story: '1' });

    const right = await reader.click(why, `👍 ${say('feedback.right', language)}`);
    expect(right.message.visibleTo).toBe(reader.userId);
    expect(await world.opinionsOf(reader.userId)).toMatchObject([{ storyId: 1, kind: 'right-topic' }]);

    const wrong = await reader.click(right, say('feedback.wrong-topic', language));
    expect(wrong.text).toContain(say('feedback.which-topic', language));
    const corrected = await reader.choose(wrong, 'talks', 'migration');
    expect(await world.opinionsOf(reader.userId)).toMatchObject([
      { storyId: 1, kind: 'wrong-topic', topics: ['talks', 'migration'] },
    ]);
    await reader.click(corrected, say('feedback.take-back', language));
    expect(await world.opinionsOf(reader.userId)).toEqual([]);
  },
);

test.each(UI_LANGUAGES)(
  'in %s, a person mutes a story and a topic, and hears of them again',
  async (language) => {
    await using world = await openReadingWorld();
    const reader = world.reader(language);
    await tellStories(world);
    const none = await reader.command('mute story', { story: '1' });
    expect(none.text).toContain(words('mute.nothing-to-mute', language));

    await world.sendTo({ id: 'own', address: reader.userId, isPrivate: true });
    expect((await reader.command('mute story', { story: '1', for: 1 })).text).toContain(
      say('mute.where.private', language),
    );
    await reader.command('mute topic', { topic: 'oil' });
    const listed = await reader.command('mute list');
    expect(listed.text).toContain('Chevron');
    await reader.choose(listed, 'own.story.1');
    const [left, ...others] = await reader.suggestions('mute remove', 'muted', '');
    expect([left?.value, others]).toEqual(['own.topic.oil', []]);
    await reader.command('mute remove', { muted: 'own.topic.oil' });
    expect((await reader.command('mute list')).text).toBe(say('mute.none', language));
  },
);

test.each(UI_LANGUAGES)('in %s, help, topics and status answer', async (language) => {
  await using world = await openReadingWorld();
  const reader = world.reader(language);
  const help = await reader.command('help');
  expect(help.text).toContain(words('help.what', language));
  expect(help.text).toMatch(/<\/latest:\d+>/);
  expect((await reader.command('topics')).text).toContain(words('topics.today', language));
  expect((await reader.command('status')).text).toContain(words('status.stories', language));
});

test.each(UI_LANGUAGES)(
  'in %s, /status tells when the next digest comes here and to oneself',
  async (language) => {
    await using world = await openReadingWorld();
    const reader = world.reader(language);
    const status = async (): Promise<string> => (await reader.command('status')).text;
    expect(await status()).not.toContain(words('status.digest-own', language));
    const none = { at: '20:00', daily: false, weekly: false, quietDay: 'line' } as const;
    await world.sendTo(
      { id: 'here', address: world.bot.channelId, digest: { ...none, weekly: true } },
      { id: 'own', address: reader.userId, isPrivate: true, timeZone: 'America/Caracas' },
    );
    // Noon on a Sunday: in Caracas the evening's digest comes within ten minutes from midnight in UTC on.
    const [here, own] = (await status()).match(/<t:\d+:R>/g)?.slice(-2) ?? [];
    expect(here).toBe(`<t:${String(Date.parse('2026-03-02T08:00:00Z') / 1_000)}:R>`);
    const seconds = Number(own?.slice(3, -3)) - Date.parse('2026-03-02T00:00:00Z') / 1_000;
    expect([seconds >= 0, seconds < 600]).toEqual([true, true]);
    expect(await status()).toContain(words('status.digest-here', language));
    await pauseDestination(world.db, 'here', { reason: 'no access' }, NOON);
    expect(await status()).not.toContain(words('status.digest-here', language));
  },
);

test('a channel is muted only by those who manage its server', async () => {
  await using world = await openReadingWorld();
  await world.sendTo({ id: 'here', address: world.bot.channelId });
  const refused = await world.reader('en').command('mute topic', { topic: 'oil', here: true });
  expect(refused.text).toContain('Manage Server');
  const owner = world.reader('en', 'owner');
  expect((await owner.command('mute topic', { topic: 'oil', here: true })).text).toContain(
    `<#${world.bot.channelId}>`,
  );
  await tellStories(world);
  const sent = await world.db.selectFrom('outbox').select('key').execute();
  expect(sent.map(({ key }) => key)).toEqual(['alert:2:here']);
  const why = await world.reader('en').command('why', { story: '1' });
  expect(why.text).toContain('is muted there');
});

test('the message command explains a card by its buttons, and any other message is judged by the other one', async () => {
  await using world = await openReadingWorld();
  await tellStories(world);
  const { discord, channelId } = world.bot;
  const reader = world.reader('en');
  const card = render(
    { kind: 'alert', language: 'en', story: storyView({ storyId: '1' }), silent: false },
    'i-1',
  );
  await request(discord, `POST /channels/${channelId}/messages`, card);
  const [message] = discord.messages(channelId);
  const why = await reader.command('Why this alert?', {}, message?.id ?? '');
  expect(why.text).toContain('How I read this story');

  const rumour = discord.say(channelId, reader.userId, OIL);
  expect((await reader.command('Why this alert?', {}, rumour.id)).text).toContain('not about one story');
  const scored = await reader.command('Score this message', {}, rumour.id);
  expect(scored.text).toContain('It would make an alert');
  expect(scored.message.visibleTo).toBe(reader.userId);
});

test('what was sent is told with when, and how long after it was found', async () => {
  await using world = await openReadingWorld();
  await world.sendTo({ id: 'here', address: world.bot.channelId });
  await tellStories(world);
  const at = minutesAgo(0).getTime() + 14_000;
  await world.db.updateTable('outbox').set({ state: 'sent', updated_at: at, message_id: '1' }).execute();
  const why = await world.reader('en').command('why', { story: '1' });
  expect(why.text).toContain(`Sent to <#${world.bot.channelId}>`);
  expect(why.text).toContain('14 s after I found it at Reuters');
});

test('a search turns its pages in place', async () => {
  await using world = await openReadingWorld();
  const entries = Array.from({ length: 7 }, (_, index) => ({
    guid: String(index),
    link: `https://one.example/${String(index)}`,
    title: `U.S. strike on boat off Venezuela kills ${String(index + 2)}, Pentagon says: vessel ${'abcdefg'[index] ?? ''}${'zyxwvut'[index] ?? ''}ora sunk`,
    text: '',
    published: minutesAgo(60 * index + 5),
  }));
  for (const each of entries) await world.read('Reuters', [each]);
  const reader = world.reader('en');
  const first = await reader.command('search', { query: 'pentagon' });
  if (!first.text.includes('Page 1 of 2')) throw new Error(first.text);
  const second = await reader.click(first, 'Next');
  expect(second.text).toContain('Page 2 of 2');
  expect((await reader.click(second, 'Previous')).text).toContain('Page 1 of 2');
});
