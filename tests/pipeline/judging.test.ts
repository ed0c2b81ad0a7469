import { expect, test } from 'vitest';
import { openDatabase } from '../../src/db/engine/open.ts';
import { judgeAhead } from '../../src/pipeline/stories/judging.ts';
import { printOf } from '../core/reported-article.ts';
import { assessment, entry, feed } from '../support/builders.ts';
import { minutesAgo, NOON } from '../support/watch.ts';

test('while a long document is judged, others get their turn between two of its entries', async () => {
  await using db = await openDatabase({ kind: 'sqlite', path: ':memory:' });
  let turns = 0;
  let isOver = false;
  const takeTurn = (): void => {
    turns += 1;
    if (!isOver) setImmediate(takeTurn);
  };
  setImmediate(takeTurn);
  const turnsBefore: number[] = [];
  const entries = ['a', 'b', 'c', 'd'].map((name) =>
    entry({ link: `https://one.example/${name}`, title: name, published: minutesAgo(5) }),
  );
  await judgeAhead(
    {
      db,
      subject: { windowDays: 4 },
      judge() {
        turnsBefore.push(turns);
        return assessment({ oil: 0.9 });
      },
      fingerprint: ({ title, text, language, at }) => printOf(title, text, language, new Date(at)),
      findOutlet: () => undefined,
    },
    { feed: feed({ id: 'one' }), entries, now: NOON },
  );
  isOver = true;
  expect(new Set(turnsBefore).size).toBe(entries.length);
});
