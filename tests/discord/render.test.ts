import fc from 'fast-check';
import { ComponentType, type APIEmbed } from 'discord.js';
import { expect, test } from 'vitest';
import { say } from '../../src/core/messages/phrases.ts';
import { UI_LANGUAGES, type UiLanguage } from '../../src/core/subject.ts';
import { parseMessage } from '../../src/demo/discord/posting.ts';
import type { DiscordMessage } from '../../src/discord/rendering/discord-message.ts';
import { render, renderForPerson } from '../../src/discord/rendering/render.ts';
import { message, story } from '../support/arbitrary-story.ts';
import { storyView } from '../support/builders.ts';
import { checkExchange, hasOpenApi } from '../support/openapi.ts';

/** The longest nonce that Discord takes. */
const MARKER = 'abcdef12-'.padEnd(25, 'z');
const NUM_RUNS = 200;

test('whatever a feed writes, every message keeps to Discord’s limits', () => {
  fc.assert(
    fc.property(message, (any) => {
      expect(() =>
        parseMessage({ ...render(any, MARKER), nonce: MARKER, enforce_nonce: true }, []),
      ).not.toThrow();
      expect(() => parseMessage(renderForPerson(any, MARKER), [])).not.toThrow();
    }),
    { numRuns: NUM_RUNS },
  );
});

test.skipIf(!hasOpenApi)('whatever a feed writes, every message is one of Discord’s own document', () => {
  fc.assert(
    fc.property(message, (any) => {
      const requestBody = { ...render(any, MARKER), nonce: MARKER, enforce_nonce: true };
      const path = '/channels/123456789012345678/messages';
      expect(checkExchange({ method: 'POST', path, requestBody, status: 204 })).toEqual([]);
    }),
    { numRuns: NUM_RUNS },
  );
});

test('whatever a feed writes, nothing in a message pings, links or forges', () => {
  fc.assert(
    fc.property(message, (any) => {
      const rendered = render(any, MARKER);
      const roles = 'ping' in any && any.ping !== undefined ? { roles: [any.ping.role] } : {};
      expect(rendered.allowed_mentions).toEqual({ parse: [], ...roles });
      for (const text of markupOf(rendered))
        expect(withoutOwnMarkup(text)).not.toMatch(/[*_~`|<>@[\]]|:\/\//);
      for (const url of addressesOf(rendered)) expect(url).toMatch(/^https?:\/\//);
    }),
    { numRuns: NUM_RUNS },
  );
});

test('the line that a lock screen shows has at most 200 characters and names the topic', () => {
  fc.assert(
    fc.property(story, (view) => {
      const { content = '' } = render({ kind: 'alert', language: 'en', story: view, silent: false }, MARKER);
      expect(content?.length).toBeLessThanOrEqual(200);
      expect(content).toContain(`**${view.topics[0]?.name ?? ''}**`);
    }),
  );
});

const WELL_REPORTED = storyView({
  url: 'https://wire.example/licence',
  published: new Date('2026-03-01T11:45:00Z'),
  summaryLanguage: 'es',
  summaryOutlet: 'Diario del Golfo',
  topics: [
    { id: 'oil', name: 'Oil', emoji: '🛢️', colour: 0xb0_7a_00 },
    { id: 'talks', name: 'Talks', emoji: '🕊️', colour: 0x3b_8b_d9 },
  ],
  outletCount: 9,
  alsoReportedBy: [
    { outlet: 'Diario del Golfo', language: 'es', url: 'https://diario.example/a' },
    ...['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((outlet) => ({ outlet, language: 'en' })),
  ],
});

const READABLE: Readonly<Record<UiLanguage, readonly string[]>> = {
  en: [
    '🛢️ **Oil** · Licence extended by six months',
    '| Gulf Wire (news agency), first of 9 outlets',
    '| Licence extended by six months <https://wire.example/licence>',
    '| The notice lets current ventures go on. (Diario del Golfo, in Spanish)',
    '| Importance: ●●●○ High (0.77)',
    '| Published: <t:1772365500:R>',
    '| Also reported by: [Diario del Golfo](https://diario.example/a) (es) · A · B · C · D · E · +2 more',
    '| Oil · also Talks · 9 outlets · Automatic summary',
    '( Read ) ( All 9 sources ) ( Why? ) ( Useful ) ( Not relevant )',
  ],
  es: [
    '🛢️ **Oil** · Licence extended by six months',
    '| Gulf Wire (agencia de noticias), primero de 9 medios',
    '| Licence extended by six months <https://wire.example/licence>',
    '| The notice lets current ventures go on. (Diario del Golfo, en español)',
    '| Importancia: ●●●○ Alta (0,77)',
    '| Publicado: <t:1772365500:R>',
    '| También informan: [Diario del Golfo](https://diario.example/a) · A (en) · B (en) · C (en) · D (en) · E (en) · +2 más',
    '| Oil · también Talks · 9 medios · Resumen automático',
    '( Leer ) ( Las 9 fuentes ) ( ¿Por qué? ) ( Útil ) ( No viene al caso )',
  ],
  pt: [
    '🛢️ **Oil** · Licence extended by six months',
    '| Gulf Wire (agência de notícias), primeiro de 9 veículos',
    '| Licence extended by six months <https://wire.example/licence>',
    '| The notice lets current ventures go on. (Diario del Golfo, em espanhol)',
    '| Importância: ●●●○ Alta (0,77)',
    '| Publicado: <t:1772365500:R>',
    '| Também noticiado por: [Diario del Golfo](https://diario.example/a) (es) · A (en) · B (en) · C (en) · D (en) · E (en) · +2 mais',
    '| Oil · também Talks · 9 veículos · Resumo automático',
    '( Ler ) ( As 9 fontes ) ( Por quê? ) ( Útil ) ( Não é relevante )',
  ],
};

test.each(UI_LANGUAGES)('an alert reads well in %s', (language) => {
  const alert = render({ kind: 'alert', language, story: WELL_REPORTED, silent: false }, MARKER);
  expect(toReadable(alert)).toEqual(READABLE[language]);
});

function urlOf(url: string): unknown {
  const alert = render({ kind: 'alert', language: 'en', story: storyView({ url }), silent: false }, MARKER);
  return alert.embeds?.[0]?.url;
}

test('an address that Discord might not take is written so that it does, or left out', () => {
  expect(urlOf('https://x.example/ñ o?q={a}|b')).toBe('https://x.example/%C3%B1%20o?q=%7Ba%7D%7Cb');
  expect(urlOf('https://x.example/100%')).toBe('https://x.example/100%25');
  expect(urlOf('https://user:secret@x.example/')).toBeUndefined();
  expect(urlOf('javascript:alert(1)')).toBeUndefined();
});

/** A message as lines of text, in the order in which it is seen. */
function toReadable({ content, embeds, components }: DiscordMessage): string[] {
  const labels = [...JSON.stringify(components).matchAll(/"label":"([^"]+)"/g)].map(
    ([, label]) => `( ${label ?? ''} )`,
  );
  return [content ?? '', ...(embeds ?? []).flatMap(embedLines).map((line) => `| ${line}`), labels.join(' ')];
}

const embedLines = ({ author, title, url, description, fields, footer }: APIEmbed): string[] => [
  String(author?.name),
  `${String(title)} <${String(url)}>`,
  String(description),
  ...(fields ?? []).map(({ name, value }) => `${name}: ${value}`),
  String(footer?.text),
];

/** Every text of a message in which Discord reads markup. */
function markupOf(rendered: DiscordMessage): string[] {
  const embeds = (rendered.embeds ?? []).flatMap(({ title, description, fields }) => [
    title ?? '',
    description ?? '',
    ...(fields ?? []).map(({ value }) => value),
  ]);
  return [
    ...(rendered.content ?? '').split('\n'),
    ...embeds,
    ...displaysOf(rendered.components ?? []).flatMap((text) => text.split('\n')),
  ];
}

function displaysOf(components: NonNullable<DiscordMessage['components']>): string[] {
  return components.flatMap((component) => {
    if (component.type !== ComponentType.Container) return [];
    return component.components.flatMap((part) =>
      part.type === ComponentType.TextDisplay ? [part.content] : [],
    );
  });
}

const addressesOf = (rendered: DiscordMessage): string[] =>
  [...JSON.stringify(rendered).matchAll(/"url":"([^"]+)"|[^\\]\]\(([^)\s]+)\)/g)].map(
    ([, button, link]) => button ?? link ?? '',
  );

/** What an update or a correction is called, in any language. */
const OWN_TITLE = new RegExp(
  String.raw`\*\*(?:${UI_LANGUAGES.flatMap((language) => [
    say('update.title', language, { number: String.raw`\d+` }),
    say('update.major', language),
    say('card.corrected', language),
  ]).join('|')})\*\*`,
);

/** Takes away what the renderer writes itself: escapes, topics, times, links, headings and lists. */
function withoutOwnMarkup(text: string): string {
  return text
    .replaceAll(/\\[^0-9A-Za-z\s]/g, '·')
    .replaceAll(/\*\*(?:Talks|Oil|Migration)\*\*/g, '')
    .replace(OWN_TITLE, '')
    .replace(/^(.*)~~(.*)~~/, '$1$2')
    .replace(/^-# <@&123456789012345678>/, '')
    .replaceAll(/<t:\d+:R>/g, '')
    .replaceAll(/\[[^[\]]*\]\(https?:\/\/[^()\s]+\)/g, '')
    .replace(/^(?:## |-# |- |> )/, '');
}

const DENIED = {
  headline: 'Treasury says no licence was extended',
  outlet: 'The Potomac Ledger',
  language: 'en',
  url: 'https://ledger.example/a',
  at: new Date('2026-03-01T12:00:00Z'),
  marks: [{ kind: 'denial' as const }, { kind: 'count' as const, value: 5, was: 4 }],
};
const update = {
  kind: 'update' as const,
  language: 'en' as const,
  story: WELL_REPORTED,
  cause: 'fact' as const,
  number: 2,
  facts: [DENIED],
  silent: true,
  inThread: false,
};

test('an update leads with what is new, and says below who reports it', () => {
  expect(toReadable(render(update, MARKER))).toEqual([
    [
      '**Update 2** · Treasury says no licence was extended',
      '> a denial · 5, before 4 · [The Potomac Ledger](https://ledger.example/a) · <t:1772366400:R>',
    ].join('\n'),
    '( Read ) ( Why? )',
  ]);
});

test('an update whose words the card has as its headline says first what is new', () => {
  const fact = {
    ...DENIED,
    headline: update.story.headline,
    marks: [{ kind: 'count' as const, value: 5_000, was: 4 }],
  };
  expect(render({ ...update, facts: [fact] }, MARKER).content).toBe(
    [
      '**Update 2** · 5,000, before 4 · Licence extended by six months',
      '> [The Potomac Ledger](https://ledger.example/a) · <t:1772366400:R>',
    ].join('\n'),
  );
  expect(render({ ...update, facts: [DENIED, fact] }, MARKER).content).toContain('New since the first alert');
});

test('a correction strikes out what it takes back, and a story that has become major says who tells it', () => {
  const correction = { ...update, cause: 'correction' as const, corrected: 'Licence extended', facts: [] };
  expect(render(correction, MARKER).content).toBe(
    '**Corrected** · ~~Licence extended~~\n> The first alert has been changed.',
  );
  const major = { ...update, cause: 'major' as const, facts: [] };
  expect(render(major, MARKER).content).toBe('**Now major** · Licence extended by six months\n> 9 outlets');
});

test('an outlet is called the first only when no other told the story before it', () => {
  const three = storyView({ outletCount: 3 });
  const authors = [three, { ...three, firstOutlet: 'El Faro' }].map(
    (view) =>
      render({ kind: 'alert', language: 'en', story: view, silent: true }, MARKER).embeds?.[0]?.author,
  );
  expect(authors).toEqual([
    { name: 'Gulf Wire (news agency), first of 3 outlets' },
    { name: 'Gulf Wire (news agency), one of 3 outlets' },
  ]);
});

test('copies stand apart from voices of their own, under the name of whose words they print', () => {
  const alsoReportedBy = [
    { outlet: 'El Faro', language: 'es' },
    { outlet: 'La Costa', language: 'es', copyOf: 'EFE' },
  ];
  const view = storyView({ outletCount: 3, independentCount: 2, alsoReportedBy });
  const [embed] = render({ kind: 'alert', language: 'en', story: view, silent: true }, MARKER).embeds ?? [];
  expect(embed?.fields?.slice(-2)).toEqual([
    { name: 'Also reported by', value: 'El Faro (es)', inline: false },
    { name: 'Same text as EFE', value: 'La Costa (es)', inline: false },
  ]);
  expect(embed?.footer?.text).toBe('Oil · 2 independent of 3 outlets · Automatic summary');
});
