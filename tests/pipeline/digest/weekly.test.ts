import { describe, expect, test } from 'vitest';
import type { Db } from '../../../src/db/engine/open.ts';
import { saveOpinion } from '../../../src/db/people/feedback.ts';
import { recordChange } from '../../../src/db/stories/story-life.ts';
import { render } from '../../../src/discord/rendering/render.ts';
import { engines, openFresh } from '../../support/databases.ts';
import { after, begin, listDigests, report } from '../../support/digest-turns.ts';

const DAY = 24;
/** The Monday after the start, at eight. */
const MONDAY = 20;
const WEEKLY = { at: '20:00', daily: false, weekly: true, quietDay: 'line' } as const;

/** So many people find a story useful. */
async function praise(db: Db, storyId: number, people: number, at = after(1)): Promise<void> {
  for (let person = 1; person <= people; person += 1)
    await saveOpinion(db, `p${String(person)}`, { storyId, kind: 'useful', topics: [], givenAt: at });
}

describe.for(engines)('weekly digests on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)(
    'a week is told with its chart, against the week before, and with what became of its stories',
    async () => {
      await using db = await openFresh(engine);
      await report(db, after(-9 * DAY));
      const corrected = await report(db, after(-3 * DAY), { importance: 0.9 });
      const risen = await report(db, after(-2 * DAY), { importance: 0.7 });
      const closed = await report(db, after(-5 * DAY), { about: 'talks' });
      const correction = { kind: 'correction', articleId: '1', outlet: 'EFE', now: 'x' } as const;
      await recordChange(db, corrected, correction, after(-1));
      await recordChange(db, risen, { kind: 'became-major', facts: [] }, after(-1));
      await recordChange(db, closed, correction, after(-9 * DAY));
      await db.updateTable('stories').set({ closed: 1 }).where('id', '=', closed).execute();
      const turn = await begin(db, { digest: WEEKLY });
      await turn(after(MONDAY));
      const [digest] = await listDigests(db);
      expect(digest).toMatchObject({
        key: 'digest:weekly:2026-03-02:noticias',
        variant: 'weekly',
        counts: { stories: 3, change: 2 },
        top: { storyId: String(corrected), became: ['corrected'] },
        groups: [
          {
            topic: { id: 'oil' },
            count: 2,
            became: { corrected: 1, major: 1 },
            lines: [{ storyId: String(risen), became: ['major'] }],
          },
          { topic: { id: 'talks' }, count: 1, became: { closed: 1 }, lines: [{ became: ['closed'] }] },
        ],
        chart: {
          isWhole: true,
          days: [23, 24, 25, 26, 27, 28].map((day) => `2026-02-${String(day)}`).concat('2026-03-01'),
        },
      });
      if (digest === undefined) throw new Error('there is no digest');
      const text = JSON.stringify(render(digest, 'x'));
      expect(text).toContain('-# What changed: 1 corrected, 1 became major');
      expect(text).toMatch(/<t:\d+:R> · corrected/);
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'what readers found useful is named once five of them did, never with a number, and not to who follows another topic',
    async () => {
      await using db = await openFresh(engine);
      const [few, many, most, old] = [
        await report(db, after(-3 * DAY), { importance: 0.9 }),
        await report(db, after(-3 * DAY)),
        await report(db, after(-3 * DAY)),
        await report(db, after(-3 * DAY)),
      ];
      await praise(db, few, 4);
      await praise(db, many, 5);
      await praise(db, most, 6);
      await praise(db, old, 9, after(-9 * DAY));
      const turn = await begin(db, { digest: WEEKLY });
      await turn(after(MONDAY));
      const [digest] = await listDigests(db);
      expect(digest?.useful?.map(({ storyId }) => storyId)).toEqual([String(most), String(many)]);
      const kept = await db.selectFrom('digests').select(['story_count', 'listed_count']).execute();
      expect(kept).toEqual([{ story_count: 4, listed_count: 4 }]);
      if (digest === undefined) throw new Error('there is no digest');
      expect(JSON.stringify(render(digest, 'x'))).toContain('**Most useful to readers**');
    },
  );

  test.skipIf(engine.skipped !== undefined)(
    'where too few said anything, or of other topics, nothing is named useful',
    async () => {
      await using db = await openFresh(engine);
      const oil = await report(db, after(-3 * DAY));
      const talks = await report(db, after(-3 * DAY), { about: 'talks' });
      await praise(db, oil, 9);
      await praise(db, talks, 4);
      const turn = await begin(db, { digest: WEEKLY, topics: ['talks'] });
      await turn(after(MONDAY));
      const [digest] = await listDigests(db);
      expect(digest).toMatchObject({ variant: 'weekly', counts: { stories: 1 } });
      expect(digest?.useful).toBeUndefined();
    },
  );
});
