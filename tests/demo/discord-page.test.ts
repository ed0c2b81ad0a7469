import { expect, test } from 'vitest';
import { openLoopbackDiscord } from '../../src/demo/discord/loopback-discord.ts';
import { idOf, request } from '../support/loopback-request.ts';

test('the page shows those messages alone that are named', async () => {
  await using discord = await openLoopbackDiscord();
  const channelId = discord.channels()[0]?.id ?? '';
  const post = async (content: string): Promise<string> =>
    idOf(await request(discord, `POST /channels/${channelId}/messages`, { content }));
  const page = async (only: string): Promise<string> =>
    (await fetch(`${discord.pageUrl}channels/${channelId}?only=${only}`)).text();
  const first = await post('The card');
  const second = await post('An update');
  expect(await page(second)).toContain('An update');
  expect(await page(second)).not.toContain('The card');
  expect(await page(`${first},${second}`)).toMatch(/The card[^]*An update/);
  expect(await page('1')).toContain('No messages yet.');
});

const CLASS = /class="(field(?: [^"]*)?)"/g;
const row = ['field inline third', 'field inline third', 'field inline third'];

test.each([
  ['two share the width', [true, true], ['field inline', 'field inline']],
  ['three stand in a row', [true, true, true, false], [...row, 'field']],
  [
    'a row ends where a whole line begins',
    [true, false, true, true, true, true],
    ['field inline', 'field', ...row, 'field inline'],
  ],
])('fields of an embed: %s', async (_, inline, expected) => {
  await using discord = await openLoopbackDiscord();
  const fields = inline.map((each) => ({ name: 'Name', value: 'value', inline: each }));
  const [channel] = discord.channels();
  await request(discord, `POST /channels/${channel?.id}/messages`, { embeds: [{ title: 'Title', fields }] });
  const page = await (await fetch(discord.pageUrl)).text();
  expect([...page.matchAll(CLASS)].map(([, name]) => name)).toEqual(expected);
});

test('a terminal shows a thread below its message, and none that is empty', async () => {
  await using discord = await openLoopbackDiscord();
  const channelId = discord.channels()[0]?.id ?? '';
  const begin = async (content: string): Promise<string> => {
    const path = `/channels/${channelId}/messages`;
    const id = idOf(await request(discord, `POST ${path}`, { content }));
    await request(discord, `POST ${path}/${id}/threads`, { name: `After ${content}` });
    return id;
  };
  const card = await begin('the card');
  await begin('nothing');
  await request(discord, `POST /channels/${card}/messages`, { content: 'An update' });
  const drawn = discord.renderTranscript(channelId);
  expect(drawn).toMatch(/the card\n {2}┊ 🧵 After the card\n {2}┊ .*\n {2}┊ {3}An update/);
  expect(drawn).not.toContain('After nothing');
});
