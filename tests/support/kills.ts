import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../../src/demo/discord/faults.ts';
import { audit, type Audit } from './audit.ts';
import { askForDigestsSoon } from './digest-hour.ts';
import { startProgram, type Program } from './program.ts';
import { CHANNELS, type World } from './world.ts';

export interface Killing {
  readonly kills: number;
  readonly seed: number;
  /** How long the program stays dead, on every clock but this machine's. */
  readonly deadMs?: number;
  /** Called after every kill, with how many there have been. */
  readonly onKill?: (kills: number) => void;
}

/** What became of everything, and how it came to be known. */
export interface Outcome extends Audit {
  /** Messages whose answer was lost to a kill or a fault, and that were found in their channel instead of being sent again. */
  readonly recognised: number;
}

/** The first starts meet no database, or half of one: nothing is done to it for them. */
const UNTOUCHED_STARTS = 3;
/** Discord takes its time to answer, so that many a kill comes between a message and its answer. */
const ANSWER_MS = 40;
/** What appears when the killing is over, so that the last start has work of its own. */
const LAST_REPORTS = 6;
const MESSAGES = 'POST /channels/\\d+/messages';

/**
 * Starts the program again and again and kills it at random moments, while reports keep appearing; then lets it run
 * until nothing is left to do, stops it, and returns what the readers got.
 */
export async function killAgainAndAgain(world: World, killing: Killing): Promise<Outcome> {
  const random = createRandom(killing.seed);
  let recognised = 0;
  world.discord.addFault({ route: MESSAGES, fault: { kind: 'slow', ms: ANSWER_MS } });
  for (let kill = 0; kill < killing.kills; kill += 1) {
    const program = startProgram(world.folder, world.environment);
    await PHASES[kill % PHASES.length]?.(world, program, random());
    await program.kill();
    recognised += countRecognised(program);
    killing.onKill?.(kill + 1);
    world.publish(1 + Math.floor(random() * 4));
    if (kill >= UNTOUCHED_STARTS) await world.letTimePass(killing.deadMs ?? 0);
  }
  world.discord.clearFaults();
  const ended = await finish(world);
  return { ...ended, recognised: ended.recognised + recognised };
}

export const countRecognised = ({ log }: Program): number =>
  log().split('"msg":"an earlier attempt was shown"').length - 1;

/** Waits for a random moment of one part of the program's work; `share` is the part of it that has passed, in [0, 1). */
type Phase = (world: World, program: Program, share: number) => Promise<void>;

/** Being put together; fetching and taking in; sending, from the first message on. Sending has the most to lose. */
const PHASES: readonly Phase[] = [whileStarting, whilePolling, whileSending, whilePolling, whileSending];

async function whileStarting(_world: World, _program: Program, share: number): Promise<void> {
  await sleep(share * 600);
}

async function whilePolling(_world: World, program: Program, share: number): Promise<void> {
  await program.running;
  await sleep(share * 900);
}

async function whileSending({ discord }: World, program: Program, share: number): Promise<void> {
  const before = discord.requests().length;
  await program.running;
  const hasBegun = (): boolean =>
    discord
      .requests()
      .slice(before)
      .some(({ route = '' }) => route.endsWith('/messages'));
  const deadline = performance.now() + LONGEST_WAIT_MS;
  while (!hasBegun() && performance.now() < deadline) await sleep(5);
  // Half of these kills come before the answer to the first message, where the most can go wrong.
  await sleep(share < 0.5 ? share * ANSWER_MS : share * 200);
}

/** A busy machine takes long to send its first message; where there is none to send, this is how long it is waited for. */
const LONGEST_WAIT_MS = 5_000;

/** Lets the program run undisturbed until everything is read and sent, and stops it in good order. */
export async function finish(world: World): Promise<Outcome> {
  world.publish(LAST_REPORTS);
  await world.letTimePass(0);
  await using program = await runUntilStopped(world);
  // What was under way is tried again while Discord still knows its nonce; only then does time pass.
  await program.until(({ miscounted, states }) => miscounted.length === 0 && !isUnderWay(states));
  await world.letTimePass(UNTIL_EDITED_MS);
  await program.until(isSettled);
  return await program.stop();
}

/**
 * Lets the program run over the hour of digests until all of them are sent. Its clock is moved there before it starts;
 * where it goes by a server's clock, the channels ask for another hour instead, which is about to come.
 */
export async function finishDay(world: World): Promise<Outcome> {
  const isOnServer = world.storage.kind === 'postgres';
  if (!isOnServer) world.moveClock(world.untilDigestsMs() - START_MS);
  await using program = await runUntilStopped(world);
  if (isOnServer) await askForDigestsSoon(world);
  await program.until((found) => (found.made['digest'] ?? 0) >= CHANNELS.length && isSettled(found));
  return await program.stop();
}

interface Run extends AsyncDisposable {
  /** Waits until the audit finds it so. */
  readonly until: (isReached: (found: Audit) => boolean) => Promise<void>;
  /** Stops it in good order, and looks at everything once more. */
  readonly stop: () => Promise<Outcome>;
}

async function runUntilStopped(world: World, variables: Readonly<Record<string, string>> = {}): Promise<Run> {
  const program = startProgram(world.folder, { ...world.environment, ...variables });
  await program.running;
  let found = await audit(world);
  const what = (): string => `not done: ${JSON.stringify(found)}\n${program.log().slice(-4000)}`;
  return {
    async until(isReached) {
      let atMs = performance.now();
      while (!isReached(found)) {
        const before = found;
        await sleep(LOOK_EVERY_MS);
        found = await audit(world);
        if (found.posted !== before.posted) atMs = performance.now();
        if (performance.now() - atMs > PATIENCE_MS) throw new Error(what());
      }
    },
    async stop() {
      const code = await program.stop();
      if (code !== 0) throw new Error(`the program stopped with ${String(code)}\n${program.log()}`);
      return { ...(await audit(world)), recognised: countRecognised(program) };
    },
    [Symbol.asyncDispose]: () => program.kill(),
  };
}

const LOOK_EVERY_MS = 200;
/** So long may nothing be posted: longer than a minute, after which the next digests are looked for should the start have been a slow one. */
const PATIENCE_MS = 90_000;
/** How long before the hour the program is started. */
const START_MS = 5_000;
/** Edits of cards wait for quiet. */
const UNTIL_EDITED_MS = 10 * 60_000;

const isUnderWay = ({ sending, failed }: Audit['states']): boolean => (sending ?? 0) + (failed ?? 0) > 0;

const isSettled = ({ miscounted, states }: Audit): boolean =>
  miscounted.length === 0 && Object.keys(states).every((state) => SETTLED.has(state));

const SETTLED = new Set(['sent', 'folded', 'dead', 'unknown']);
