import { expect, test } from 'vitest';
import { ageStories, getStoryLife, listChanges } from '../../src/db/stories/story-life.ts';
import { entry } from '../support/builders.ts';
import { NOON, openWatch } from '../support/watch.ts';

const HOUR_MS = 3_600_000;
const flight = entry({
  link: 'https://one.example/flight',
  title: 'Deportation flight with 214 Venezuelans from the United States lands in Caracas',
  text: 'The plane brought Venezuelans deported by the United States.',
});

test('a headline that its outlet changes to a lower figure is a correction of its story', async () => {
  await using watch = await openWatch();
  await watch.read('one', [flight]);
  const before = await watch.countRows();
  const title = flight.title.replace('214', '124');
  await watch.read('one', [{ ...flight, title }]);
  expect(await watch.countRows()).toEqual(before);
  expect((await listChanges(watch.db, 1, 0)).map(({ revision, change }) => [revision, change])).toEqual([
    [1, { kind: 'correction', articleId: '1', outlet: 'one', was: flight.title, now: title }],
  ]);
  const story = await watch.db.selectFrom('stories').select('headline').executeTakeFirst();
  expect(story?.headline).toBe(title);
});

test('a story of the first look is not announced because its outlet changes a headline', async () => {
  await using watch = await openWatch();
  await watch.read('one', [flight], { baseline: true });
  await watch.read('one', [{ ...flight, title: flight.title.replace('214', '124') }]);
  expect(await watch.owedKeys()).toEqual([]);
});

test('a changed headline of a story that is closed, or a comma in it, changes nothing', async () => {
  await using watch = await openWatch();
  await watch.read('one', [flight]);
  await watch.read('one', [{ ...flight, title: flight.title.replace(' lands', ', lands') }]);
  expect(await listChanges(watch.db, 1, 0)).toEqual([]);
  const muchLater = new Date(NOON.getTime() + 120 * HOUR_MS);
  expect(await ageStories(watch.db, muchLater)).toEqual([{ storyId: 1, from: 'breaking', to: 'closed' }]);
  await watch.read('one', [{ ...flight, title: flight.title.replace('214', '124') }]);
  expect(await listChanges(watch.db, 1, 0)).toEqual([]);
});

test('a story grows quiet and is closed by time alone, each turn told once', async () => {
  await using watch = await openWatch();
  await watch.read('one', [flight]);
  expect(await getStoryLife(watch.db, 1)).toMatchObject({
    phase: 'breaking',
    revision: 0,
    independentOutlets: 1,
  });
  const phases: string[] = [];
  for (let hours = 0; hours < 120; hours += 1) {
    const aged = await ageStories(watch.db, new Date(NOON.getTime() + hours * HOUR_MS));
    phases.push(...aged.map(({ to }) => to));
  }
  expect(phases).toEqual(['developing', 'quiet', 'closed']);
});
