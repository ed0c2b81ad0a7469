import fc from 'fast-check';
import type { CardNote, ShownMessage, StoryView } from '../../src/core/messages/message.ts';
import { UI_LANGUAGES } from '../../src/core/subject.ts';
import { OUTLET_KINDS } from '../../src/core/types.ts';

/** What hostile or careless publishers put into their texts. */
const TRICKS = [
  '@everyone', '@here', '<@123456789012345678>', '<@&123456789012345678>', '<#123456789012345678>',
  '</subscribe:123456789012345678>', '<t:1:R>', '<:x:123456789012345678>', '**bold**', '__u__', '~~s~~', '`code`',
  '```\nblock', '||spoiler||', '> quote', '>>> all', '# Heading', '-# small', '- item', '1. one', '[a](https://x.example)',
  'https://x.example/a', 'discord.gg/abc', '\\', '\\\\', '](', '\n', '\r\n', '\u202e', '\u200b', '\u0000', 'é'.normalize('NFD'),
  '🇻🇪', '👨‍👩‍👧', '𝕏', '\ud800', 'ﷺ', 'a'.repeat(300), '\u0301'.repeat(40),
]; // prettier-ignore

/** Any text a feed may hold: tricks, words and noise, from nothing to several thousand characters. */
export const feedText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...TRICKS),
      fc.lorem({ maxCount: 12 }),
      fc.string({ unit: 'binary', maxLength: 40 }),
    ),
    {
      maxLength: 25,
    },
  )
  .map((parts) => parts.join(' '));

export const address = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constantFrom(
    'javascript:alert(1)',
    'ftp://x.example/a',
    'not an address',
    'https://x.example/a)b(c|d',
    'https://x.example/ñ o',
    'https://ñandú.example/%zz?q={a}|[b]^`"<c>\\d#é',
    'https://user:secret@x.example/',
    `https://x.example/${'a'.repeat(600)}`,
    `https://x.example/${'b'.repeat(3_000)}`,
  ),
);
export const language = fc.constantFrom('en', 'es', 'pt', 'fr', 'und');
/** Absent, or a value. */
export const maybe = (name: string, value: fc.Arbitrary<unknown>) =>
  fc.oneof(fc.constant({}), fc.record({ [name]: value }));
export const time = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });

const TOPICS = [
  { id: 'talks', name: 'Talks', emoji: '🕊️', colour: 0x3b_8b_d9 },
  { id: 'oil', name: 'Oil', emoji: '🛢️', colour: 0xb0_7a_00 },
  { id: 'migration', name: 'Migration', emoji: '🧭', colour: 0 },
];

const always = fc.record({
  storyId: fc.nat().map(String),
  topics: fc.subarray(TOPICS, { minLength: 1 }),
  headline: feedText,
  outlet: feedText,
  outletKind: fc.constantFrom(...OUTLET_KINDS, 'unknown'),
  summary: feedText,
  importance: fc.record({
    level: fc.constantFrom('relevant', 'high', 'major'),
    score: fc.double({ min: 0, max: 1, noNaN: true }),
    dots: fc.integer({ min: 1, max: 4 }),
  }),
  outletCount: fc.integer({ min: 1, max: 500 }),
  alsoReportedBy: fc.array(
    fc
      .tuple(fc.record({ outlet: feedText, language }), maybe('url', address), maybe('copyOf', feedText))
      .map(([one, two, three]) => ({ ...one, ...two, ...three })),
    { maxLength: 12 },
  ),
  firstSeen: time,
});

/** A story in any words, with or without each thing that a story may lack. */
export const story: fc.Arbitrary<StoryView> = fc
  .tuple(
    always,
    maybe('url', address),
    maybe('published', time),
    maybe('headlineLanguage', language),
    maybe('summaryLanguage', language),
    maybe('summaryOutlet', feedText),
    maybe('independentCount', fc.integer({ min: 1, max: 500 })),
  )
  .map(([view, ...others]) => Object.assign({}, view, ...others));

const uiLanguage = fc.constantFrom(...UI_LANGUAGES);

const ping = fc.record({ role: fc.constant('123456789012345678'), muted: fc.nat({ max: 500 }) });
const isSo = fc.boolean();

const alert = fc
  .tuple(
    fc.record({ kind: fc.constant('alert' as const), language: uiLanguage, story, silent: isSo }),
    maybe('ping', ping),
  )
  .map(([one, two]): ShownMessage => ({ ...one, ...two }));

const note = fc
  .tuple(
    maybe('updatedAt', time),
    maybe('corrected', feedText),
    maybe('ended', fc.constantFrom('closed', 'joined')),
  )
  .map((parts): CardNote => Object.assign({}, ...parts));

const edit = fc
  .tuple(
    fc.record({ kind: fc.constantFrom('edit', 'close'), language: uiLanguage, story, note }),
    maybe('ping', ping),
  )
  .map(([one, two]): ShownMessage => ({ ...one, ...two }));

const mark = fc.oneof(
  fc.record({ kind: fc.constant('count' as const), value: fc.nat(), was: fc.nat() }),
  fc.record({ kind: fc.constantFrom('statement' as const, 'denial' as const) }),
);
const fact = fc
  .tuple(
    fc.record({
      headline: feedText,
      outlet: feedText,
      language,
      at: time,
      marks: fc.array(mark, { maxLength: 5 }),
    }),
    maybe('url', address),
  )
  .map(([one, two]) => ({ ...one, ...two }));

const update = fc
  .tuple(
    fc.record({
      kind: fc.constant('update' as const),
      language: uiLanguage,
      story,
      cause: fc.constantFrom('fact' as const, 'major' as const, 'correction' as const),
      number: fc.integer({ min: 1, max: 999 }),
      facts: fc.array(fact, { maxLength: 6 }),
      silent: isSo,
      inThread: isSo,
    }),
    maybe('ping', ping),
    maybe('corrected', feedText),
  )
  .map(([one, ...others]): ShownMessage => Object.assign({}, one, ...others));

/** Any message that readers may be sent. */
export const message: fc.Arbitrary<ShownMessage> = fc.oneof(
  alert,
  edit,
  update,
  fc.record({
    kind: fc.constant('welcome' as const),
    language: uiLanguage,
    subject: fc.record({ en: feedText, es: feedText, pt: feedText }),
    feedCount: fc.nat({ max: 5_000 }),
    stories: fc.array(story, { maxLength: 12 }),
    moreCount: fc.nat({ max: 5_000 }),
    silent: fc.constant(true as const),
  }),
);
