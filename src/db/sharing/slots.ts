import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import {
  openAdvisoryLocks,
  type AdvisoryLocks,
  type TryLock,
  type Unlock,
} from '../engine/advisory-locks.ts';
import type { Storage } from '../engine/open.ts';

/** A slot among the programs that work on one database at once. It is held until disposed of, or until the program dies. */
export interface Slot extends AsyncDisposable {
  /** The name that the claims of its holder go by. */
  readonly owner: string;
  /** Whether it is held at this moment: a connection may have broken, and nobody knows then who else has it. */
  readonly isHeld: () => boolean;
  readonly whileEmpty: WhileEmpty;
}

/** Does some work with those of these owners whose programs are gone. Nobody takes their slots meanwhile. */
export type WhileEmpty = <Result>(
  owners: readonly string[],
  work: (gone: readonly string[]) => Promise<Result>,
) => Promise<Result>;

/** Every slot there is: an installation of one machine uses the first, and a second while a command runs beside it. */
const OWNERS = ['main', ...Array.from({ length: 63 }, (_, index) => `main-${String(index + 2)}`)];

/**
 * Takes the first free slot of a database. Who is alive is not guessed from times or process numbers: each slot is
 * a lock of the operating system, or of the PostgreSQL server, which goes when its holder does.
 * @param onLost called when another program has come into the slot while the server could not be reached
 */
export async function takeSlot(storage: Storage, onLost: () => void = () => undefined): Promise<Slot> {
  await using stack = new AsyncDisposableStack();
  const locks = await openLocks(storage, stack, onLost);
  const owner = await takeFirst(locks.tryLock, stack);
  const held = stack.move();
  return {
    owner,
    isHeld: locks.areHeld,
    async whileEmpty(owners, work) {
      await using empty = new AsyncDisposableStack();
      const gone: string[] = [];
      for (const other of owners.filter((name) => name !== owner && OWNERS.includes(name))) {
        const unlock = await locks.tryLock(OWNERS.indexOf(other));
        if (unlock === undefined) continue;
        empty.defer(unlock);
        gone.push(other);
      }
      return await work(gone);
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

/**
 * Keeps every slot of a database, so that whoever holds it is the only one that works on it; undefined when a program
 * does. A program that starts while they are kept is not held off on SQLite: it finds no file of a slot that nobody had.
 */
export async function takeAllSlots(storage: Storage): Promise<AsyncDisposable | undefined> {
  await using stack = new AsyncDisposableStack();
  const { tryLock } = await openLocks(storage, stack, () => undefined);
  for (const slot of OWNERS.keys()) {
    const unlock = await tryLock(slot);
    if (unlock === undefined) return undefined;
    stack.defer(unlock);
  }
  return stack.move();
}

/**
 * Takes the right to poll, which one process at a time has of an SQLite file: only on a server do several share what
 * they know of hosts. Undefined when another process has it.
 */
export function takePolling(storage: Storage): AsyncDisposable | undefined {
  if (storage.kind === 'postgres' || storage.path === ':memory:') return new AsyncDisposableStack();
  const unlock = lockFile(`${storage.path}-polling`);
  return unlock === undefined ? undefined : { [Symbol.asyncDispose]: unlock };
}

async function openLocks(
  storage: Storage,
  stack: AsyncDisposableStack,
  onLost: () => void,
): Promise<Pick<AdvisoryLocks, 'tryLock' | 'areHeld'>> {
  return storage.kind === 'postgres'
    ? stack.use(await openAdvisoryLocks(storage.url, onLost))
    : { tryLock: fileLocks(storage.path), areHeld: () => true };
}

async function takeFirst(tryLock: TryLock, stack: AsyncDisposableStack): Promise<string> {
  for (const [slot, owner] of OWNERS.entries()) {
    const unlock = await tryLock(slot);
    if (unlock === undefined) continue;
    stack.defer(unlock);
    return owner;
  }
  throw new Error(`${String(OWNERS.length)} programs work on the database already`);
}

/** SQLite's lock on a file beside the database: the one kind of lock that Node has on every system. */
function fileLocks(path: string): TryLock {
  let mine = 0;
  return async (slot) => {
    if (path === ':memory:') return async () => undefined;
    const lockPath = `${path}-slot-${String(slot + 1)}`;
    // A slot that was never taken is empty; only the one that is kept needs a file.
    if (mine > 0 && !existsSync(lockPath)) return async () => undefined;
    const unlock = lockFile(lockPath);
    if (unlock !== undefined) mine += 1;
    return unlock;
  };
}

function lockFile(path: string): Unlock | undefined {
  const file = new DatabaseSync(path, { timeout: 0 });
  try {
    file.exec('pragma journal_mode = off; begin exclusive');
  } catch {
    file.close();
    return undefined;
  }
  return async () => file.close();
}
