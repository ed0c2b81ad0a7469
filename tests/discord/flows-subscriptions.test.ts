import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { findDestinationAt, saveDestination } from '../../src/db/deliveries/destinations.ts';
import { destination, entry } from '../support/builders.ts';
import { member } from '../support/loopback-request.ts';
import { NOON } from '../support/watch.ts';
import { openSubscribingWorld, subject, type Seen } from '../support/subscribing.ts';

const SILENT = 1 << 12;
const TOPICS = subject.topics.map(({ id }) => id);

/** The parts of a form by their custom ids, as they were filled in when it opened. */
const fieldsOf = ({ modal }: Seen): Readonly<Record<string, unknown>> => {
  const parts = member(modal, 'components');
  return Object.fromEntries(
    (Array.isArray(parts) ? parts : []).map((part: unknown) => {
      const field = member(part, 'component');
      return [String(member(field, 'custom_id')), field];
    }),
  );
};

/** What is ticked or chosen in a field. */
function chosenIn(seen: Seen, name: string): readonly unknown[] {
  const options = member(fieldsOf(seen)[name], 'options');
  return (Array.isArray(options) ? options : [])
    .filter((option: unknown) => member(option, 'default') === true)
    .map((option: unknown) => member(option, 'value'));
}

const labelsOf = ({ message }: Seen): unknown[] =>
  (message?.components ?? []).flatMap((row) => {
    const buttons = member(row, 'components');
    return Array.isArray(buttons) ? buttons.map((button: unknown) => member(button, 'label')) : [];
  });

const SCENES = [
  'Deportation flight lands in Caracas with migrants from the United States',
  'U.S. Coast Guard boards tanker Skipper with Venezuelan crude off Grenada',
  'Maduro offers Washington direct talks on prisoners and sanctions',
];

const WORDS = {
  'en-US': {
    title: 'Your alerts',
    saved: 'You follow **Oil**',
    test: 'A test message is in your direct messages.',
    change: 'Change',
    stop: 'Stop all',
    stopped: 'You get nothing more from me.',
    zone: 'America/New_York',
  },
  'es-ES': {
    title: 'Tus alertas',
    saved: 'Sigues **Petróleo**',
    test: 'Tienes un mensaje de prueba en tus mensajes directos.',
    change: 'Cambiar',
    stop: 'Dejar de recibir',
    stopped: 'No recibirás nada más de mí.',
    zone: 'Europe/Madrid',
  },
  'es-419': {
    title: 'Tus alertas',
    saved: 'Sigues **Petróleo**',
    test: 'Tienes un mensaje de prueba en tus mensajes directos.',
    change: 'Cambiar',
    stop: 'Dejar de recibir',
    stopped: 'No recibirás nada más de mí.',
    zone: 'America/Bogota',
  },
  'pt-BR': {
    title: 'Seus alertas',
    saved: 'Você acompanha **Petróleo**',
    test: 'Há uma mensagem de teste nas suas mensagens diretas.',
    change: 'Alterar',
    stop: 'Parar tudo',
    stopped: 'Você não recebe mais nada de mim.',
    zone: 'America/Sao_Paulo',
  },
} as const;

test.each(['en-US', 'es-ES', 'es-419', 'pt-BR'] as const)(
  'in %s, a member subscribes by the form, sees a test arrive without a sound, changes it, and stops',
  async (locale) => {
    const words = WORDS[locale];
    await using world = await openSubscribingWorld();
    const userId = world.addMember(locale);
    const form = await world.command({ userId, command: 'subscribe' });
    expect(member(form.modal, 'title')).toBe(words.title);
    expect(chosenIn(form, 'topics')).toEqual(TOPICS);
    expect(chosenIn(form, 'level')).toEqual(['major']);
    expect(chosenIn(form, 'language')).toEqual([locale.slice(0, 2)]);
    expect(chosenIn(form, 'zone')).toEqual([words.zone]);
    const saved = await world.submit(form, { topics: ['oil'] });
    expect(saved.text).toContain(words.saved);
    expect(saved.text).toContain(words.test);
    expect(saved.message?.visibleTo).toBe(userId);
    const [sent, ...others] = world.directMessages(userId);
    expect(others).toEqual([]);
    expect(sent?.flags).toBe(SILENT);
    expect(sent?.embeds[0]).toMatchObject({
      title: 'U.S. extends Chevron licence to pump Venezuelan oil by six months',
    });
    const again = await world.click(userId, saved, words.change);
    expect(chosenIn(again, 'topics')).toEqual(['oil']);
    await world.submit(again, { level: 'digest', quiet: false });
    expect(await findDestinationAt(world.db, userId)).toMatchObject({
      origin: 'command',
      destination: { topics: ['oil'], level: 'digest', timeZone: words.zone, isPrivate: true },
    });
    expect((await findDestinationAt(world.db, userId))?.destination.quietHours).toBeUndefined();
    expect(world.directMessages(userId)).toHaveLength(1);
    expect((await world.click(userId, saved, words.stop)).text).toContain(words.stopped);
    expect(await findDestinationAt(world.db, userId)).toBeUndefined();
  },
);

test('closed direct messages are told of at once, and Try again finds them open', async () => {
  await using world = await openSubscribingWorld();
  const userId = world.addMember('es-ES');
  const fault = world.bot.discord.addFault({
    route: 'POST /channels/.*/messages',
    fault: { kind: 'refuse', code: 50_007 },
  });
  const saved = await world.submit(await world.command({ userId, command: 'subscribe' }));
  expect(saved.text).toContain('No puedo enviarte mensajes directos.');
  expect(saved.text).toMatch(/<\/channel subscribe:\d+>|\/channel subscribe/);
  expect(labelsOf(saved)).toEqual(['Reintentar', 'Cambiar', 'Dejar de recibir']);
  expect((await findDestinationAt(world.db, userId))?.paused?.code).toBe('dm-closed');
  world.bot.discord.removeFault(fault);
  const again = await world.click(userId, saved, 'Reintentar');
  expect(again.text).toContain('Tienes un mensaje de prueba');
  expect((await findDestinationAt(world.db, userId))?.paused).toBeUndefined();
});

test('topics can be named in any language, added to one another, and dropped again', async () => {
  await using world = await openSubscribingWorld();
  const userId = world.addMember('pt-BR');
  const say = async (command: string, topics: string) =>
    (await world.command({ userId, command, options: { topics } })).text;
  expect(await say('subscribe', 'petrolio')).toBe(
    'Não existe o tema “petrolio”. Você quis dizer **Petróleo**? Veja a lista com /topics.',
  );
  expect(await say('subscribe', 'petroleo')).toContain('Você acompanha **Petróleo**');
  expect(await say('subscribe', 'OIL')).toContain('Você já acompanha **Petróleo** aqui.');
  await say('subscribe', `${TOPICS[0] ?? ''}, oil`);
  expect((await findDestinationAt(world.db, userId))?.destination.topics).toHaveLength(2);
  expect(await say('unsubscribe', 'oil')).toContain('Você não acompanha mais **Petróleo**.');
  expect((await findDestinationAt(world.db, userId))?.destination.topics).toEqual([TOPICS[0]]);
  const { text } = await world.command({ userId, command: 'unsubscribe' });
  expect(text).toContain('Você não recebe mais nada de mim.');
  expect((await world.command({ userId, command: 'unsubscribe' })).text).toContain(
    'Você não acompanha nada.',
  );
});

test('suggestions finish the last of several topics, and what they send is understood', async () => {
  await using world = await openSubscribingWorld();
  const userId = world.addMember('es-ES');
  const { id } = world.bot.discord.autocomplete({
    userId,
    channelId: world.bot.channelId,
    command: 'subscribe',
    options: { topics: 'petróleo, mig' },
    focused: 'topics',
  });
  const outcome = await world.bot.discord.outcome(id);
  expect(outcome).toMatchObject({
    kind: 'choices',
    choices: [{ name: 'Petróleo, Migración', value: 'oil, migration' }],
  });
});

test('everything works in the bot’s direct messages, too', async () => {
  await using world = await openSubscribingWorld();
  const userId = world.addMember('en-US');
  await world.submit(await world.command({ userId, command: 'subscribe' }));
  const channelId = world.directMessages(userId)[0]?.channelId ?? '';
  const form = await world.command({ userId, channelId, command: 'subscribe' });
  expect(chosenIn(form, 'level')).toEqual(['major']);
  const changed = await world.submit(form, { level: 'all' });
  expect(changed.text).toContain('every story');
  const shown = await world.command({ userId, channelId, command: 'privacy' });
  expect(shown.text).toContain('Your time zone: America/New_York');
  const [sent] = world.directMessages(userId);
  const stopped = await world.click(userId, { interactionId: '', text: '', message: sent }, 'Stop all');
  expect(stopped.text).toContain('You get nothing more from me.');
});

test('/privacy shows what is kept, deletes it on request, and then keeps nothing', async () => {
  await using world = await openSubscribingWorld();
  const userId = world.addMember('es-419');
  const privacy = async () => await world.command({ userId, command: 'privacy' });
  expect((await privacy()).text).toBe('No guardo nada sobre ti.');
  await world.submit(await world.command({ userId, command: 'subscribe' }));
  const shown = await privacy();
  expect(shown.text).toContain('Tus horas de silencio: de 23:00 a 07:00');
  expect((await world.click(userId, shown, 'Borrar todo')).text).toContain('Todo lo tuyo está borrado.');
  expect((await privacy()).text).toBe('No guardo nada sobre ti.');
});

test('nothing that happens puts anybody’s id into the log', async () => {
  await using world = await openSubscribingWorld();
  const userId = world.addMember('en-US');
  const fault = world.bot.discord.addFault({
    route: 'POST /users/@me/channels',
    fault: { kind: 'refuse', code: 50_278 },
  });
  const saved = await world.submit(await world.command({ userId, command: 'subscribe' }));
  expect(saved.text).toContain('we share no server');
  world.bot.discord.removeFault(fault);
  await world.click(userId, saved, 'Try again');
  await world.command({ userId, command: 'privacy' });
  await world.click(userId, saved, 'Stop all');
  expect(world.bot.log.length).toBeGreaterThan(0);
  expect(world.bot.log.join('')).not.toContain(userId);
});

test('a thousand subscribers and a poll that owes all of them alerts keep nobody waiting for three seconds', async () => {
  await using world = await openSubscribingWorld();
  const { db } = world;
  const wishes = { topics: TOPICS, level: 'all', language: 'en' } as const;
  await db.transaction().execute(async (transaction) => {
    for (let number = 0; number < 1_000; number += 1) {
      const address = String(200_000_000_000_000_000n + BigInt(number));
      const each = destination({ ...wishes, id: `m-${String(number)}`, address, isPrivate: true });
      await saveDestination(transaction, each, { isWelcomed: true, now: NOON });
    }
  });
  const polling = world.read(
    'two',
    SCENES.map((title, index) => entry({ link: `https://two.example/${String(index)}`, title, text: '' })),
  );
  // Half a poll has passed before somebody asks.
  await setImmediate();
  const userId = world.addMember('es-ES');
  const saved = await world.submit(await world.command({ userId, command: 'subscribe' }), {
    topics: ['oil'],
  });
  expect(saved.text).toContain(WORDS['es-ES'].saved);
  await polling;
  const { count } = await db
    .selectFrom('outbox')
    .select((query) => query.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  expect(count).toBeGreaterThanOrEqual(2_000);
});
