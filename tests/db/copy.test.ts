import { describe, expect, test } from 'vitest';
import { CONTENTS } from '../../src/db/upkeep/contents.ts';
import { copyDatabase, proveTables, skipIds } from '../../src/db/upkeep/copy.ts';
import type { Db } from '../../src/db/engine/open.ts';
import { enqueue } from '../../src/db/deliveries/outbox.ts';
import { saveSetting } from '../../src/db/engine/settings.ts';
import { welcome } from '../support/builders.ts';
import { engines, openFresh } from '../support/databases.ts';

const NOW = new Date('2026-03-01T12:00:00Z');

/** More rows than one page, texts in many scripts, and an id that was given and is gone. */
async function fill(db: Db): Promise<void> {
  for (let start = 0; start < 1_200; start += 300)
    await enqueue(
      db,
      Array.from({ length: 300 }, (_, index) => ({
        key: `alert:${String(start + index)}:ñandú–日本`,
        destinationId: 'one',
        message: welcome({ importance: { level: 'high', score: 0.1 + 0.2, dots: 3 } }),
      })),
      NOW,
    );
  await db.deleteFrom('outbox').where('id', '=', 1_200).execute();
  for (const key of ['Zulu', 'alpha', 'Árbol', 'zeta', '_']) await saveSetting(db, key, key);
}

const pairs = engines.flatMap((from) =>
  engines.map((to) => ({ from, to, name: `${from.name} to ${to.name}` })),
);

describe.for(pairs)('a copy from $name', ({ from, to }) => {
  test.skipIf(from.skipped !== undefined || to.skipped !== undefined)(
    'has every row, and gives no id again that was given before',
    async () => {
      await using source = await openFresh(from);
      await using target = await openFresh(to);
      await fill(source);
      const proofs = await copyDatabase(source, target);
      expect(proofs).toEqual(await proveTables(target));
      expect(proofs.find(({ table }) => table === 'outbox')?.rows).toBe(1_199);
      await enqueue(target, [{ key: 'next', destinationId: 'one', message: welcome() }], NOW);
      const next = await target
        .selectFrom('outbox')
        .select('id')
        .where('key', '=', 'next')
        .executeTakeFirstOrThrow();
      expect(next.id).toBe(1_201);
    },
  );
});

describe.for(engines)('on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)('nothing is copied over rows that are there', async () => {
    await using source = await openFresh(engine);
    await using target = await openFresh(engine);
    await fill(source);
    await saveSetting(target, 'installation', 'other');
    await expect(copyDatabase(source, target)).rejects.toThrow('settings is not empty');
    expect((await proveTables(target)).reduce((sum, { rows }) => sum + rows, 0)).toBe(1);
  });

  test.skipIf(engine.skipped !== undefined)('every table is among those that are copied', async () => {
    await using db = await openFresh(engine);
    const tables = (await db.introspection.getTables()).map(({ name }) => name);
    expect(tables.filter((name) => !name.startsWith('story_search')).toSorted()).toEqual(
      CONTENTS.map(({ table }) => table).toSorted(),
    );
  });

  test.skipIf(engine.skipped !== undefined)('ids can be made to begin further on', async () => {
    await using db = await openFresh(engine);
    await enqueue(db, [{ key: 'a', destinationId: 'one', message: welcome() }], NOW);
    await skipIds(db, 1_000);
    await enqueue(db, [{ key: 'b', destinationId: 'one', message: welcome() }], NOW);
    const rows = await db.selectFrom('outbox').select('id').orderBy('id').execute();
    expect(rows.map(({ id }) => id)).toEqual([1, 1_002]);
  });
});
