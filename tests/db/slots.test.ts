import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Storage } from '../../src/db/engine/open.ts';
import { takeSlot } from '../../src/db/sharing/slots.ts';
import { engines } from '../support/databases.ts';

/** Storage that several programs can work on: a file, or a database of the server. */
async function createShared(engine: (typeof engines)[number]): Promise<Storage> {
  if (engine.name !== 'SQLite') return await engine.create();
  const folder = mkdtempSync(join(tmpdir(), 'vigia-slots-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { kind: 'sqlite', path: join(folder, 'some.db') };
}

const [, postgres] = engines;

describe.each(engines)('on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)(
    'two programs never have one slot, and a slot that was left is free',
    async () => {
      const storage = await createShared(engine);
      {
        await using first = await takeSlot(storage);
        expect(first.owner).toBe('main');
        await using second = await takeSlot(storage);
        expect(second.owner).toBe('main-2');
        expect([first.isHeld(), second.isHeld()]).toEqual([true, true]);
      }
      await using third = await takeSlot(storage);
      expect(third.owner).toBe('main');
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'a program that is killed has left its slot the moment it is gone',
    async () => {
      const storage = await createShared(engine);
      const holder = fork(new URL('../support/slot-holder.ts', import.meta.url), [JSON.stringify(storage)]);
      onTestFinished(() => void holder.kill('SIGKILL'));
      expect(await once(holder, 'message')).toEqual(['main', undefined]);
      {
        await using beside = await takeSlot(storage);
        expect(beside.owner).toBe('main-2');
        expect(await beside.whileEmpty(['main', 'main-2', 'main-3', 'who?'], async (gone) => gone)).toEqual([
          'main-3',
        ]);
      }
      holder.kill('SIGKILL');
      await once(holder, 'exit');
      await expect
        .poll(async () => {
          await using next = await takeSlot(storage);
          return next.owner;
        })
        .toBe('main');
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'nobody comes into a slot while something is done for want of its holder',
    async () => {
      const storage = await createShared(engine);
      await using watcher = await takeSlot(storage);
      {
        await using left = await takeSlot(storage);
        expect(left.owner).toBe('main-2');
      }
      const gone = await watcher.whileEmpty(['main-2'], async (owners) => {
        await using newcomer = await takeSlot(storage);
        return { owners, newcomer: newcomer.owner };
      });
      expect(gone).toEqual({ owners: ['main-2'], newcomer: 'main-3' });
      await using next = await takeSlot(storage);
      expect(next.owner).toBe('main-2');
    },
  );
});

test.skipIf(postgres?.skipped !== undefined)(
  'a slot outlives its connection, unless another program has come into it',
  async () => {
    const storage = await postgres?.create();
    if (storage?.kind !== 'postgres') throw new Error('not on PostgreSQL');
    const lost: string[] = [];
    await using slot = await takeSlot(storage, () => lost.push('main'));
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: storage.url });
    await client.connect();
    onTestFinished(() => client.end());
    await client.query(`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())`);
    await expect.poll(() => slot.isHeld()).toBe(false);
    expect(await slot.whileEmpty(['main-2'], async (gone) => gone)).toEqual([]);
    await expect.poll(() => slot.isHeld(), { timeout: 5_000 }).toBe(true);
    await using beside = await takeSlot(storage);
    expect(beside.owner).toBe('main-2');
    expect(lost).toEqual([]);
  },
);
