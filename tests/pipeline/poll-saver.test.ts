import { expect, test } from 'vitest';
import { initialPollState } from '../../src/core/polling/poll-state.ts';
import { listPolledFeeds, syncFeeds } from '../../src/db/feeds/feeds.ts';
import { gatherPolls } from '../../src/pipeline/polling/poll-saver.ts';
import { feed } from '../support/builders.ts';
import { NOON, openWatch } from '../support/watch.ts';

const ids = ['one', 'two', 'three'];
const state = initialPollState(NOON);

test('polls that end together are on disk when each of them says so, and later ones are not kept waiting for', async () => {
  await using watch = await openWatch();
  await syncFeeds(
    watch.db,
    ids.map((id) => feed({ id })),
    state,
  );
  const savePoll = gatherPolls(watch.db);
  const reasons = async () =>
    (await listPolledFeeds(watch.db)).flatMap((polled) => polled.state.failureDetail ?? []);
  await Promise.all(ids.map((id) => savePoll(id, { state: { ...state, failureDetail: id } })));
  expect((await reasons()).toSorted()).toEqual(ids.toSorted());
  await savePoll('one', { state: { ...state, failureDetail: 'again' } });
  expect(await reasons()).toContain('again');
});

test('polls that cannot be recorded fail together, and the next are tried anew', async () => {
  await using watch = await openWatch();
  await syncFeeds(watch.db, [feed({ id: 'one' })], state);
  const savePoll = gatherPolls(watch.db);
  await watch.db.schema.alterTable('feeds').renameTo('elsewhere').execute();
  const outcomes = await Promise.allSettled(['one', 'two'].map((id) => savePoll(id, { state })));
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await watch.db.schema.alterTable('elsewhere').renameTo('feeds').execute();
  await savePoll('one', { state: { ...state, failureDetail: 'well' } });
  expect((await listPolledFeeds(watch.db))[0]?.state.failureDetail).toBe('well');
});
