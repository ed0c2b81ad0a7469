import { describe, expect, test } from 'vitest';
import { openSubscribing } from '../../src/app/running/subscribing.ts';
import type { Digest } from '../../src/core/digest/digest.ts';
import { listDestinations, saveDestination } from '../../src/db/deliveries/destinations.ts';
import { findDigestTopics } from '../../src/db/deliveries/digests.ts';
import { openDatabase, type Db } from '../../src/db/engine/open.ts';
import { enqueue, findDeliveryIds } from '../../src/db/deliveries/outbox.ts';
import type { Caller, Reply } from '../../src/discord/command.ts';
import type { ChannelFacts } from '../../src/discord/interaction/channel-facts.ts';
import { createSubscribing } from '../../src/discord/commands/subscribing.ts';
import { destination } from '../support/builders.ts';
import { digestOf } from '../support/digests.ts';
import { TRICKS } from '../support/hostile.ts';
import { pseudonymOf } from '../support/subscribing.ts';
import { configuration, NOON } from '../support/watch.ts';

const { subject } = configuration;
const [OWN_GUILD, OTHER_GUILD] = ['300000000000000001', '300000000000000002'];
const [OWN_CHANNEL, OTHER_CHANNEL] = ['400000000000000001', '400000000000000002'];
const MEMBER = '200000000000000001';

/** The bot sees both channels, and may do everything in them. */
const findChannel = (id: string): ChannelFacts | undefined => {
  const guildId = { [OWN_CHANNEL]: OWN_GUILD, [OTHER_CHANNEL]: OTHER_GUILD }[id];
  if (guildId === undefined) return undefined;
  const permissions = new Set(['ViewChannel', 'SendMessages', 'EmbedLinks', 'ReadMessageHistory'] as const);
  return { id, guildId, name: 'news', kind: 'text', permissions, mentionableRoles: new Set() };
};

/** Somebody who manages one server, and nothing else. */
const administrator: Caller = {
  language: 'en',
  locale: 'en-US',
  userId: '200000000000000009',
  guildId: OWN_GUILD,
  channelId: OWN_CHANNEL,
  mayManage: true,
  findChannel,
  mention: (command) => `/${command}`,
};

async function openServers() {
  const db = await openDatabase({ kind: 'sqlite', path: ':memory:' });
  const making = { ownerId: MEMBER, isWelcomed: true, now: NOON };
  const other = destination({ id: 'other', address: OTHER_CHANNEL, guildId: OTHER_GUILD, topics: ['talks'] });
  await saveDestination(db, other, making);
  const own = destination({ id: 'p-secret', address: MEMBER, isPrivate: true, topics: ['oil'] });
  await saveDestination(db, own, { isWelcomed: true, now: NOON });
  const features = createSubscribing(
    openSubscribing({
      db,
      subject,
      now: () => NOON,
      chance: () => 0.5,
      zone: 'UTC',
      findSender: () => undefined,
      pseudonymOf,
    }),
  );
  return { db, features, [Symbol.asyncDispose]: () => db.destroy() };
}

const textOf = (reply: Reply | undefined): string => JSON.stringify(reply ?? '');
const stateOf = (db: Db) => listDestinations(db);

describe('whoever manages one server', () => {
  test('changes and learns nothing of another’s channel, whichever id their buttons and forms carry', async () => {
    await using world = await openServers();
    const before = await stateOf(world.db);
    const ids = ['other', 'p-secret', OTHER_CHANNEL, MEMBER, OTHER_GUILD, ...TRICKS];
    for (const { buttons = {}, forms = {} } of world.features) {
      for (const [kind, button] of Object.entries(buttons).filter(([name]) => name.startsWith('channel-')))
        for (const subjectOf of ids) {
          const press = { ...administrator, id: { kind, subjectOf, marker: '' }, values: [] };
          expect(await button.form?.(press)).toBeUndefined();
          expect(textOf(await button.run(press))).not.toMatch(/Talks|Oil|Petroleum/);
        }
      for (const subjectOf of ids) {
        const id = { kind: 'channel-save', subjectOf, marker: '' };
        await forms['channel-save']?.run({ ...administrator, id, fields: { topics: ['oil'], level: 'all' } });
      }
    }
    expect(await stateOf(world.db)).toEqual(before);
  });

  test('changes and learns nothing of it by the options of a command', async () => {
    await using world = await openServers();
    const before = await stateOf(world.db);
    const command = world.features
      .flatMap(({ commands }) => commands)
      .find(({ definition }) => definition.name === 'channel');
    for (const subcommand of ['subscribe', 'edit', 'test', 'pause', 'preview', 'remove', 'list']) {
      const call = { ...administrator, subcommand, options: { channel: OTHER_CHANNEL } };
      expect(await command?.form?.(call)).toBeUndefined();
      expect(textOf(await command?.run(call))).not.toMatch(/Talks|Oil|Petroleum/);
    }
    expect(await stateOf(world.db)).toEqual(before);
  });
});

test('what somebody follows is told to nobody by the marker of a digest that was sent to them', async () => {
  await using world = await openServers();
  const message: Digest = { ...digestOf(), topicIds: ['oil'] };
  const key = 'digest:p-secret';
  await enqueue(world.db, [{ key, destinationId: 'p-secret', message }], NOON);
  const id = (await findDeliveryIds(world.db, [key])).get(key) ?? 0;
  const marker = `abcdef-${id.toString(36)}`;
  expect(await findDigestTopics(world.db, { marker, userId: MEMBER })).toEqual(['oil']);
  expect(await findDigestTopics(world.db, { marker, userId: administrator.userId })).toBeUndefined();
});
