import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../../src/demo/discord/faults.ts';
import { audit, type Audit } from './audit.ts';
import { startProgram, until, type Program } from './program.ts';
import type { World } from './world.ts';

/** How a sender is taken away: killed, or stopped for a while so that it comes back and finds another in its place. */
export type Loss = 'killed' | 'frozen';

export interface Takeover {
  readonly loss: Loss;
  /** From the loss until another process held the right to send, and until it had sent its first message. */
  readonly seatedMs: number;
  readonly sentMs: number;
}

const SENDING = 'sending from here';
/** Discord takes its time to answer, so that many a loss comes between a message and its answer. */
const ANSWER_MS = 40;
const PATIENCE_MS = 30_000;
const DUE_EVERY_MS = 500;
/** Edits of cards wait for quiet. */
const UNTIL_EDITED_MS = 10 * 60_000;

/** Two processes that poll and two that deliver, one of which sends. All of them are gone with the scope. */
export interface Cluster extends AsyncDisposable {
  /** Takes the sender away in the middle of its work and waits until another one sends. */
  readonly loseSender: (loss: Loss) => Promise<Takeover>;
  /** Lets the cluster run until nothing is left to do, stops it in good order, and looks at everything. */
  readonly finish: () => Promise<Audit>;
}

/** Starts the cluster and waits until its sender has sent something. */
export async function startCluster(world: World, seed: number): Promise<Cluster> {
  const random = createRandom(seed);
  const running = new Set<Program>();
  const start = (role: string): Program => {
    const program = startProgram(world.folder, world.environment, ['--role', role]);
    running.add(program);
    void program.ended.then(() => running.delete(program));
    return program;
  };
  const listLogs = (): string => [...running].map((program) => program.log().slice(-2_000)).join('\n---\n');
  const wait = (holds: () => boolean | Promise<boolean>): Promise<void> =>
    until(holds, { timeoutMs: PATIENCE_MS, everyMs: 10, what: listLogs });
  /** Feeds become due again and again, until what is owed because of them is under way. */
  const waitForPost = async (before: number): Promise<void> => {
    const ticking = setInterval(() => void world.letTimePass(0), DUE_EVERY_MS);
    await wait(() => countPosts() > before).finally(() => clearInterval(ticking));
  };
  const countPosts = (): number =>
    world.discord
      .requests()
      .filter(({ method, route = '' }) => method === 'POST' && route.endsWith('/messages')).length;
  world.discord.addFault({ route: 'POST /channels/\\d+/messages', fault: { kind: 'slow', ms: ANSWER_MS } });
  await Promise.all(['poll', 'poll', 'deliver', 'deliver'].map((role) => start(role).running));
  await wait(() => countPosts() > 0);

  async function loseSender(loss: Loss): Promise<Takeover> {
    const sender = [...running].find((program) => program.log().includes(SENDING));
    if (sender === undefined) throw new Error(`nobody sends\n${listLogs()}`);
    const before = countPosts();
    world.publish(4);
    await waitForPost(before);
    await sleep(random() * 200);
    if (loss === 'killed') await sender.kill();
    else sender.freeze();
    running.delete(sender);
    const lostMs = performance.now();
    const posted = countPosts();
    world.publish(4);
    const heir = (): Program | undefined => [...running].find((program) => program.log().includes(SENDING));
    await wait(() => heir() !== undefined);
    const seatedMs = performance.now() - lostMs;
    await waitForPost(posted);
    const sentMs = performance.now() - lostMs;
    sender.thaw();
    // A sender that comes back finds another in its place, and ends.
    if (loss === 'frozen' && (await sender.ended) !== 1) throw new Error(`it went on\n${sender.log()}`);
    await start('deliver').running;
    return { loss, seatedMs, sentMs };
  }

  return {
    loseSender,
    async finish() {
      world.discord.clearFaults();
      let found = await audit(world);
      const what = (): string => `${JSON.stringify(found)}\n${listLogs()}`;
      const waitFor = (holds: () => boolean): Promise<void> =>
        until(
          async () => {
            await world.letTimePass(0);
            found = await audit(world);
            return holds();
          },
          { timeoutMs: PATIENCE_MS, everyMs: DUE_EVERY_MS, what },
        );
      await waitFor(() => found.miscounted.length === 0);
      await world.letTimePass(UNTIL_EDITED_MS);
      await waitFor(() => Object.keys(found.states).every((state) => SETTLED.has(state)));
      const codes = await Promise.all([...running].map((program) => program.stop()));
      if (codes.some((code) => code !== 0))
        throw new Error(`stopped with ${codes.join(', ')}\n${listLogs()}`);
      return await audit(world);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...running].map((program) => program.kill()));
    },
  };
}

const SETTLED = new Set(['sent', 'dead', 'unknown']);
