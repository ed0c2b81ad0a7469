import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../../src/demo/discord/faults.ts';
import type { Storage } from '../../src/db/engine/open.ts';
import { faultsOf } from './audit.ts';
import {
  calmDiscord,
  disturbDiscord,
  disturbFeeds,
  disturbGateway,
  nameOf,
  refuseOnce,
  type Chance,
  isInjected,
  type Tally,
} from './chaos-faults.ts';
import { deleteDoomed, DOOMED, kickForAWhile, lookAtDoomed, withdrawForAWhile } from './chaos-people.ts';
import { mountSmallDisk, type SmallDisk } from './full-disk.ts';
import { countRecognised, finish, finishDay, type Outcome } from './kills.ts';
import { lockDatabase } from './locked-database.ts';
import { startProgram, until, type Program } from './program.ts';
import { CHANNELS, openWorld, type World } from './world.ts';

export interface ChaosOptions {
  readonly rounds: number;
  /** The same seed draws the same faults; at which request each hits depends on the machine, too. */
  readonly seed: number;
  /** A file unless given. */
  readonly storage?: Storage;
  /** Whether it goes on until the digests of the day are sent. */
  readonly isLong?: boolean;
  readonly onRound?: (round: number) => void;
}

export interface Chaos {
  readonly found: Outcome;
  /** Messages that Discord refused for good, or that answer to such: each with its reason. */
  readonly refused: readonly string[];
  /** Everything that may not be: losses, repetitions, what is unknown although it could be looked up, and so on. */
  readonly wrong: readonly string[];
  /** What waits for a channel that was deleted. */
  readonly doomed: { readonly reason: string; readonly waiting: number };
  readonly published: number;
  readonly kills: number;
  /** How often what was done to the program. */
  readonly faults: Readonly<Record<string, number>>;
  /** What could not be done here, and why. */
  readonly skipped: readonly string[];
}

/** What a round is made of. */
interface Stage {
  readonly world: World;
  readonly disk: SmallDisk | undefined;
  readonly chance: Chance;
  readonly tally: Tally;
  /** How far the clock may be moved; not at all where the program goes by a server's. */
  readonly clockMs: number;
}

/** How long a run may take to send its first message, and how long it may go on then. */
const PATIENCE_MS = 10_000;
const LONGEST_RUN_MS = 2_000;
const FIRST_RUN_MS = 60_000;
/** Every so many rounds the program is killed before it has sent anything. */
const EARLY_SHARE = 0.25;
/** Longer than the program waits for a lock. */
const LONGEST_LOCK_MS = 6_500;
const LONGEST_DEAD_MS = 10 * 60_000;
/** Longer than Discord remembers a nonce, in both directions. */
const CLOCK_MS = 10 * 60_000;

/**
 * Runs the program again and again among faults of everything around it, kills each run at a random moment, and lets
 * the last one finish in peace.
 */
export async function runChaos({ rounds, seed, storage, isLong, onRound }: ChaosOptions): Promise<Chaos> {
  const chance = createRandom(seed);
  const faults: Record<string, number> = {};
  const tally: Tally = (kind) => (faults[kind] = (faults[kind] ?? 0) + 1);
  const channels = [...CHANNELS.map(({ id }) => id), DOOMED].map((name) => ({ name }));
  await using world = await openWorld(storage, { seed, guilds: [{ name: 'Newsroom', channels }] });
  using disk = storage === undefined ? mountSmallDisk(dirname(pathOf(world.storage))) : undefined;
  const clockMs = storage === undefined ? CLOCK_MS : 0;
  await begin(world);
  let recognised = 0;
  for (let round = 0; round < rounds; round += 1) {
    if (round === Math.floor(rounds / 2)) deleteDoomed(world, tally);
    recognised += await runRound({ world, disk, chance, tally, clockMs });
    onRound?.(round + 1);
  }
  // What the program was told to wait for by a clock that was ahead is over then.
  world.moveClock(clockMs);
  refuseOnce(world, chance);
  const alive = await finish(world);
  const found = isLong === true ? await finishDay(world) : alive;
  for (const { fault } of world.discord.requests()) if (fault !== undefined) tally(nameOf(fault));
  const [refused, wrong] = judge(found);
  return {
    found: { ...found, recognised: found.recognised + recognised },
    refused,
    wrong,
    doomed: await lookAtDoomed(world),
    published: world.listPublished().length,
    kills: rounds,
    faults,
    skipped: skippedOf(storage, disk),
  };
}

/** What ends a delivery because of what was done to an earlier one, or to its channel. */
const CONSEQUENCE = /its card was never shown|the bot cannot see|the bot may not post|no longer/;

const isExplained = (line: string): boolean =>
  line.includes(': dead,') && (isInjected(line) || CONSEQUENCE.test(line));

/** Tells what Discord was made to refuse from what went wrong. */
function judge(found: Outcome): readonly [refused: readonly string[], wrong: readonly string[]] {
  const { unsent: _, ...faults } = faultsOf(found);
  return [
    found.given.filter(isExplained),
    [...Object.values(faults).flat(), ...found.given.filter((line) => !isExplained(line))],
  ];
}

const pathOf = (storage: Storage): string => (storage.kind === 'sqlite' ? storage.path : '');

function skippedOf(storage: Storage | undefined, disk: SmallDisk | undefined): string[] {
  if (storage !== undefined)
    return [
      'the disk of a PostgreSQL server is not filled',
      'no clock was moved: a program on a server goes by its clock, and does not start with another',
    ];
  return disk === undefined ? ['no disk was filled: nothing may be mounted here'] : [];
}

/** Lets the program take its first look at the feeds and greet every channel: only then is anything news. */
async function begin(world: World): Promise<void> {
  const program = startProgram(world.folder, world.environment);
  await until(() => countMessages(world) >= CHANNELS.length, {
    timeoutMs: FIRST_RUN_MS,
    everyMs: 20,
    what: program.log,
  });
  await program.kill();
  world.publish(6);
  await world.letTimePass(0);
}

const countMessages = ({ discord }: World): number =>
  discord.channels().flatMap(({ id }) => discord.messages(id)).length;

/** Waits for a random moment: of the start and the reading of feeds, or of the sending. */
async function workUntilMoment({ discord }: World, program: Program, chance: Chance): Promise<void> {
  const [which, share] = [chance(), chance()];
  const before = discord.requests().length;
  const isSending = (): boolean =>
    discord
      .requests()
      .slice(before)
      .some(({ path }) => /\/messages/.test(path));
  const deadline = performance.now() + (which < EARLY_SHARE ? 0 : PATIENCE_MS);
  const hasBegun = async (): Promise<void> => {
    while (!isSending() && performance.now() < deadline) await sleep(10);
  };
  await Promise.race([hasBegun(), program.ended]);
  await sleep(share * LONGEST_RUN_MS);
}

/** Returns how many messages were found in their channel instead of being sent again. */
async function runRound(stage: Stage): Promise<number> {
  const { world, disk, chance, tally } = stage;
  disturbDiscord(world, chance);
  disturbFeeds(world, chance, tally);
  moveClock(stage, chance());
  const program = startProgram(world.folder, world.environment);
  const trouble = troubleOf(stage);
  await Promise.race([program.running.catch(() => undefined), program.ended]);
  await Promise.all([trouble(), workUntilMoment(world, program, chance)]);
  await program.kill();
  disk?.empty();
  calmDiscord(world);
  world.disturbFeeds(() => undefined);
  world.publish(1 + Math.floor(chance() * 4));
  const deadMs = chance() < 0.2 ? chance() * LONGEST_DEAD_MS : 0;
  if (deadMs > 0) tally('dead for minutes');
  await world.letTimePass(Math.round(deadMs));
  return countRecognised(program);
}

/** Sets the program's clock ahead, and back from where it was. */
function moveClock({ world, clockMs, tally }: Stage, draw: number): void {
  if (clockMs === 0) return;
  const aheadMs = Math.round(draw * clockMs);
  tally(aheadMs < world.clockAheadMs() ? 'clock set back' : 'clock set ahead');
  world.moveClock(aheadMs);
}

/** Draws what befalls the machine of the program in a round, beside what befalls its requests. */
function troubleOf(stage: Stage): () => Promise<void> {
  const { world, disk, chance, tally } = stage;
  const [which, share, draw] = [chance(), chance(), chance()];
  if (which < 0.3) return async () => disturbGateway(world, chance, tally);
  if (which < 0.5)
    return async () => {
      await sleep(share * 1_000);
      moveClock(stage, draw);
    };
  if (which < 0.7)
    return async () => {
      tally('database locked');
      await lockDatabase(world.storage, share * LONGEST_LOCK_MS).catch(() => tally('lock not had'));
    };
  if (which < 0.76) return () => kickForAWhile(world, share * 2_000, tally);
  if (which < 0.84) return () => withdrawForAWhile(world, { ms: share * 2_000, draw }, tally);
  if (which < 0.95 && disk !== undefined)
    return async () => {
      tally('disk filled');
      disk.fill();
      await sleep(share * 2_000);
      disk.empty();
    };
  return () => Promise.resolve();
}
