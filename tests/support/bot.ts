import { pino } from 'pino';
import type { Destination } from '../../src/core/destination.ts';
import type { Explanation } from '../../src/core/messages/explanation.ts';
import type { FindOutcome, Message, SendOutcome } from '../../src/core/messages/message.ts';
import type { Status } from '../../src/core/status.ts';
import type { Subject, Topic } from '../../src/core/subject.ts';
import {
  openLoopbackDiscord,
  type LoopbackDiscord,
  type LoopbackDiscordOptions,
} from '../../src/demo/discord/loopback-discord.ts';
import { openBot, type Bot, type BotHealth, type BotOptions } from '../../src/discord/bot.ts';
import type { Feature } from '../../src/discord/command.ts';
import { createFeatures, type FeatureDeps } from '../../src/discord/features.ts';
import { destination, storyView, welcome } from './builders.ts';
import { digestLine, digestOf } from './digests.ts';
import { findProblems } from './loopback-client.ts';
import { until } from './program.ts';

/** The bot with the unmodified discord.js, and the loopback Discord that it is connected to. */
export interface BotWorld extends AsyncDisposable {
  readonly discord: LoopbackDiscord;
  readonly bot: Bot;
  readonly channelId: string;
  /** A member who manages the server. */
  readonly ownerId: string;
  readonly send: (message: Message, nonce: string, signal?: AbortSignal) => Promise<SendOutcome>;
  readonly find: (nonce: string, since?: Date) => Promise<FindOutcome>;
  readonly health: () => BotHealth;
  /** Resolves when the commands have been checked after login. */
  readonly ready: () => Promise<void>;
  /** Resolves when the log has an event of this name. */
  readonly logged: (event: string) => Promise<void>;
  readonly log: readonly string[];
  readonly fatal: readonly string[];
}

export interface BotWorldOptions {
  readonly discord?: LoopbackDiscordOptions;
  readonly deps?: Partial<FeatureDeps>;
  /** What people can do, instead of everything the program offers. */
  readonly features?: readonly Feature[];
  /** What is kept of the commands from one start to the next. */
  readonly hashes?: Map<string, string>;
  /** A Discord that is there already, and stays when this bot goes. */
  readonly shared?: LoopbackDiscord;
  readonly bot?: Partial<Pick<BotOptions, 'token' | 'apiUrl' | 'shards' | 'gatewayTimes' | 'mostRefusals'>>;
}

/** Opens a bot; closing holds every exchange against Discord's document, where that is at hand. */
export async function openBotWorld(options: BotWorldOptions = {}): Promise<BotWorld> {
  const discord = options.shared ?? (await openLoopbackDiscord(options.discord));
  const log: string[] = [];
  const fatal: string[] = [];
  const hashes = options.hashes ?? new Map<string, string>();
  const [channel] = discord.channels();
  const to: Destination = destination({ address: channel?.id ?? '' });
  const bot = openBot({
    token: discord.token,
    apiUrl: discord.apiUrl,
    ...options.bot,
    features: options.features ?? createFeatures({ ...quietDeps, ...options.deps }),
    commandHash: {
      find: (application) => Promise.resolve(hashes.get(application)),
      save: (application, hash) => Promise.resolve(void hashes.set(application, hash)),
    },
    log: pino({ level: 'debug' }, { write: (line: string) => void log.push(line) }),
    onFatal: (reason) => fatal.push(reason),
  });
  const logged = (event: string): Promise<void> =>
    until(() => log.some((line) => line.includes(`"msg":"${event}"`)), {
      timeoutMs: 10_000,
      everyMs: 5,
      what: () => `no "${event}" in ${log.join('')}`,
    });
  return {
    discord,
    bot,
    channelId: to.address,
    ownerId: discord.guilds()[0]?.ownerId ?? '',
    send: (message, nonce, signal = new AbortController().signal) =>
      bot.send({ to, message, nonce, place: {} }, signal),
    find: (nonce, since = new Date(Date.now() - 60_000)) =>
      bot.find({ to, message: welcome(), nonce, place: {} }, since, new AbortController().signal),
    health: () => bot.health(),
    ready: () => logged('commands checked'),
    logged,
    log,
    fatal,
    async [Symbol.asyncDispose]() {
      await bot[Symbol.asyncDispose]();
      if (options.shared === undefined) await discord[Symbol.asyncDispose]();
      const problems = findProblems(discord);
      if (problems.length > 0) throw new Error(`Discord's document disagrees:\n${problems.join('\n')}`);
    },
  };
}

const topic = (id: string, name: string, emoji: string): Topic => ({
  id,
  name: { en: name, es: `${name} (es)`, pt: `${name} (pt)` },
  description: { en: `About ${name}`, es: `Sobre ${name}`, pt: `Acerca de ${name}` },
  colour: 0xb0_7a_00,
  emoji,
  threshold: 0.5,
  major: 0.8,
  quiet: false,
});

export const subject: Subject = {
  id: 'a-b',
  name: { en: 'A and B', es: 'A y B', pt: 'A e B' },
  languages: ['en', 'es', 'pt'],
  sides: {
    a: { id: 'a', name: { en: 'A', es: 'A', pt: 'A' } },
    b: { id: 'b', name: { en: 'B', es: 'B', pt: 'B' } },
  },
  topics: [topic('talks', 'Talks', '🕊️'), topic('oil', 'Oil', '🛢️')],
  windowDays: 4,
};

export const status: Status = {
  lastPollAt: new Date('2026-03-01T12:00:00Z'),
  storiesToday: 3,
  feeds: {
    total: 12,
    working: 11,
    flagged: 0,
    down: [{ outlet: 'Gulf Wire', since: new Date('2026-03-01T09:00:00Z') }],
  },
  destinations: [{ destination: destination() }],
  waiting: 2,
};

const explanation: Explanation = {
  storyId: '42',
  relevant: true,
  language: 'en',
  subject: { score: 0.97, for: [], against: [] },
  headline: 'Licence extended by six months',
  url: 'https://wire.example/licence',
  importance: { score: 0.77, level: 'high', grounds: [], independentOutlets: 2 },
  fates: [],
  tagged: [
    {
      id: 'oil',
      score: 0.93,
      threshold: 0.5,
      major: 0.8,
      for: [{ feature: 'concept:licence', weight: 1.31, words: ['licence'], place: 'headline' }],
      against: [],
    },
  ],
};

const nobodysSubscriptions: FeatureDeps['subscriptions'] = {
  findOwn: () => Promise.resolve(undefined),
  saveOwn: () => Promise.resolve({ destination: destination(), origin: 'command' }),
  removeOwn: () => Promise.resolve(false),
  findChannel: () => Promise.resolve(undefined),
  listOfGuild: () => Promise.resolve([]),
  listOfFile: () => Promise.resolve([]),
  saveChannel: () => Promise.resolve(undefined),
  find: () => Promise.resolve(undefined),
  isOwner: () => Promise.resolve(false),
  remove: () => Promise.resolve(),
  pause: () => Promise.resolve(),
  resume: () => Promise.resolve(),
  tryOut: () => Promise.resolve({ kind: 'arrived' }),
  countRates: () => Promise.resolve({ all: 14, major: 2 }),
};

export const quietDeps: FeatureDeps = {
  digests: {
    writeNow: () => Promise.resolve(digestOf()),
    listAll: () => Promise.resolve({ lines: [digestLine()], total: 1 }),
    findAt: () => Promise.resolve(undefined),
    save: () => Promise.resolve(undefined),
    zone: 'UTC',
  },
  subscriptions: nobodysSubscriptions,
  zone: 'UTC',
  listRecent: () => Promise.resolve([storyView()]),
  findKept: () => Promise.resolve({ mutes: [], opinionCount: 0, channelCount: 0 }),
  forgetPerson: () => Promise.resolve(),
  subject,
  findLanguageAt: () => Promise.resolve(undefined),
  listLatest: () => Promise.resolve([storyView()]),
  findStatus: () => Promise.resolve(status),
  explainStory: () => Promise.resolve(explanation),
  now: () => new Date('2026-03-01T12:00:00Z'),
  relevantFrom: 0.5,
  judge: () => explanation,
  findRecent: () => Promise.resolve([]),
  findByWords: () => Promise.resolve(undefined),
  findTimeline: () => Promise.resolve(undefined),
  search: () => Promise.resolve({ stories: [], count: 0 }),
  countToday: () => Promise.resolve(3),
  findTopics: () => Promise.resolve(['oil']),
  saveOpinion: () => Promise.resolve(),
  takeBackOpinion: () => Promise.resolve(),
  findDestinationId: () => Promise.resolve(undefined),
  saveMute: () => Promise.resolve(),
  removeMute: () => Promise.resolve(true),
  listMutes: () => Promise.resolve([]),
  findHeadline: () => Promise.resolve('Licence extended by six months'),
  program: { version: '1.0.0', startedAt: new Date('2026-03-01T09:00:00Z'), configuration: '7c1f' },
  countAlertsAt: () => Promise.resolve(undefined),
  findNextDigest: () => Promise.resolve(undefined),
};
