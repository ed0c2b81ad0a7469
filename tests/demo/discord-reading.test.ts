import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { openLoopbackDiscord, type LoopbackDiscord } from '../../src/demo/discord/loopback-discord.ts';
import { html } from '../../src/demo/discord/reading/html.ts';
import { parseInline, parseMarkdown } from '../../src/demo/discord/reading/markdown.ts';
import { ownerOf } from '../support/loopback-client.ts';
import { idOf, request } from '../support/loopback-request.ts';

const NOW = new Date('2026-11-23T18:14:00Z');
const text = (words: string) => ({ kind: 'text', text: words });

test.each([
  [
    '**bold _both_**',
    [{ kind: 'strong', children: [text('bold '), { kind: 'emphasis', children: [text('both')] }] }],
  ],
  ['snake_case_name', [text('snake_case_name')]],
  [String.raw`\*not bold\*`, [text('*'), text('not bold'), text('*')]],
  ['`**code**`', [{ kind: 'code', text: '**code**' }]],
  ['[a](https://example.org)', [{ kind: 'link', url: 'https://example.org', children: [text('a')] }]],
  ['[a](javascript:alert(1))', [text('[a](javascript:alert(1))')]],
  [
    'see https://example.org/a.',
    [
      text('see '),
      { kind: 'link', url: 'https://example.org/a', children: [text('https://example.org/a')] },
      text('.'),
    ],
  ],
  ['<@&123>', [{ kind: 'mention', of: 'role', id: '123', text: '@123' }]],
  ['</topics:7>', [{ kind: 'mention', of: 'command', id: '7', text: '/topics' }]],
  ['<t:0:R>', [{ kind: 'time', at: new Date(0), style: 'R' }]],
  ['2 * 3 * 4', [text('2 * 3 * 4')]],
])('%s is read as Discord reads it', (line, expected) => {
  expect(parseInline(line)).toEqual(expected);
});

test('lines are headings, entries, quotes, small print or code', () => {
  const kinds = parseMarkdown(
    '## Title\n- one\n  - two\n> quoted\n> more\n-# small\n#hashtag\n```\ncode\n```',
  ).map(({ kind }) => kind);
  expect(kinds).toEqual(['heading', 'bullet', 'bullet', 'quote', 'small', 'line', 'code-block']);
});

test('reading loses nothing but marks: plain words come back as they were', () => {
  const words = fc.stringMatching(/^[\p{L}\p{N} .,;:!?()'"·–—]+$/u);
  fc.assert(
    fc.property(words, (line) => {
      expect(parseInline(line)).toEqual([text(line)]);
    }),
  );
});

test('no text closes a tag or an attribute of the page', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (hostile) => {
      const { html: markup } = html`<a title="${hostile}">${hostile}</a>`;
      expect(markup.slice(10, -4)).not.toMatch(/<|"(?!>)|'/);
    }),
  );
});

const button = (label: string) => ({ type: 2, style: 2, label, custom_id: label });

async function postStory(discord: LoopbackDiscord): Promise<string> {
  const path = `/channels/${discord.channels()[0]?.id}/messages`;
  const alert = {
    content: `🕊️ **Talks** · Envoys meet <@&${[...(discord.guilds()[0]?.roles.keys() ?? [])].at(-1)}>`,
    embeds: [
      {
        author: { name: 'Wire One' },
        title: 'Envoys meet for a second day',
        color: 0x3d_85_d9,
        description: 'Two officials say that the talks cover detainees.',
        fields: [
          { name: 'Importance', value: '●●●○ High', inline: true },
          { name: 'Published', value: `<t:${NOW.getTime() / 1000 - 720}:R>`, inline: true },
        ],
        footer: { text: 'Talks · 1 source' },
      },
    ],
    components: [
      {
        type: 1,
        components: [{ type: 2, style: 5, label: 'Read', url: 'https://example.org' }, button('Why?')],
      },
    ],
  };
  const first = idOf(await request(discord, `POST ${path}`, alert));
  await request(discord, `PATCH ${path}/${first}`, { content: '🕊️ **Talks** · Envoys meet again' });
  const reply = {
    content: '**Update** · <script>alert(1)</script>',
    flags: 4096,
    message_reference: { message_id: first },
  };
  await request(discord, `POST ${path}`, reply);
  return first;
}

const newsroom = {
  now: () => NOW,
  guilds: [
    { name: 'Newsroom', channels: [{ name: 'alerts' }], roles: [{ name: 'Talks', mentionable: true }] },
  ],
};

test('a channel is drawn for a terminal as its reader sees it', async () => {
  await using discord = await openLoopbackDiscord(newsroom);
  await postStory(discord);
  const channelId = discord.channels()[0]?.id ?? '';
  expect(discord.renderTranscript(channelId, { width: 56 })).toBe(
    [
      '── #alerts ─────────────────────────────────────────────',
      '',
      'vigía [APP] Today at 18:14',
      '  🕊️ Talks · Envoys meet again (edited)',
      '  ▌ Wire One',
      '  ▌ Envoys meet for a second day',
      '  ▌ Two officials say that the talks cover detainees.',
      '  ▌',
      '  ▌ Importance                 Published',
      '  ▌ ●●●○ High                  12 minutes ago',
      '  ▌',
      '  ▌ Talks · 1 source',
      '  [ Read ↗ ] [ Why? ]',
      '',
      '  ╭─ vigía 🕊️ Talks · Envoys meet again',
      'vigía [APP] Today at 18:14 · 🔕',
      '  Update · <script>alert(1)</script>',
      '',
    ].join('\n'),
  );
});

test('no line is wider than the terminal, whatever is said', async () => {
  await using discord = await openLoopbackDiscord({ guilds: [{ name: 'Newsroom' }] });
  const guildId = discord.guilds()[0]?.id ?? '';
  const width = fc.integer({ min: 24, max: 120 });
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), width, (said, columns) => {
      fc.pre(said.trim() !== '' && !/\p{C}/u.test(said));
      const { id } = discord.addChannel(guildId, { name: 'alerts' });
      discord.say(id, ownerOf(discord), said);
      const lines = discord.renderTranscript(id, { width: columns, colour: true }).split('\n');
      expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
    }),
  );
});

test('the page shows the channel, runs nothing, and fetches nothing from elsewhere', async () => {
  await using discord = await openLoopbackDiscord(newsroom);
  await postStory(discord);
  const response = await fetch(discord.pageUrl);
  const page = await response.text();
  expect(response.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'self'; img-src 'self'/,
  );
  expect(page).toContain('Envoys meet again');
  expect(page).toContain('12 minutes ago');
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page).not.toMatch(/<script|\sstyle=|\son\w+=/);
  expect((await fetch(`${discord.pageUrl}page.css`)).headers.get('content-type')).toBe('text/css');
  expect(discord.counters().requests).toBe(3);
});

test('an ephemeral reply is shown to its reader only', async () => {
  await using discord = await openLoopbackDiscord(newsroom);
  const channelId = discord.channels()[0]?.id ?? '';
  const definition = { name: 'status', description: 'How it goes' };
  await request(discord, `POST /applications/${discord.applicationId}/commands`, definition);
  const { id, token } = discord.invoke({ userId: ownerOf(discord), channelId, command: 'status' });
  await request(discord, `POST /interactions/${id}/${token}/callback`, {
    type: 4,
    data: { content: 'All well', flags: 64 },
  });
  const page = async (query: string) =>
    (await fetch(`${discord.pageUrl}channels/${channelId}${query}`)).text();
  expect(await page('')).not.toContain('All well');
  expect(await page(`?as=${ownerOf(discord)}`)).toContain('Only you can see this');
});

test('a form is shown as it was prefilled', async () => {
  await using discord = await openLoopbackDiscord(newsroom);
  const channelId = discord.channels()[0]?.id ?? '';
  const definition = { name: 'subscribe', description: 'Your alerts' };
  await request(discord, `POST /applications/${discord.applicationId}/commands`, definition);
  const { id, token } = discord.invoke({ userId: ownerOf(discord), channelId, command: 'subscribe' });
  const options = ['Talks', 'Oil'].map((label) => ({ label, value: label, default: label === 'Oil' }));
  const component = { type: 22, custom_id: 'topics', options };
  const data = {
    custom_id: 'subscribe',
    title: 'Your alerts',
    components: [{ type: 18, label: 'Topics', component }],
  };
  await request(discord, `POST /interactions/${id}/${token}/callback`, { type: 9, data });
  const page = await (await fetch(`${discord.pageUrl}interactions/${id}`)).text();
  expect(page).toContain('<h2>Your alerts</h2>');
  expect(page).toMatch(/name="topics"\s+\/?>\s*Talks[\s\S]*name="topics"\s+checked\s*\/?>\s*Oil/);
});

test('a web page of another origin cannot reach the controls', async () => {
  await using discord = await openLoopbackDiscord();
  const url = `${discord.pageUrl}__test/reset`;
  const answer = await fetch(url, { method: 'POST', body: '[]', headers: { origin: 'https://example.org' } });
  expect(answer.status).toBe(403);
});

test('the page shows a thread below its message, its beginning above it, posts by their tags, and pictures', async () => {
  await using discord = await openLoopbackDiscord({
    guilds: [
      {
        name: 'Newsroom',
        channels: [
          { name: 'alerts' },
          { name: 'news', kind: 'announcement' },
          { name: 'stories', kind: 'forum', tags: [{ name: 'Oil' }] },
        ],
      },
    ],
  });
  const [alerts, news, forum] = discord.channels();
  const page = async (id = ''): Promise<string> => (await fetch(`${discord.pageUrl}channels/${id}`)).text();
  const card = idOf(await request(discord, `POST /channels/${alerts?.id}/messages`, { content: 'The card' }));
  await request(discord, `POST /channels/${alerts?.id}/messages/${card}/threads`, { name: 'What follows' });
  await request(discord, `POST /channels/${card}/messages`, { content: 'An update' });
  expect(await page(alerts?.id)).toMatch(/What follows<\/strong> · 1/);
  expect(await page(card)).toMatch(/The card[^]*An update/);
  const published = idOf(await request(discord, `POST /channels/${news?.id}/messages`, { content: 'News' }));
  await request(discord, `POST /channels/${news?.id}/messages/${published}/crosspost`);
  expect(await page(news?.id)).toContain('Published to the channels that follow this one');
  await request(discord, `POST /channels/${forum?.id}/threads`, {
    name: 'Talks set',
    applied_tags: forum?.tags.map(({ id }) => id),
    message: { content: '**First** report' },
  });
  expect(await page(forum?.id)).toMatch(/Oil[^]*Talks set[^]*First report/);
});

test.each([
  ['a picture', {}, /<img src="\/attachments\/[^"]+" alt="Stories a day"/],
  [
    'nothing, where it stands nowhere in the second layout',
    { flags: 1 << 15, components: [{ type: 10, content: 'No picture' }] },
    /^(?![^]*chart\.png)/,
  ],
] as const)('a picture that comes along is shown as %s', async (_, body, expected) => {
  await using discord = await openLoopbackDiscord();
  const [channel] = discord.channels();
  const form = new FormData();
  const attachments = [{ id: 0, filename: 'chart.png', description: 'Stories a day' }];
  form.set('payload_json', JSON.stringify({ ...body, attachments }));
  form.set('files[0]', new Blob([new Uint8Array([1])], { type: 'image/png' }), 'chart.png');
  const headers = { authorization: `Bot ${discord.token}` };
  await fetch(`${discord.apiUrl}/v10/channels/${channel?.id}/messages`, {
    method: 'POST',
    headers,
    body: form,
  });
  expect(await (await fetch(discord.pageUrl)).text()).toMatch(expected);
});
