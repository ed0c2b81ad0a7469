import { describe, expect, test } from 'vitest';
import { openSubscribing } from '../../src/app/running/subscribing.ts';
import type { Digest } from '../../src/core/digest/digest.ts';
import { listDestinations, saveDestination } from '../../src/db/deliveries/destinations.ts';
import { findSentDigest } from '../../src/db/deliveries/digests.ts';
import { openDatabase, type Db } from '../../src/db/engine/open.ts';
import { enqueue, findDeliveryIds } from '../../src/db/deliveries/outbox.ts';
import type { Caller, Reply } from '../../src/discord/command.ts';
import type { ChannelFacts } from '../../src/discord/interaction/channel-facts.ts';
import { digestCommands } from '../../src/discord/commands/digest/digest.ts';
import { toDigestRef } from '../../src/discord/commands/digest/digest-ref.ts';
import { createSubscribing } from '../../src/discord/commands/subscribing.ts';
import { openDigestsOnDemand } from '../../src/pipeline/digest/digest-on-demand.ts';
import { destination } from '../support/builders.ts';
import { digestOf } from '../support/digests.ts';
import { TRICKS } from '../support/hostile.ts';
import { pseudonymOf } from '../support/subscribing.ts';
import { configuration, NOON } from '../support/watch.ts';

const { subject } = configuration;
const [OWN_GUILD, OTHER_GUILD] = ['300000000000000001', '300000000000000002'];
const [OWN_CHANNEL, OTHER_CHANNEL] = ['400000000000000001', '400000000000000002'];
const MEMBER = '200000000000000001';

const factsOf = (guildId: string): Omit<ChannelFacts, 'id'> => ({
  guildId,
  name: 'news',
  kind: 'text',
  permissions: new Set(['ViewChannel', 'SendMessages', 'EmbedLinks', 'ReadMessageHistory'] as const),
  mentionableRoles: new Set(),
});

/** The bot sees both channels, and may do everything in them. */
const findChannel = (id: string): ChannelFacts | undefined => {
  const guildId = { [OWN_CHANNEL]: OWN_GUILD, [OTHER_CHANNEL]: OTHER_GUILD }[id];
  return guildId === undefined ? undefined : { id, ...factsOf(guildId) };
};

/** Somebody who manages one server, and nothing else. */
const administrator: Caller = {
  language: 'en',
  locale: 'en-US',
  userId: '200000000000000009',
  place: 'server',
  guildId: OWN_GUILD,
  channelId: OWN_CHANNEL,
  mayManage: true,
  maySpeak: true,
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

/** Queues a digest about oil, and returns the marker in its buttons. */
async function enqueueDigest(db: Db, destinationId: string): Promise<string> {
  const message: Digest = { ...digestOf(), topicIds: ['oil'] };
  const key = `digest:${destinationId}`;
  await enqueue(db, [{ key, destinationId, message }], NOON);
  const id = (await findDeliveryIds(db, [key])).get(key) ?? 0;
  return `abcdef-${id.toString(36)}`;
}

describe('the marker of a digest', () => {
  test('tells what somebody follows to nobody else', async () => {
    await using world = await openServers();
    const marker = await enqueueDigest(world.db, 'p-secret');
    const own = { marker, addresses: [MEMBER, OWN_CHANNEL] };
    const others = { marker, addresses: [administrator.userId, OWN_CHANNEL] };
    expect(await findSentDigest(world.db, own)).toEqual({ destinationId: 'p-secret', topicIds: ['oil'] });
    expect(await findSentDigest(world.db, others)).toBeUndefined();
  });

  test('opens a channel’s digest in that channel and in its posts, and nowhere else', async () => {
    await using world = await openServers();
    const marker = await enqueueDigest(world.db, 'other');
    const told: (readonly string[] | undefined)[] = [];
    const onDemand = openDigestsOnDemand({ db: world.db, subject, zone: 'UTC', now: () => NOON });
    const listAll: typeof onDemand.listAll = async ({ userId, channelIds }) => {
      const sent = await findSentDigest(world.db, { marker, addresses: [userId, ...channelIds] });
      told.push(sent?.topicIds);
      return { lines: [], total: 0 };
    };
    const { buttons } = digestCommands({ digests: { ...onDemand, listAll }, now: () => NOON });
    const inOther = { ...administrator, channelId: OTHER_CHANNEL };
    const inItsPost = { ...administrator, channelId: '500000000000000001', parentId: OTHER_CHANNEL };
    const subjectOf = toDigestRef({ from: new Date(0), until: new Date(1_000), page: 0 });
    for (const caller of [administrator, inOther, inItsPost])
      for (const kind of ['digest-all', 'digest-page'])
        await buttons?.[kind]?.run({ ...caller, id: { kind, subjectOf, marker }, values: [] });
    expect(told).toEqual([undefined, undefined, ['oil'], ['oil'], ['oil'], ['oil']]);
  });
});
