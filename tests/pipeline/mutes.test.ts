import { describe, expect, test } from 'vitest';
import { syncDestinations } from '../../src/db/deliveries/destinations.ts';
import type { Db } from '../../src/db/engine/open.ts';
import { listMutes, saveMute } from '../../src/db/people/mutes.ts';
import { insertStory } from '../../src/db/stories/stories.ts';
import { muteAt, unmuteAt } from '../../src/pipeline/people/mute.ts';
import { mendStory } from '../../src/pipeline/stories/mend-story.ts';
import type { OpenStories } from '../../src/pipeline/stories/story-book.ts';
import { destination } from '../support/builders.ts';
import { engines, openFresh } from '../support/databases.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const inHours = (hours: number): Date => new Date(NOW.getTime() + hours * 3_600_000);
const begin = (db: Db) => insertStory(db, { firstSeen: NOW, isSeeded: false });

/** Joins a story into another as its report shows that they are one. */
async function join(db: Db, absorbed: number, survivor: number): Promise<void> {
  const book: OpenStories = {
    findMending: () => ({
      kind: 'join',
      survivor: String(survivor),
      absorbed: String(absorbed),
      probability: 0.9,
    }),
    listArticles: () => [],
    join: () => undefined,
    split: () => undefined,
    replace: () => undefined,
    add: () => undefined,
    place: () => ({ kind: 'start', reason: { probability: 0, threshold: 0.5, reasons: [] } }),
  };
  await mendStory(db, book, { storyId: absorbed, articleId: 1, now: NOW });
}

const mutedIn = async (db: Db, destinationId: string) =>
  (await listMutes(db, destinationId, NOW)).map(({ subject, until }) => [subject, until]);

describe.for(engines)('mutes on $name', (engine) => {
  const isSkipped = engine.skipped !== undefined;

  test.skipIf(isSkipped)('a muted story stays muted when it is joined into another', async () => {
    await using db = await openFresh(engine);
    const [absorbed, survivor] = [await begin(db), await begin(db)];
    const story = { kind: 'story', subject: String(absorbed) } as const;
    await saveMute(db, { ...story, destinationId: 'one', until: inHours(5) });
    await saveMute(db, { ...story, destinationId: 'both', until: inHours(5) });
    await saveMute(db, {
      ...story,
      destinationId: 'both',
      subject: String(survivor),
      until: inHours(9),
    });
    await join(db, absorbed, survivor);
    expect(await mutedIn(db, 'one')).toEqual([[String(survivor), inHours(5)]]);
    expect(await mutedIn(db, 'both')).toEqual([[String(survivor), inHours(9)]]);
  });

  test.skipIf(isSkipped)(
    'what is muted by the button of an older message is the story that it was joined into',
    async () => {
      await using db = await openFresh(engine);
      await syncDestinations(db, [destination({ id: 'one' })]);
      const [absorbed, survivor] = [await begin(db), await begin(db)];
      await join(db, absorbed, survivor);
      const story = { destinationId: 'one', kind: 'story', subject: String(absorbed) } as const;
      await muteAt(db, { ...story, until: inHours(5) }, { topics: [], now: NOW });
      expect(await mutedIn(db, 'one')).toEqual([[String(survivor), inHours(5)]]);
      expect(await unmuteAt(db, story)).toBe(true);
      expect(await mutedIn(db, 'one')).toEqual([]);
    },
  );
});
