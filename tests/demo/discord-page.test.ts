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

test.each([
  ['en-US', 'Cancel', 'Submit', 'Only you can see this', /Today at \d\d:\d\d/],
  ['es-419', 'Cancelar', 'Enviar', 'Solo tú puedes ver esto', /hoy a las \d/],
  ['pt-BR', 'Cancelar', 'Enviar', 'Só você pode ver isto', /Hoje às \d\d:\d\d/],
] as const)('in %s the page says what Discord itself would say', async (...words) => {
  const [locale, cancel, submit, onlyYou, sent] = words;
  await using discord = await openLoopbackDiscord();
  const [channel] = discord.channels();
  const channelId = channel?.id ?? '';
  const { id: userId } = discord.addUser({ username: 'ana', locale });
  discord.addMember(channel?.guildId ?? '', userId);
  const definition = { name: 'status', description: 'How it goes' };
  await request(discord, `POST /applications/${discord.applicationId}/commands`, definition);
  const answer = async (body: unknown): Promise<string> => {
    const { id, token } = discord.invoke({ userId, channelId, command: 'status' });
    await request(discord, `POST /interactions/${id}/${token}/callback`, body);
    return id;
  };
  const look = async (path: string): Promise<string> => (await fetch(`${discord.pageUrl}${path}`)).text();
  await answer({ type: 4, data: { content: 'All well', flags: 64 } });
  const shown = await look(`channels/${channelId}?as=${userId}`);
  expect(shown).toContain(`<html lang="${locale}">`);
  expect(shown).toContain(onlyYou);
  expect(shown).toMatch(sent);
  const input = { type: 4, custom_id: 'a', style: 1, label: 'A' };
  const components = [{ type: 1, components: [input] }];
  const form = await look(
    `interactions/${await answer({ type: 9, data: { custom_id: 'f', title: 'F', components } })}`,
  );
  expect(form).toContain(`>${cancel}<`);
  expect(form).toContain(`>${submit}<`);
});
