import { describe, expect, test } from 'vitest';
import { MUTED } from '../../../src/db/deliveries/muted-deliveries.ts';
import { enqueue } from '../../../src/db/deliveries/outbox.ts';
import type { Db } from '../../../src/db/engine/open.ts';
import { storyView } from '../../support/builders.ts';
import { engines, openFresh } from '../../support/databases.ts';
import { after, begin, listDigests, report } from '../../support/digest-turns.ts';

/** Owes the destination an alert of a story, an hour after the start. */
const alert = (db: Db, id: number) =>
  enqueue(
    db,
    [
      {
        key: `alert:${String(id)}`,
        destinationId: 'noticias',
        storyId: String(id),
        message: { kind: 'alert', language: 'en', story: storyView(), silent: true },
      },
    ],
    after(1),
  );

describe.for(engines)('what digests tell on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)(
    'a digest shows the top story, the topics by volume, and what developed; alerts only when more was told',
    async () => {
      await using db = await openFresh(engine);
      const turn = await begin(db);
      const old = await report(db, after(-30), { importance: 0.6 });
      await report(db, after(3), { storyId: old, outlet: 'EFE', importance: 0.6 });
      const told = await report(db, after(1), { importance: 0.9 });
      const grown = await report(db, after(1), { importance: 0.8 });
      for (const id of [told, grown]) await alert(db, id);
      await report(db, after(2), { storyId: grown, outlet: 'EFE', importance: 0.8 });
      const talks = await report(db, after(2), { about: 'talks', importance: 0.3 });
      await turn(after(8));
      const [digest] = await listDigests(db);
      expect(digest).toMatchObject({
        key: 'digest:daily:2026-03-01:noticias',
        variant: 'daily',
        counts: { stories: 3, outlets: 2, topics: 2, major: 2 },
        top: { storyId: String(grown), isUpdated: true, otherOutlets: 1 },
        groups: [
          { topic: { id: 'oil' }, count: 2, lines: [{ storyId: String(told), isAnnounced: true }] },
          { topic: { id: 'talks' }, count: 1, lines: [{ storyId: String(talks) }] },
        ],
        developing: [{ storyId: String(old), isUpdated: false }],
        chart: { series: [{ counts: [0, 0, 0, 0, 0, 0, 1] }, { counts: [0, 0, 0, 0, 0, 1, 2] }] },
        silent: true,
      });
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'a story whose alert nobody was shown is news to its reader',
    async () => {
      await using db = await openFresh(engine);
      const turn = await begin(db);
      const stories = [await report(db, after(1)), await report(db, after(1)), await report(db, after(1))];
      const endings = [
        { state: 'folded', reason: MUTED },
        { state: 'dead', reason: 'Invalid Form Body' },
        { state: 'folded', reason: 'told in held:noticias:1' },
      ];
      for (const [index, id] of stories.entries()) {
        await alert(db, id);
        await db
          .updateTable('outbox')
          .set(endings[index] ?? {})
          .where('story_id', '=', id)
          .execute();
      }
      await turn(after(8));
      const [digest] = await listDigests(db);
      const listed = [digest?.top, ...(digest?.groups.flatMap(({ lines }) => lines) ?? [])];
      expect(new Set(listed.map((line) => line?.storyId))).toEqual(new Set(stories.slice(0, 2).map(String)));
      expect(listed.some((line) => line?.isAnnounced)).toBe(false);
    },
  );
});
