import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLoopbackDiscord, type LoopbackDiscord } from '../../src/demo/discord/loopback-discord.ts';
import { findProblems, ownerOf } from '../support/loopback-client.ts';
import { hasOpenApi } from '../support/openapi.ts';
import { idOf, request } from '../support/loopback-request.ts';

let discord: LoopbackDiscord;
const generous = { limit: 1000, windowMs: 1000 };
const ids = { guild: '', channel: '', forum: '', message: '', command: '', thread: '', tag: '' };

/** A world with one of everything, so that every route has something to show. */
beforeAll(async () => {
  discord = await openLoopbackDiscord({
    rateLimits: { messages: generous, others: generous, global: generous },
    guilds: [
      {
        name: 'Newsroom',
        botPermissions: ['ADMINISTRATOR'],
        channels: [
          { name: 'alerts' },
          { name: 'watch', kind: 'forum', tags: [{ name: 'Oil', emoji: '🛢️' }] },
        ],
        roles: [{ name: 'Oil alerts', mentionable: true }],
      },
    ],
  });
  ids.guild = discord.guilds()[0]?.id ?? '';
  const [channel, forum] = discord.channels();
  Object.assign(ids, { channel: channel?.id, forum: forum?.id, tag: forum?.tags[0]?.id });
  ids.message = idOf(await request(discord, `POST /channels/${ids.channel}/messages`, everything()));
  ids.thread = idOf(
    await request(discord, `POST ${fill('/channels/{channel}/messages/{message}/threads')}`, {
      name: 'Story',
    }),
  );
  const definition = {
    name: 'status',
    description: 'How it goes',
    default_member_permissions: '32',
    contexts: [0],
  };
  ids.command = idOf(
    await request(discord, `POST /applications/${discord.applicationId}/commands`, definition),
  );
});

afterAll(() => discord[Symbol.asyncDispose]());

const text = (content: string) => ({ type: 10, content });

function everything(): object {
  const button = { type: 2, style: 1, label: 'All', custom_id: 'all', emoji: { name: '👍' } };
  const options = [
    { label: 'Talks', value: 'talks', description: 'Talks', emoji: { name: '🕊️' }, default: true },
  ];
  const thumbnail = { type: 11, media: { url: 'https://example.org/a.png' }, description: 'A chart' };
  const parts = [
    text('## Digest'),
    { type: 14, divider: true, spacing: 2 },
    { type: 9, components: [text('with a picture')], accessory: thumbnail },
    {
      type: 9,
      components: [text('with a button')],
      accessory: { type: 2, style: 5, label: 'Read', url: 'https://example.org' },
    },
    { type: 12, items: [{ media: { url: 'https://example.org/b.png' }, description: 'A chart' }] },
    { type: 1, components: [button] },
    { type: 1, components: [{ type: 3, custom_id: 'topics', placeholder: 'Topics', options }] },
    ...[5, 6, 7].map((type) => ({ type: 1, components: [{ type, custom_id: `select-${type}` }] })),
    { type: 1, components: [{ type: 8, custom_id: 'channels', channel_types: [0] }] },
  ];
  return { flags: 1 << 15, components: [{ type: 17, accent_color: 0x3d_85_d9, components: parts }] };
}

const fill = (path: string): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'application') return discord.applicationId;
    return name === 'owner'
      ? ownerOf(discord)
      : (Object.entries(ids).find(([key]) => key === name)?.[1] ?? name);
  });

const exchanges: [signature: string, status: number, body?: object][] = [
  ['GET /gateway', 200],
  ['GET /gateway/bot', 200],
  ['GET /users/@me', 200],
  ['GET /users/{owner}', 200],
  ['GET /applications/@me', 200],
  ['GET /oauth2/applications/@me', 200],
  ['GET /applications/{application}', 200],
  ['GET /applications/{application}/commands?with_localizations=true', 200],
  ['GET /applications/{application}/commands/{command}', 200],
  ['PATCH /applications/{application}/commands/{command}', 200, { description: 'How it goes now' }],
  [
    'POST /applications/{application}/guilds/{guild}/commands',
    201,
    { name: 'doctor', description: 'Checks' },
  ],
  ['PUT /applications/{application}/guilds/{guild}/commands', 200, []],
  ['GET /guilds/{guild}?with_counts=true', 200],
  ['GET /guilds/{guild}/channels', 200],
  ['GET /guilds/{guild}/roles', 200],
  ['GET /guilds/{guild}/members/{owner}', 200],
  ['GET /guilds/{guild}/threads/active', 200],
  ['POST /guilds/{guild}/channels', 201, { name: 'major', type: 0 }],
  ['GET /channels/{channel}', 200],
  ['GET /channels/{forum}', 200],
  ['GET /channels/{thread}', 200],
  ['PATCH /channels/{channel}', 200, { topic: 'What matters' }],
  ['PATCH /channels/{thread}', 200, { archived: true }],
  ['PATCH /channels/{thread}', 200, { archived: false, locked: true }],
  ['GET /channels/{channel}/threads/archived/public', 200],
  ['GET /channels/{thread}/thread-members', 200],
  ['PUT /channels/{thread}/thread-members/@me', 204],
  ['DELETE /channels/{thread}/thread-members/{owner}', 204],
  ['POST /channels/{forum}/threads', 201, { name: 'Post', message: { content: 'a' }, applied_tags: [] }],
  ['POST /channels/{channel}/threads', 201, { name: 'Free', type: 11, auto_archive_duration: 60 }],
  ['GET /channels/{channel}/messages?limit=5', 200],
  ['GET /channels/{channel}/messages/{message}', 200],
  ['POST /channels/{channel}/typing', 204],
  ['PUT /channels/{channel}/messages/{message}/reactions/👍/@me', 204],
  ['GET /channels/{channel}/messages/{message}/reactions/👍', 200],
  ['DELETE /channels/{channel}/messages/{message}/reactions/👍/@me', 204],
  ['PUT /channels/{channel}/messages/pins/{message}', 204],
  ['GET /channels/{channel}/messages/pins', 200],
  ['GET /channels/{channel}/pins', 200],
  ['DELETE /channels/{channel}/messages/pins/{message}', 204],
  ['POST /users/@me/channels', 200, { recipient_id: '{owner}' }],
  ['POST /channels/{channel}/webhooks', 200, { name: 'Wire' }],
  ['GET /channels/{channel}/webhooks', 200],
  ['GET /guilds/123456789012345678', 404],
  ['GET /channels/123456789012345678', 404],
  ['GET /users/123456789012345678', 404],
];

test.each(exchanges)('%s is answered with %i', async (signature, status, body) => {
  const sent = body === undefined ? undefined : JSON.parse(fill(JSON.stringify(body)));
  expect(await request(discord, fill(signature), sent)).toMatchObject({ status });
});

test('a webhook posts, edits and deletes what is its own', async () => {
  const made = await request(discord, `POST /channels/${ids.channel}/webhooks`, { name: 'Wire' });
  const { id, token } = { id: '', token: '', ...Object(made.body) };
  const hook = `/webhooks/${id}/${token}`;
  const message = await request(discord, `POST ${hook}?wait=true`, { content: 'from a hook' });
  expect(message).toMatchObject({ status: 200, body: { content: 'from a hook', webhook_id: id } });
  const edited = await request(discord, `PATCH ${hook}/messages/${idOf(message)}`, { content: 'edited' });
  expect(edited).toMatchObject({ status: 200, body: { content: 'edited' } });
  expect((await request(discord, `DELETE ${hook}/messages/${idOf(message)}`)).status).toBe(204);
  expect((await request(discord, `GET ${hook}/messages/${idOf(message)}`)).body).toMatchObject({
    code: 10008,
  });
  expect((await request(discord, `POST /webhooks/${id}/wrong`, { content: 'a' })).body).toMatchObject({
    code: 50027,
  });
});

test.skipIf(!hasOpenApi)("all of these have the form of Discord's document", () => {
  expect(discord.requests().length).toBeGreaterThan(exchanges.length);
  expect(findProblems(discord)).toEqual([]);
});
