import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';

/** Tries to take a lock that ends with its holder, however that ends; undefined when somebody else has it. */
export type TryLock = (slot: number) => Promise<Unlock | undefined>;
export type Unlock = () => Promise<void>;

/** Locks that a PostgreSQL server keeps for one connection. Disposing of them gives all of them back. */
export interface AdvisoryLocks extends AsyncDisposable {
  readonly tryLock: TryLock;
  /** Whether the locks are held at this moment, as far as is known here. */
  readonly areHeld: () => boolean;
}

/** Sets our locks apart from those of others in the same database. */
const LOCK_SPACE = 0x76_69_67_69;
/** Lets the server notice within a quarter of a minute that a machine is gone without having said so. */
const NOTICE_DEATH = `set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 3; set tcp_keepalives_count = 3`;
const CONNECT_AGAIN_MS = 1_000;
/** Longer than the server may take to notice that our former connection is gone: it holds the locks until then. */
const GIVE_UP_MS = 30_000;

/**
 * Opens a connection of its own for locks: one of the pool's would be lent out. A connection that breaks is opened
 * again and takes the same locks.
 * @param onLost called when somebody else has one of them by then
 */
export async function openAdvisoryLocks(url: string, onLost: () => void): Promise<AdvisoryLocks> {
  const closing = new AbortController();
  const held = new Set<number>();
  let mending: Promise<void> = Promise.resolve();
  let client: Client | undefined = await connect(url, watchEnd);

  function watchEnd(ended: Client): void {
    if (client !== ended) return;
    client = undefined;
    mending = mend(performance.now() + GIVE_UP_MS);
  }

  async function mend(giveUpAtMs: number): Promise<void> {
    while (!closing.signal.aborted) {
      await sleep(CONNECT_AGAIN_MS, undefined, { signal: closing.signal }).catch(() => undefined);
      const next = await connect(url, watchEnd).catch(() => undefined);
      if (next === undefined) continue;
      const taken = await Promise.all([...held].map((slot) => lock(next, slot)));
      if (taken.every(Boolean)) {
        client = next;
        return;
      }
      await next.end();
      // A server that is away has given our locks to nobody: only one that refuses them counts.
      if (performance.now() > giveUpAtMs) return onLost();
    }
  }

  return {
    areHeld: () => client !== undefined,
    async tryLock(slot) {
      if (client === undefined || !(await lock(client, slot))) return undefined;
      held.add(slot);
      return async () => {
        held.delete(slot);
        await client?.query('select pg_advisory_unlock($1, $2)', [LOCK_SPACE, slot]).catch(() => undefined);
      };
    },
    async [Symbol.asyncDispose]() {
      closing.abort();
      await mending;
      const last = client;
      client = undefined;
      await last?.end();
    },
  };
}

async function connect(url: string, onEnd: (client: Client) => void): Promise<Client> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, keepAlive: true });
  client.on('error', () => undefined);
  client.on('end', () => onEnd(client));
  await client.connect();
  await client.query(NOTICE_DEATH);
  return client;
}

async function lock(client: Client, slot: number): Promise<boolean> {
  const { rows } = await client.query('select pg_try_advisory_lock($1, $2) as taken', [LOCK_SPACE, slot]);
  return rows[0]?.taken === true;
}
