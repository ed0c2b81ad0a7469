import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { openReading } from '../src/app/running/reading.ts';
import { openSubscribing } from '../src/app/running/subscribing.ts';
import type { Entry } from '../src/core/types.ts';
import { saveDestination } from '../src/db/deliveries/destinations.ts';
import type { Db } from '../src/db/engine/open.ts';
import { createFeatures } from '../src/discord/features.ts';
import { openDigestsOnDemand } from '../src/pipeline/digest/digest-on-demand.ts';
import { addManager, live, STEPS, type Step } from '../tests/support/acts.ts';
import { openBotWorld, type BotWorld } from '../tests/support/bot.ts';
import { destination, entry } from '../tests/support/builders.ts';
import { configuration, NOON, openWatch } from '../tests/support/watch.ts';

/*
 * How long people wait for each command, suggestion, button and form while a thousand subscribe to everything and one
 * feed after the other brings stories that all of them are owed. The bot, the poll and the loopback Discord share one
 * process and one thread here, so that everything waits for everything else.
 */

const SUBSCRIBERS = 1_000;
const ROUNDS = 2;
const ALLOWED_MS = 3_000;
const AIM_WRITING_MS = 100;
const GENEROUS = { limit: 100_000, windowMs: 1_000 };
const SCENES = [
  'Deportation flight lands in Caracas with migrants from the United States',
  'U.S. Coast Guard boards tanker with Venezuelan crude off Grenada',
  'Maduro offers Washington direct talks on prisoners and sanctions',
  'U.S. extends Chevron licence to pump Venezuelan oil by six months',
];
const ENTRIES_A_POLL = 20;
/** Each brings one new story: a thousand messages are owed several times a second. */
const ON_SUBJECT_A_POLL = 1;
const EVERY_MS = 200;

const { subject } = configuration;
const topics = subject.topics.map(({ id }) => id);
const now = (): Date => NOON;
const pseudonymOf = (userId: string): Promise<string> => Promise.resolve(`pseudonym ${userId}`);

await using watch = await openWatch({ destinations: [] });
const { db } = watch;
await db.transaction().execute(async (transaction) => {
  for (let number = 0; number < SUBSCRIBERS; number += 1)
    await subscribe(transaction, String(200_000_000_000_000_000n + BigInt(number)));
});
const reached: { bot?: BotWorld } = {};
const stories = { db, subject };
const features = createFeatures({
  ...openReading({ db, configuration, zone: 'UTC', now, pseudonymOf }),
  ...openSubscribing({
    ...stories,
    now,
    zone: 'UTC',
    chance: () => randomInt(2 ** 40) / 2 ** 40,
    findSender: () => reached.bot?.bot,
    pseudonymOf,
  }),
  digests: openDigestsOnDemand({ ...stories, zone: 'UTC', now }),
});
await using world = await openBotWorld({
  features,
  discord: { rateLimits: { messages: GENEROUS, others: GENEROUS, global: GENEROUS } },
});
reached.bot = world;
await world.ready();

/** Somebody who is sent every story. */
async function subscribe(to: Db, address: string): Promise<void> {
  const wishes = { topics, level: 'all', language: 'en', isPrivate: true } as const;
  const own = destination({ ...wishes, id: `m-${address}`, address });
  await saveDestination(to, own, { isWelcomed: true, now: NOON });
}

/** Takes in documents, several a second, until told to stop; returns how long each took. */
async function poll(signal: AbortSignal): Promise<readonly number[]> {
  const took: number[] = [];
  while (!signal.aborted) {
    const polls = took.length;
    const entries = Array.from({ length: ENTRIES_A_POLL }, (_, index) => toEntry(polls, index));
    const startedMs = performance.now();
    await watch.read(`feed-${String(polls % 40)}`, entries);
    took.push(performance.now() - startedMs);
    // The next document comes by the network: until then others have their turn.
    await sleep(EVERY_MS);
  }
  return took;
}

/** The first entries of a document are on the subject, the others are not. */
function toEntry(polls: number, index: number): Entry {
  const number = `${String(polls)} ${String(index)}`;
  const scene = SCENES[(polls + index) % SCENES.length] ?? '';
  const title =
    index < ON_SUBJECT_A_POLL ? `${scene}, ${number}` : `The choir of parish ${number} sings again`;
  return entry({ link: `https://feed.example/${number.replace(' ', '/')}`, title, text: '' });
}

const waits = new Map<string, number[]>();
async function measure(step: Step): Promise<void> {
  const userId = addManager(world, 'es');
  await subscribe(db, userId);
  const startedMs = performance.now();
  const isAnswered = await live(world, userId, step).then(
    () => true,
    () => false,
  );
  const waitedMs = isAnswered ? performance.now() - startedMs : Number.POSITIVE_INFINITY;
  const name = `${step[0]} ${step[1]}`;
  waits.set(name, [...(waits.get(name) ?? []), waitedMs]);
}

await watch.read('first', [entry()]);
const end = new AbortController();
const polling = poll(end.signal);
try {
  for (let round = 0; round < ROUNDS; round += 1) for (const step of STEPS) await measure(step);
} finally {
  end.abort();
}
const polls = await polling;
const { owed } = await db
  .selectFrom('outbox')
  .select((query) => query.fn.countAll<number>().as('owed'))
  .executeTakeFirstOrThrow();

const isWriting = (name: string): boolean => name.startsWith('suggestions');
const toMs = (ms = 0): string => `${ms.toFixed(0)} ms`;

/** One line about the waits of some things to do; returns the longest. */
function tell(what: string, isAmong: (name: string) => boolean, aimMs: number): number {
  const among = [...waits].filter(([name]) => isAmong(name));
  const sorted = among.flatMap(([, each]) => each).toSorted((one, other) => one - other);
  const longest = sorted.at(-1) ?? 0;
  const slowest = among.find(([, each]) => each.includes(longest))?.[0] ?? '';
  const median = sorted[Math.floor(sorted.length / 2)];
  console.log(
    `${what.padEnd(12)} median ${toMs(median)}, longest ${toMs(longest)} (${slowest}), aim ${toMs(aimMs)}`,
  );
  return longest;
}

console.log(
  `${String(waits.size)} things to do, each ${String(ROUNDS)} times, ${String(SUBSCRIBERS)} subscribers`,
);
console.log(
  `meanwhile     ${String(polls.length)} documents taken in (longest ${toMs(Math.max(...polls))}), ${String(owed)} messages owed`,
);
const longest = tell('answers', (name) => !isWriting(name), ALLOWED_MS);
// They are answered from memory, but nothing is while a document is taken in.
tell('suggestions', isWriting, AIM_WRITING_MS);
if (longest > ALLOWED_MS) process.exitCode = 1;
