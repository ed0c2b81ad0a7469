import { topicsOfStory } from '../../src/core/messages/story-topics.ts';
import type { Destination } from '../../src/core/destination.ts';
import type { StoryChange } from '../../src/core/stories/change.ts';
import type { ReportedArticle } from '../../src/core/stories/story.ts';
import { syncDestinations } from '../../src/db/deliveries/destinations.ts';
import type { Db } from '../../src/db/engine/open.ts';
import { insertStory } from '../../src/db/stories/stories.ts';
import type { FaultRule } from '../../src/demo/discord/faults.ts';
import type { LoopbackDiscord } from '../../src/demo/discord/loopback-discord.ts';
import type { Message } from '../../src/demo/discord/world.ts';
import { tellStory } from '../../src/pipeline/cards/cards.ts';
import { closeQuietCards } from '../../src/pipeline/cards/close-cards.ts';
import { openDeliverer } from '../../src/pipeline/delivering/deliver.ts';
import { reported } from '../core/reported-article.ts';
import { assessment, quietLog, topic } from './builders.ts';
import { openFresh, type Engine } from './databases.ts';
import { auditBooks } from '../../src/app/tools/audit.ts';
import { findProblems } from './loopback-client.ts';
import { openPostingWorld } from './posting.ts';

const START = new Date('2026-03-02T12:00:00Z');
export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
const MAJOR = 0.9;
export const TOPICS = [topic({ id: 'oil', emoji: '🛢️' }), topic({ id: 'talks', emoji: '🕊️' })];

/** What a story is told with. */
export interface Telling {
  readonly storyId?: number;
  readonly articles?: readonly ReportedArticle[];
  readonly isMajor?: boolean;
  readonly change?: StoryChange;
  readonly followsId?: number;
}

/** Stories that are told, and a loopback Discord with a destination where they are shown. */
export interface CardWorld extends AsyncDisposable {
  readonly db: Db;
  readonly discord: LoopbackDiscord;
  readonly destination: Destination;
  readonly begin: () => Promise<number>;
  /** Tells a story as it is now, the first one unless another is named. */
  readonly tell: (telling?: Telling) => Promise<void>;
  /** Makes what is due; what is queued behind it, too. */
  readonly deliver: () => Promise<void>;
  /** Time goes on, stories end, and what is due is made. */
  readonly wait: (ms: number) => Promise<void>;
  readonly now: () => Date;
  /** Makes a kind of request fail once. */
  readonly failOnce: (route: string, fault: FaultRule['fault']) => void;
  /** What stands in a channel, the destination's unless another is named. */
  readonly messages: (channelId?: string) => Message[];
  /** How many deliveries of each kind are in each state: `edit sent: 2`. */
  readonly states: () => Promise<string[]>;
}

/** A report by an outlet of its own. */
export const by = (outlet: string, given: Partial<ReportedArticle> = {}): ReportedArticle =>
  reported({ id: outlet, ...given, outlet: { name: outlet } });

/** Opens a world; closing holds every exchange against Discord's document. */
export async function openCardWorld(
  engine: Engine,
  choose: (world: Awaited<ReturnType<typeof openPostingWorld>>) => Destination = ({ text }) => text,
): Promise<CardWorld> {
  await using stack = new AsyncDisposableStack();
  const db = stack.use(await openFresh(engine));
  const posting = stack.use(await openPostingWorld());
  const { discord } = posting;
  const destination = choose(posting);
  await syncDestinations(db, [destination]);
  const sender = posting.sender();
  let now = START;
  const begin = () => insertStory(db, { firstSeen: now, isSeeded: false });
  const deliver = async (): Promise<void> => {
    await using deliverer = openDeliverer({
      db,
      mayClaim: () => true,
      installation: 'test',
      now: () => now,
      nowThere: () => now,
      log: quietLog,
      onFatal: () => undefined,
      findSender: () => ({ ...sender, now: () => now }),
    });
    await deliverer.begin();
    await deliverer.idle();
  };
  const first = await begin();
  const parts = stack.move();
  return {
    db,
    discord,
    destination,
    begin,
    deliver,
    now: () => now,
    tell: (telling = {}) => tell(db, { storyId: first, ...telling }, { destination, now }),
    async wait(ms) {
      now = new Date(now.getTime() + ms);
      discord.advance(ms);
      await closeQuietCards(db, now);
      await deliver();
    },
    failOnce: (route, fault) => void discord.addFault({ route, times: 1, fault }),
    messages: (channelId = destination.address) => discord.messages(channelId),
    states: () => listStates(db),
    async [Symbol.asyncDispose]() {
      const problems = findProblems(discord);
      const { differences } = await auditBooks(db);
      problems.push(...differences);
      await parts.disposeAsync();
      if (problems.length > 0) throw new Error(`Discord's document disagrees:\n${problems.join('\n')}`);
    },
  };
}

async function tell(
  db: Db,
  {
    storyId,
    articles = [by('Gulf Wire')],
    isMajor = false,
    change,
    followsId,
  }: Telling & { storyId: number },
  { destination, now }: { readonly destination: Destination; readonly now: Date },
): Promise<void> {
  const story = {
    storyId,
    articles,
    tagged: topicsOfStory([[assessment({ oil: 0.9 })]], []),
    importance: {
      score: isMajor ? MAJOR : 0.5,
      level: isMajor ? ('major' as const) : ('relevant' as const),
      dots: isMajor ? (4 as const) : (2 as const),
      confidence: 'several-independent' as const,
      independentOutlets: articles.length,
      grounds: [],
    },
    ...(followsId === undefined ? {} : { followsId }),
  };
  await db.transaction().execute((transaction) =>
    tellStory(transaction, story, {
      destinations: [destination],
      topics: TOPICS,
      told: new Set(),
      mayAnnounce: true,
      change: change ?? { kind: 'none' },
      now,
    }),
  );
}

async function listStates(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('outbox')
    .select(['kind', 'state', (query) => query.fn.countAll<number>().as('count')])
    .groupBy(['kind', 'state'])
    .execute();
  return rows.map(({ kind, state, count }) => `${kind} ${state}: ${String(count)}`).toSorted();
}
