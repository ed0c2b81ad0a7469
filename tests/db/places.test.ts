import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Storage } from '../../src/db/open.ts';
import { takePlace } from '../../src/db/places.ts';
import { engines } from '../support/databases.ts';

/** Storage that several programs can work on: a file, or a database of the server. */
async function createShared(engine: (typeof engines)[number]): Promise<Storage> {
  if (engine.name !== 'SQLite') return await engine.create();
  const folder = mkdtempSync(join(tmpdir(), 'vigia-places-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { kind: 'sqlite', path: join(folder, 'some.db') };
}

describe.each(engines)('on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)(
    'two programs never have one place, and a place that was left is free',
    async () => {
      const storage = await createShared(engine);
      {
        await using first = await takePlace(storage);
        expect(first).toMatchObject({ owner: 'main', isAlone: true });
        expect(first.vacated).toContain('main');
        await using second = await takePlace(storage);
        expect(second).toMatchObject({ owner: 'main-2', isAlone: false });
        expect(second.vacated).not.toContain('main');
        expect(second.vacated).toContain('main-2');
      }
      await using third = await takePlace(storage);
      expect(third).toMatchObject({ owner: 'main', isAlone: true });
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'a program that is killed has left its place the moment it is gone',
    async () => {
      const storage = await createShared(engine);
      const holder = fork(new URL('../support/place-holder.ts', import.meta.url), [JSON.stringify(storage)]);
      onTestFinished(() => void holder.kill('SIGKILL'));
      expect(await once(holder, 'message')).toEqual(['main', undefined]);
      {
        await using beside = await takePlace(storage);
        expect(beside).toMatchObject({ owner: 'main-2', isAlone: false });
      }
      holder.kill('SIGKILL');
      await once(holder, 'exit');
      await expect
        .poll(async () => {
          await using next = await takePlace(storage);
          return { owner: next.owner, isAlone: next.isAlone };
        })
        .toEqual({ owner: 'main', isAlone: true });
    },
  );
});
