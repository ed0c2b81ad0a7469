import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Storage } from './open.ts';

/** A place among the programs that work on one database at once. It is held until disposed of, or until the program dies. */
export interface Place extends AsyncDisposable {
  /** The name that the claims of its holder go by. */
  readonly owner: string;
  /** The owners whose programs are gone, the former holder of this place among them: what they claimed is free. */
  readonly vacated: readonly string[];
  /** Whether no other program works on the database. */
  readonly isAlone: boolean;
}

/** Every place there is: an installation of one machine uses the first, and a second while a command runs beside it. */
const OWNERS = ['main', ...Array.from({ length: 63 }, (_, index) => `main-${String(index + 2)}`)];
/** Sets our advisory locks apart from those of others in the same PostgreSQL database. */
const LOCK_SPACE = 0x76_69_67_69;

/** Tries to take a lock that ends with its holder, however that ends; undefined when somebody else has it. */
type TryLock = (place: number) => Promise<Lock | undefined>;
type Lock = () => Promise<void>;

/**
 * Takes the first free place of a database. Who is alive is not guessed from times or process numbers: each place is
 * a lock of the operating system, or of the PostgreSQL server, which goes when its holder does.
 */
export async function takePlace(storage: Storage): Promise<Place> {
  await using stack = new AsyncDisposableStack();
  const tryLock =
    storage.kind === 'postgres' ? await openAdvisoryLocks(storage.url, stack) : fileLocks(storage.path);
  let owner: string | undefined;
  const vacated: string[] = [];
  for (const [place, name] of OWNERS.entries()) {
    const unlock = await tryLock(place);
    if (unlock === undefined) continue;
    vacated.push(name);
    if (owner === undefined) stack.defer(unlock);
    else await unlock();
    owner ??= name;
  }
  if (owner === undefined) throw new Error(`${OWNERS.length} programs work on the database already`);
  const held = stack.move();
  const isAlone = vacated.length === OWNERS.length;
  return { owner, vacated, isAlone, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

/** SQLite's lock on a file beside the database: the one kind of lock that Node has on every system. */
function fileLocks(path: string): TryLock {
  let mine = 0;
  return async (place) => {
    if (path === ':memory:') return async () => undefined;
    const lockPath = `${path}-place-${place + 1}`;
    // A place that was never taken is free; only the one that is kept needs a file.
    if (mine > 0 && !existsSync(lockPath)) return async () => undefined;
    const lock = lockFile(lockPath);
    if (lock !== undefined) mine += 1;
    return lock;
  };
}

function lockFile(path: string): Lock | undefined {
  const file = new DatabaseSync(path, { timeout: 0 });
  try {
    file.exec('pragma journal_mode = off; begin exclusive');
  } catch {
    file.close();
    return undefined;
  }
  return async () => file.close();
}

/** A connection of their own keeps these locks: they go when it does, and one of the pool's would be lent out. */
async function openAdvisoryLocks(url: string, stack: AsyncDisposableStack): Promise<TryLock> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  // Without the server there are no claims to keep apart; when it is back, leases alone do until the next start.
  client.on('error', () => undefined);
  await client.connect();
  stack.defer(() => client.end());
  return async (place) => {
    const { rows } = await client.query('select pg_try_advisory_lock($1, $2) as taken', [LOCK_SPACE, place]);
    if (rows[0]?.taken !== true) return undefined;
    return async () => {
      await client.query('select pg_advisory_unlock($1, $2)', [LOCK_SPACE, place]).catch(() => undefined);
    };
  };
}
