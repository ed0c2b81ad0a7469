import { findBecame } from '../../core/digest/became.ts';
import type { WeekFacts } from '../../core/digest/choose.ts';
import type { Period } from '../../core/digest/period.ts';
import type { FoundStory } from '../../db/deliveries/digest-stories.ts';
import { listChanged, listFoundUseful } from '../../db/deliveries/digest-week.ts';
import type { Db } from '../../db/engine/open.ts';

/** What fewer people say is told to nobody: where one or two found a story useful, it could be guessed who they are. */
const FEWEST_PEOPLE = 5;

/** Finds what became of a week's stories, and which of them the readers of the whole installation found useful. */
export async function findWeekFacts(
  db: Db,
  stories: readonly FoundStory[],
  period: Period,
): Promise<WeekFacts> {
  const ids = stories.map(({ id }) => id);
  return {
    became: findBecame(stories, await listChanged(db, ids, period), period),
    useful: await listFoundUseful(db, ids, period, FEWEST_PEOPLE),
  };
}
