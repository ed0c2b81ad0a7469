import type { Timeline } from '../../src/core/messages/timeline.ts';
import type { Standing } from '../../src/core/subscriptions/standing.ts';
import type { UiLanguage } from '../../src/core/subject.ts';
import type { FeatureDeps } from '../../src/discord/features.ts';
import { quietDeps } from './bot.ts';
import { destination, storyView } from './builders.ts';
import { digestLine, digestOf } from './digests.ts';

/** Where a test plays, known once its Discord is open, and in which language messages come there. */
export interface Scene {
  guildId: string;
  channelId: string;
  readonly language: UiLanguage;
}

const AT = new Date('2026-03-01T11:00:00Z');

const timeline: Timeline = {
  storyId: '42',
  headline: 'Licence extended by six months',
  phase: 'developing',
  topics: ['oil'],
  importance: { score: 0.77, level: 'high', dots: 3, independentOutlets: 1 },
  // More than one page of them.
  reports: Array.from({ length: 60 }, (_, index) => ({
    title: `Report ${String(index)}`,
    outlet: `Wire ${String(index)}`,
    outletKind: 'wire',
    language: 'en',
    at: AT,
  })),
  changes: [],
  followedBy: [],
  fates: [],
};

const ownIn = (language: UiLanguage): Standing => ({
  destination: destination({
    id: 'own',
    address: '200000000000000001',
    isPrivate: true,
    topics: ['oil'],
    timeZone: 'America/Caracas',
    quietHours: { from: '23:00', to: '07:00' },
    language,
  }),
  origin: 'command',
});

const channelOf = ({ guildId, channelId, language }: Scene): Standing => ({
  destination: destination({ id: 'here', address: channelId, guildId, topics: ['oil'], language }),
  origin: 'command',
});

function subscribed(scene: Scene): FeatureDeps['subscriptions'] {
  const paused = (): Standing => ({
    ...channelOf(scene),
    paused: { reason: 'paused', code: 'paused', since: AT },
  });
  return {
    ...quietDeps.subscriptions,
    findOwn: () => Promise.resolve(ownIn(scene.language)),
    saveOwn: () => Promise.resolve(ownIn(scene.language)),
    removeOwn: () => Promise.resolve(true),
    findChannel: () => Promise.resolve(channelOf(scene)),
    listOfGuild: () => Promise.resolve([paused()]),
    saveChannel: () => Promise.resolve(channelOf(scene)),
    find: () => Promise.resolve(paused()),
  };
}

/** Everything there is to find, for a person who follows, has muted and has said something, and manages a server. */
export const everythingOf = (scene: Scene): FeatureDeps => ({
  ...quietDeps,
  subscriptions: subscribed(scene),
  findKept: () =>
    Promise.resolve({
      subscription: ownIn(scene.language),
      mutes: ['oil'],
      opinionCount: 2,
      channelCount: 1,
    }),
  findLanguageAt: () => Promise.resolve(scene.language),
  findTimeline: () => Promise.resolve(timeline),
  search: () => Promise.resolve({ stories: [storyView()], count: 30 }),
  findDestinationId: () => Promise.resolve('own'),
  listMutes: () => Promise.resolve([{ destinationId: 'own', kind: 'topic', subject: 'oil', until: AT }]),
  findStatus: async () => ({ ...(await quietDeps.findStatus()), destinations: [channelOf(scene)] }),
  digests: {
    ...quietDeps.digests,
    writeNow: ({ language }) => Promise.resolve(digestOf({ language })),
    listAll: () => Promise.resolve({ lines: [digestLine()], total: 60 }),
    findAt: (address) =>
      Promise.resolve(address === scene.channelId ? channelOf(scene) : ownIn(scene.language)),
    save: () => Promise.resolve(AT),
  },
});
