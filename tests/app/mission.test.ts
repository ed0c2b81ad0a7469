import { expect, test } from 'vitest';
import { loadSample } from '../../src/demo/sample.ts';
import { createJudge } from '../../src/app/scorer.ts';
import { assess } from '../../src/core/relevance/score.ts';
import { entry } from '../support/builders.ts';
import { configuration, openWatch } from '../support/watch.ts';

const TITLE = 'Maduro offers Washington talks on drugs, oil and migrants, keeps silent on dock strike';
const TEXT = `In an interview that state television carried at New Year, President Nicolás Maduro said Venezuela would sit
down with the United States to discuss drug trafficking, oil investment and migration, provided Washington meant it.
American companies could invest in Venezuelan energy on fair terms, he said. Asked about reports that a covert U.S.
operation had struck a dock that traffickers were said to use, he neither confirmed nor denied them.
The offer follows months of U.S. strikes on boats that Washington says carried drugs. Maduro, who faces narcotics charges
in a U.S. court and denies them, calls the campaign an attempt to remove him from power.`;
const TOPICS = ['talks', 'strikes', 'oil', 'migration', 'narcotics'];

const taggedOf = (title: string, text: string) => {
  const { relevant, topics } = assess({ title, text, language: 'en' }, createJudge(configuration));
  return { relevant, topics: topics.filter(({ tagged }) => tagged).map(({ id }) => id) };
};

test('the article that the project began with is on the subject and carries all of its topics', () => {
  expect(taggedOf(TITLE, TEXT)).toEqual({ relevant: true, topics: TOPICS });
});

test('its headline alone is on the subject', () => {
  expect(taggedOf(TITLE, '')).toMatchObject({ relevant: true });
});

test('the same article as the demo tells it carries the same topics', () => {
  const told = loadSample().entries.find(({ label }) => label.story === 'new-year-interview');
  expect(taggedOf(told?.title ?? '', told?.text ?? '')).toEqual({ relevant: true, topics: TOPICS });
});

test('as the first entry that a feed brings, it becomes one story that is owed with all of its tags', async () => {
  await using watch = await openWatch();
  await watch.read('one', [entry({ title: TITLE, text: TEXT })]);
  const [owed] = await watch.owed();
  expect(owed?.message).toMatchObject({ kind: 'alert', story: { headline: TITLE } });
  const rows = await watch.db.selectFrom('story_topics').select('topic_id').execute();
  expect(rows.map((row) => row.topic_id).toSorted()).toEqual(TOPICS.toSorted());
});
