import type { Period } from '../../core/digest/period.ts';
import type { StoryId } from '../../core/stories/story.ts';
import type { Db } from '../engine/open.ts';
import { batches } from './batches.ts';

const CHANGES = { correction: 'corrected', 'became-major': 'major' } as const;

/** Returns which of some stories were corrected or became major in a period. */
export async function listChanged(
  db: Db,
  storyIds: readonly StoryId[],
  { from, until }: Period,
): Promise<ReadonlyMap<StoryId, ReadonlySet<'corrected' | 'major'>>> {
  const changed = new Map<StoryId, Set<'corrected' | 'major'>>();
  for (const batch of batches(storyIds.map(Number))) {
    const rows = await db
      .selectFrom('story_changes')
      .select(['story_id', 'kind'])
      .where('story_id', 'in', batch)
      .where('kind', 'in', Object.keys(CHANGES))
      .where('changed_at', '>', from.getTime())
      .where('changed_at', '<=', until.getTime())
      .execute();
    for (const { story_id: id, kind } of rows) {
      const known = changed.get(String(id)) ?? new Set();
      changed.set(
        String(id),
        known.add(kind === 'correction' ? CHANGES.correction : CHANGES['became-major']),
      );
    }
  }
  return changed;
}

/** Returns which of some stories at least so many people found useful in a period, those that most did first. */
export async function listFoundUseful(
  db: Db,
  storyIds: readonly StoryId[],
  { from, until }: Period,
  fewest: number,
): Promise<readonly StoryId[]> {
  const found: { readonly id: number; readonly people: number }[] = [];
  for (const batch of batches(storyIds.map(Number))) {
    const rows = await db
      .selectFrom('feedback')
      .select(['story_id as id', (query) => query.fn.countAll<number>().as('people')])
      .where('story_id', 'in', batch)
      .where('kind', '=', 'useful')
      .where('given_at', '>', from.getTime())
      .where('given_at', '<=', until.getTime())
      .groupBy('story_id')
      .having((query) => query.fn.countAll(), '>=', fewest)
      .execute();
    found.push(...rows);
  }
  return found
    .toSorted((one, other) => other.people - one.people || other.id - one.id)
    .map(({ id }) => String(id));
}
