import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLoopbackDiscord, type LoopbackDiscord } from '../../src/demo/discord/loopback-discord.ts';
import { findProblems } from '../support/loopback-client.ts';
import { hasOpenApi } from '../support/openapi.ts';
import { complaints, member, request } from '../support/loopback-request.ts';

let discord: LoopbackDiscord;
let messages = '';
const generous = { limit: 10_000, windowMs: 1000 };

beforeAll(async () => {
  discord = await openLoopbackDiscord({
    rateLimits: { messages: generous, others: generous, global: generous },
  });
  messages = `POST /channels/${discord.channels()[0]?.id ?? ''}/messages`;
});

afterAll(() => discord[Symbol.asyncDispose]());

const text = (length: number) => 'x'.repeat(length);
const button = (custom_id: string) => ({ type: 2, style: 2, label: 'Why?', custom_id });
const row = (...components: unknown[]) => ({ type: 1, components });
const V2 = 1 << 15;
const display = (content: string) => ({ type: 10, content });

const refused: [name: string, body: unknown, complaint: string][] = [
  ['content over 2,000', { content: text(2001) }, 'content BASE_TYPE_MAX_LENGTH'],
  ['a nonce over 25', { content: 'a', nonce: text(26) }, 'nonce BASE_TYPE_MAX_LENGTH'],
  [
    'eleven embeds',
    { embeds: Array.from({ length: 11 }, () => ({ title: 'a' })) },
    'embeds BASE_TYPE_MAX_LENGTH',
  ],
  ['an embed title over 256', { embeds: [{ title: text(257) }] }, 'embeds.0.title BASE_TYPE_MAX_LENGTH'],
  [
    'a description over 4,096',
    { embeds: [{ description: text(4097) }] },
    'embeds.0.description BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a footer over 2,048',
    { embeds: [{ footer: { text: text(2049) } }] },
    'embeds.0.footer.text BASE_TYPE_MAX_LENGTH',
  ],
  [
    'an author over 256',
    { embeds: [{ author: { name: text(257) } }] },
    'embeds.0.author.name BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a field value over 1,024',
    { embeds: [{ fields: [{ name: 'a', value: text(1025) }] }] },
    'embeds.0.fields.0.value BASE_TYPE_MAX_LENGTH',
  ],
  [
    'an empty field name',
    { embeds: [{ fields: [{ name: ' ', value: 'a' }] }] },
    'embeds.0.fields.0.name BASE_TYPE_MIN_LENGTH',
  ],
  [
    '26 fields',
    { embeds: [{ fields: Array.from({ length: 26 }, () => ({ name: 'a', value: 'b' })) }] },
    'embeds.0.fields BASE_TYPE_MAX_LENGTH',
  ],
  [
    'embeds over 6,000 together',
    { embeds: [{ description: text(4000) }, { description: text(2001) }] },
    'embeds MAX_EMBED_SIZE_EXCEEDED',
  ],
  [
    'an address that is none',
    { embeds: [{ title: 'a', url: 'javascript:alert(1)' }] },
    'embeds.0.url URL_TYPE_INVALID_URL',
  ],
  [
    'six rows',
    { content: 'a', components: Array.from({ length: 6 }, (_, i) => row(button(`${i}`))) },
    'components BASE_TYPE_MAX_LENGTH',
  ],
  ['an empty row', { content: 'a', components: [row()] }, 'components.0.components BASE_TYPE_MIN_LENGTH'],
  [
    'a menu beside a button',
    {
      content: 'a',
      components: [row(button('b'), { type: 3, custom_id: 'c', options: [{ label: 'x', value: 'y' }] })],
    },
    'components.0.components COMPONENT_LAYOUT_WIDTH_EXCEEDED',
  ],
  [
    'a shared custom id',
    { content: 'a', components: [row(button('b'), button('b'))] },
    'components COMPONENT_CUSTOM_ID_DUPLICATED',
  ],
  [
    'a custom id over 100',
    { content: 'a', components: [row(button(text(101)))] },
    'components.0.components.0.custom_id BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a label over 80',
    { content: 'a', components: [row({ ...button('b'), label: text(81) })] },
    'components.0.components.0.label BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a link button with a custom id',
    {
      content: 'a',
      components: [row({ type: 2, style: 5, label: 'Read', url: 'https://example.org', custom_id: 'b' })],
    },
    'components.0.components.0.custom_id COMPONENT_FIELD_NOT_ALLOWED',
  ],
  [
    'a text display without the new layout',
    { components: [display('a')] },
    'components.0.type UNION_TYPE_CHOICES',
  ],
  [
    'content in the new layout',
    { flags: V2, content: 'a', components: [display('a')] },
    'content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  [
    '41 components, nested ones counted',
    { flags: V2, components: [{ type: 17, components: Array.from({ length: 40 }, () => display('a')) }] },
    'components COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
  ],
  [
    'more than 4,000 characters of text displays',
    { flags: V2, components: [display(text(4000)), display('a')] },
    'components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
  ],
  [
    'mentions allowed twice over',
    { content: 'a', allowed_mentions: { parse: ['roles'], roles: ['123456789012345678'] } },
    'allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
  ],
  [
    'a reply to nothing',
    { content: 'a', message_reference: { message_id: '123456789012345678' } },
    'message_reference REPLIES_UNKNOWN_MESSAGE',
  ],
];

test.each(refused)('%s is refused, and the place is named', async (_, body, complaint) => {
  const answer = await request(discord, messages, body);
  expect(answer.status).toBe(400);
  expect(member(answer.body, 'code')).toBe(50035);
  expect(complaints(answer)).toContain(complaint);
});

test.each([[{ content: ' \n ' }], [{}], [{ embeds: [{}] }], [{ embeds: [{ color: 1 }], components: [] }]])(
  'a message with nothing in it is refused: %j',
  async (body) => {
    const answer = await request(discord, messages, body);
    expect(member(answer.body, 'code')).toBe(50006);
  },
);

test('everything at its limit is taken', async () => {
  const fields = Array.from({ length: 25 }, () => ({ name: 'a', value: 'b' }));
  const legacy = {
    content: text(2000),
    nonce: text(25),
    embeds: [{ title: text(256), description: text(4096), fields, footer: { text: text(1598) } }],
    components: Array.from({ length: 5 }, (_, i) =>
      row(...Array.from({ length: 5 }, (__, j) => button(`${i}-${j}`))),
    ),
  };
  expect((await request(discord, messages, legacy)).status).toBe(200);
  const container = {
    type: 17,
    components: Array.from({ length: 39 }, (_, i) => display(text(i === 0 ? 3962 : 1))),
  };
  expect((await request(discord, messages, { flags: V2, components: [container] })).status).toBe(200);
});

const command = (rest: object) => ({ name: 'latest', description: 'What is new', ...rest });
const option = (rest: object) => ({ type: 3, name: 'topic', description: 'Which', ...rest });

const refusedCommands: [name: string, body: unknown, complaint: string][] = [
  ['an upper-case name', command({ name: 'Latest' }), 'name APPLICATION_COMMAND_INVALID_NAME'],
  ['a name with a blank', command({ name: 'la test' }), 'name APPLICATION_COMMAND_INVALID_NAME'],
  ['no description', { name: 'latest' }, 'description BASE_TYPE_REQUIRED'],
  ['a description over 100', command({ description: text(101) }), 'description BASE_TYPE_MAX_LENGTH'],
  [
    'a localisation that is too long',
    command({ description_localizations: { 'es-ES': text(101) } }),
    'description_localizations.es-ES BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a required option after an optional one',
    command({ options: [option({}), option({ name: 'other', required: true })] }),
    'options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
  ],
  [
    'a command of more than 8,000 characters',
    command({
      options: Array.from({ length: 4 }, (_, i) =>
        option({
          name: `topic-${i}`,
          choices: Array.from({ length: 21 }, (__, j) => ({
            name: `${j}`.padEnd(50, 'n'),
            value: `${j}`.padEnd(50, 'v'),
          })),
        }),
      ),
    }),
    'APPLICATION_COMMAND_TOO_LARGE',
  ],
];

test.each(refusedCommands)('a command with %s is refused', async (_, body, complaint) => {
  const answer = await request(discord, `POST /applications/${discord.applicationId}/commands`, body);
  expect(answer.status).toBe(400);
  expect(complaints(answer)).toContain(complaint);
});

test('a hundred commands are taken, and not one more', async () => {
  const route = `PUT /applications/${discord.applicationId}/commands`;
  const commands = Array.from({ length: 101 }, (_, i) => command({ name: `command-${i}` }));
  expect((await request(discord, route, commands.slice(1))).status).toBe(200);
  expect(member((await request(discord, route, commands)).body, 'code')).toBe(30032);
});

test('an unknown route is answered with 404 and counted', async () => {
  await using other = await openLoopbackDiscord();
  const answer = await request(other, 'GET /guilds/123456789012345678/horoscope');
  expect(answer).toMatchObject({ status: 404, body: { message: '404: Not Found', code: 0 } });
  expect(other.counters()).toMatchObject({ unknownRoutes: 1, requests: 1 });
});

test('a wrong token is refused', async () => {
  await using other = await openLoopbackDiscord();
  expect(await request(other, 'GET /users/@me', undefined, 'wrong')).toMatchObject({ status: 401 });
});

test.skipIf(!hasOpenApi)("every refusal has the form of Discord's document", () => {
  expect(discord.counters().validationFailures).toBeGreaterThan(20);
  expect(findProblems(discord)).toEqual([]);
});
