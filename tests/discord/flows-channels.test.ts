import { expect, test } from 'vitest';
import {
  findDestinationAt,
  pauseDestination,
  syncDestinations,
} from '../../src/db/deliveries/destinations.ts';
import { createPauseAttendant } from '../../src/pipeline/delivering/attend-pauses.ts';
import { destination, quietLog } from '../support/builders.ts';
import { NOON } from '../support/watch.ts';
import { member, request } from '../support/loopback-request.ts';
import { openSubscribingWorld, type Seen, type SubscribingWorld } from '../support/subscribing.ts';

const HEADLINE = 'U.S. extends Chevron licence to pump Venezuelan oil by six months';
const GUILDS = [
  {
    name: 'Newsroom',
    channels: [
      { name: 'alerts' },
      { name: 'announcements', kind: 'announcement' as const },
      { name: 'forum', kind: 'forum' as const, tagRequired: true, tags: [{ name: 'Strikes' }] },
    ],
    roles: [{ name: 'loud', mentionable: true }, { name: 'quiet' }],
  },
  { name: 'Elsewhere', channels: [{ name: 'theirs' }] },
];

const openWorld = (): Promise<SubscribingWorld> => openSubscribingWorld({ guilds: GUILDS });

const channelNamed = ({ bot }: SubscribingWorld, name: string): string =>
  bot.discord.channels().find((channel) => channel.name === name)?.id ?? '';

const roleNamed = ({ bot }: SubscribingWorld, name: string): string =>
  [...(bot.discord.guilds()[0]?.roles.values() ?? [])].find((role) => role.name === name)?.id ?? '';

/** Somebody who manages a guild, with Discord in a language: its owner is given that language. */
function manager({ bot }: SubscribingWorld, locale: 'en-US' | 'es-ES' | 'pt-BR' = 'en-US'): string {
  const [guild] = bot.discord.guilds();
  const role = bot.discord.addRole(guild?.id ?? '', {
    name: `managers ${locale}`,
    permissions: ['MANAGE_GUILD'],
  });
  const { id } = bot.discord.addUser({ username: `manager-${locale}`, locale });
  bot.discord.addMember(guild?.id ?? '', id, [role.id]);
  return id;
}

const channel = (world: SubscribingWorld, userId: string, [name, subcommand]: readonly [string, string]) =>
  world.command({
    userId,
    command: `channel ${subcommand}`,
    ...(subcommand === 'list' ? {} : { options: { channel: channelNamed(world, name) } }),
  });

const fieldNames = ({ modal }: Seen): unknown[] => {
  const parts = member(modal, 'components');
  return Array.isArray(parts)
    ? parts.map((part: unknown) => member(member(part, 'component'), 'custom_id'))
    : [];
};

/** A message in the first guild with a button that is not its own. */
async function forge({ bot }: SubscribingWorld, customId: string) {
  const components = [{ type: 1, components: [{ type: 2, style: 2, label: 'Forged', custom_id: customId }] }];
  await request(bot.discord, `POST /channels/${bot.channelId}/messages`, { content: 'Look', components });
  return bot.discord.messages(bot.channelId).at(-1);
}

const WORDS = {
  'en-US': [
    'gets **Oil**: every story.',
    'It will look like this:',
    'Send test',
    'A test message is in',
    'is paused',
    'Resume #alerts',
    'gets alerts again',
    'gets nothing more from me',
    'No channel of this server',
  ],
  'es-ES': [
    'recibe **Petróleo**: todas las historias.',
    'Se verá así:',
    'Enviar prueba',
    'Hay un mensaje de prueba en',
    'está en pausa',
    'Reanudar #alerts',
    'vuelve a recibir alertas',
    'no recibirá nada más de mí',
    'Ningún canal de este servidor',
  ],
  'pt-BR': [
    'recebe **Petróleo**: todas as histórias.',
    'Vai ficar assim:',
    'Enviar teste',
    'Há uma mensagem de teste em',
    'está em pausa',
    'Retomar #alerts',
    'volta a receber alertas',
    'não recebe mais nada de mim',
    'Nenhum canal deste servidor',
  ],
} as const;

test.each(['en-US', 'es-ES', 'pt-BR'] as const)(
  'in %s, a channel is subscribed, shown as it will look, tested, paused, resumed and removed',
  async (locale) => {
    const [saved, looks, sendTest, tested, paused, resume, resumed, removed, none] = WORDS[locale];
    await using world = await openWorld();
    const userId = manager(world, locale);
    const alerts = channelNamed(world, 'alerts');
    const form = await channel(world, userId, ['alerts', 'subscribe']);
    expect(fieldNames(form)).toEqual(['topics', 'level', 'language', 'role', 'layout']);
    const reply = await world.submit(form, { topics: ['oil'] });
    expect(reply.text).toContain(`<#${alerts}> ${saved}`);
    expect(reply.text).toContain(looks);
    expect(reply.message?.embeds[0]).toMatchObject({ title: HEADLINE });
    expect(reply.message?.visibleTo).toBe(userId);
    expect(world.bot.discord.messages(alerts)).toEqual([]);
    expect((await world.click(userId, reply, sendTest)).text).toContain(tested);
    expect(world.bot.discord.messages(alerts)).toMatchObject([
      { flags: 1 << 12, mentions: [], mentionRoles: [] },
    ]);
    expect((await channel(world, userId, ['alerts', 'preview'])).message?.embeds).toHaveLength(1);
    expect((await channel(world, userId, ['alerts', 'pause'])).text).toContain(paused);
    const list = await channel(world, userId, ['', 'list']);
    expect((await world.click(userId, list, resume)).text).toContain(resumed);
    expect((await channel(world, userId, ['alerts', 'remove'])).text).toContain(removed);
    expect((await channel(world, userId, ['', 'list'])).text).toContain(none);
    expect(await findDestinationAt(world.db, alerts)).toBeUndefined();
  },
);

test('what the bot may not do is said before anything is asked, and Try again goes on once it may', async () => {
  await using world = await openWorld();
  const userId = manager(world, 'es-ES');
  const alerts = channelNamed(world, 'alerts');
  world.bot.discord.setOverwrite({ channelId: alerts, deny: ['SEND_MESSAGES', 'EMBED_LINKS'] });
  await expect.poll(() => world.bot.bot.findChannel(alerts)?.permissions.has('SendMessages')).toBe(false);
  const refused = await channel(world, userId, ['alerts', 'subscribe']);
  expect(refused.text).toBe(
    `No puedo publicar en <#${alerts}>. Necesito **Enviar mensajes** e **Insertar enlaces** en ese canal. Quien tenga Gestionar canales puede darlos; después pulsa Reintentar.`,
  );
  world.bot.discord.setOverwrite({ channelId: alerts, allow: ['SEND_MESSAGES', 'EMBED_LINKS'] });
  await expect.poll(() => world.bot.bot.findChannel(alerts)?.permissions.has('SendMessages')).toBe(true);
  const form = await world.click(userId, refused, 'Reintentar');
  expect((await world.submit(form)).text).toContain(`<#${alerts}> recibe`);
});

test('a kind of channel is asked for what it can do: publishing, tags, a role that can be mentioned', async () => {
  await using world = await openWorld();
  const userId = manager(world);
  const news = await channel(world, userId, ['announcements', 'subscribe']);
  expect(fieldNames(news)).toEqual(['topics', 'level', 'language', 'role', 'publish']);
  const silent = await world.submit(news, { role: [roleNamed(world, 'quiet')], publish: true });
  expect(silent.text).toContain('I can’t mention that role');
  const again = await world.click(userId, silent, 'Try again');
  await world.submit(again, { role: [roleNamed(world, 'loud')], publish: true });
  expect(
    (await findDestinationAt(world.db, channelNamed(world, 'announcements')))?.destination,
  ).toMatchObject({
    publish: true,
    mentionRole: roleNamed(world, 'loud'),
  });
  const forum = await channel(world, userId, ['forum', 'subscribe']);
  expect(fieldNames(forum)).toEqual(['topics', 'level', 'language', 'role']);
  const untagged = await world.submit(forum, { topics: ['oil'] });
  expect(untagged.text).toContain('asks for a tag and none fits **Oil**');
  const tagged = await world.submit(await world.click(userId, untagged, 'Try again'), {
    topics: ['strikes'],
  });
  expect(tagged.text).toContain('gets **Strikes**');
  expect((await findDestinationAt(world.db, channelNamed(world, 'forum')))?.destination.layout).toBe('forum');
});

test('who manages one server neither sees nor changes anything of another', async () => {
  await using world = await openWorld();
  const [, elsewhere] = world.bot.discord.guilds();
  const theirs = channelNamed(world, 'theirs');
  const stranger = manager(world);
  const theirOwner = elsewhere?.ownerId ?? '';
  const place = { userId: theirOwner, channelId: theirs };
  const form = await world.command({ ...place, command: 'channel subscribe', options: { channel: theirs } });
  const reply = await world.submit(form);
  expect(reply.text).toContain(`<#${theirs}> gets`);
  const before = await findDestinationAt(world.db, theirs);
  expect((await channel(world, stranger, ['', 'list'])).text).not.toContain(theirs);
  // The buttons of a reply elsewhere, forged into one's own server.
  for (const kind of ['channel-test', 'channel-pause', 'channel-resume', 'channel-remove', 'channel-form']) {
    const about = kind === 'channel-form' ? theirs : (before?.destination.id ?? '');
    const posted = await forge(world, `${kind}:1:${about}:`);
    const seen = await world.click(stranger, { interactionId: '', text: '', message: posted }, 'Forged');
    expect(seen.modal).toBeUndefined();
    expect(seen.text).not.toContain('Oil');
  }
  expect(await findDestinationAt(world.db, theirs)).toEqual(before);
  expect(world.bot.discord.messages(theirs)).toEqual([]);
});

test('a channel of the operator’s file is listed, and not changed by command', async () => {
  await using world = await openWorld();
  const userId = manager(world);
  const alerts = channelNamed(world, 'alerts');
  const theirs = destination({ id: 'elsewhere', address: channelNamed(world, 'theirs') });
  await syncDestinations(world.db, [destination({ id: 'noticias', address: alerts }), theirs]);
  const list = await channel(world, userId, ['', 'list']);
  expect(list.text).toContain(`<#${alerts}> · **Talks**`);
  expect(list.text).toContain('set up in a file');
  expect(list.text).not.toContain(theirs.address);
  for (const subcommand of ['subscribe', 'edit', 'pause', 'remove', 'test', 'preview'])
    expect((await channel(world, userId, ['alerts', subcommand])).text).toContain(
      'is changed there and not by command',
    );
  expect((await findDestinationAt(world.db, alerts))?.origin).toBe('file');
});

test('a server has at most ten channels', async () => {
  await using world = await openWorld();
  const userId = manager(world, 'es-ES');
  const [guild] = world.bot.discord.guilds();
  const guildId = guild?.id ?? '';
  const last = await channel(world, userId, ['alerts', 'subscribe']);
  for (let number = 0; number < 10; number += 1) {
    const { id } = world.bot.discord.addChannel(guildId, { name: `extra-${String(number)}` });
    const wishes = { topics: ['oil'], level: 'all', language: 'es' } as const;
    await world.deps.subscriptions.saveChannel({ id, guildId }, wishes, userId);
  }
  const full = 'Este servidor ya tiene 10 canales, el máximo.';
  expect((await channel(world, userId, ['alerts', 'subscribe'])).text).toContain(full);
  expect((await world.submit(last)).text).toContain(full);
  expect((await channel(world, userId, ['', 'list'])).text.split('\n')).toHaveLength(10);
});

test('somebody who may not manage the server is told so, whatever they press', async () => {
  await using world = await openWorld();
  const userId = manager(world);
  const saved = await world.submit(await channel(world, userId, ['alerts', 'subscribe']));
  const saidOf = await findDestinationAt(world.db, channelNamed(world, 'alerts'));
  expect(saved.text).toContain('gets');
  const forged = await forge(world, `channel-test:1:${saidOf?.destination.id ?? ''}:`);
  const reader = world.addMember('pt-BR');
  const seen = await world.click(reader, { interactionId: '', text: '', message: forged }, 'Forged');
  expect(seen.text).toContain('Só quem tem **Gerenciar servidor** pode alterar os alertas do canal.');
});

test('who subscribed a channel is told once that it fails, and resumes it from there', async () => {
  await using world = await openWorld();
  const { db, bot } = world;
  const userId = manager(world, 'es-ES');
  const alerts = channelNamed(world, 'alerts');
  await world.submit(await channel(world, userId, ['alerts', 'subscribe']));
  const id = (await findDestinationAt(db, alerts))?.destination.id ?? '';
  bot.discord.setOverwrite({ channelId: alerts, deny: ['SEND_MESSAGES'] });
  await expect.poll(() => bot.bot.findChannel(alerts)?.permissions.has('SendMessages')).toBe(false);
  await pauseDestination(db, id, { reason: 'the bot may not post there', code: 'no-permission' }, NOON);
  const attend = createPauseAttendant({
    db,
    now: () => NOON,
    log: quietLog,
    sendNow: (to, message) =>
      bot.bot.send({ to, message, nonce: 'told', place: {} }, new AbortController().signal),
    mayPost: () => undefined,
  });
  await attend();
  await attend();
  const [told, ...others] = world.directMessages(userId);
  expect(others).toEqual([]);
  expect(told?.content).toContain(`Me pediste publicar en <#${alerts}>. He tenido que pausarlo.`);
  expect((await channel(world, userId, ['', 'list'])).text).toContain('⚠️ No puedo publicar en');
  const seen = { interactionId: '', text: '', message: told };
  expect((await world.click(userId, seen, 'Reintentar')).text).toContain('No puedo publicar');
  bot.discord.setOverwrite({ channelId: alerts, allow: ['SEND_MESSAGES'] });
  await expect.poll(() => bot.bot.findChannel(alerts)?.permissions.has('SendMessages')).toBe(true);
  expect((await world.click(userId, seen, 'Reintentar')).text).toContain('vuelve a recibir alertas');
  expect((await findDestinationAt(db, alerts))?.paused).toBeUndefined();
  // What is paused on purpose is not theirs to resume once they no longer manage the server.
  await channel(world, userId, ['alerts', 'pause']);
  bot.discord.addMember(bot.discord.guilds()[0]?.id ?? '', userId, []);
  expect((await world.click(userId, seen, 'Reintentar')).text).toContain('Solo quien tenga');
  expect((await findDestinationAt(db, alerts))?.paused?.code).toBe('paused');
});
