import type { Selectable } from 'kysely';
import type { MendingChange, StoryChange } from '../../core/stories/change.ts';
import { phaseEnd, storyPhase, type StoryTimes } from '../../core/stories/life-cycle.ts';
import { DEFAULT_SPANS, type StoryPhase, type StorySpans } from '../../core/stories/story.ts';
import { fromJson, toJson } from '../engine/json.ts';
import type { Db } from '../engine/open.ts';
import type { StoryRow } from '../engine/tables.ts';

/** Where a story stands. */
export interface StoryLife {
  readonly phase: StoryPhase;
  /** The number of its latest change; 0 for a story that is as it began. */
  readonly revision: number;
  readonly independentOutlets: number;
  readonly firstReport: Date;
  readonly lastReport: Date;
  /** When the latest report was published that stated something new. */
  readonly lastFact: Date;
  /** The story whose first reports these were. */
  readonly splitFrom?: number;
}

/** A change that a reader may be told of, with when it happened. */
export interface RecordedChange {
  readonly revision: number;
  readonly at: Date;
  readonly change: Exclude<StoryChange, { readonly kind: 'none' }> | MendingChange;
}

/** A story that has come into another phase. */
export interface AgedStory {
  readonly storyId: number;
  readonly from: StoryPhase;
  readonly to: StoryPhase;
}

/** Returns where a story stands. Throws when there is none of this id. */
export async function getStoryLife(db: Db, storyId: number): Promise<StoryLife> {
  const row = await db.selectFrom('stories').selectAll().where('id', '=', storyId).executeTakeFirstOrThrow();
  return {
    phase: toPhase(row.phase),
    revision: row.revision,
    independentOutlets: row.independent_outlets,
    firstReport: new Date(row.first_report_at),
    lastReport: new Date(row.last_report_at),
    lastFact: new Date(row.last_fact_at),
    ...(row.split_from === null ? {} : { splitFrom: row.split_from }),
  };
}

/** Writes down what a story's phase depends on, and the phase that it puts the story in. */
export async function saveStoryTimes(
  db: Db,
  storyId: number,
  { times, spans, now }: { readonly times: StoryTimes; readonly spans: StorySpans; readonly now: Date },
): Promise<void> {
  await db
    .updateTable('stories')
    .set({
      first_report_at: times.firstAt,
      last_fact_at: times.lastFactAt,
      independent_outlets: times.independentOutlets,
      ...toPhaseColumns(times, now, spans),
    })
    .where('id', '=', storyId)
    .execute();
}

/** Puts a change on record under the next revision, which it returns. */
export async function recordChange(
  db: Db,
  storyId: number,
  change: RecordedChange['change'],
  now: Date,
): Promise<number> {
  const { revision } = await db
    .updateTable('stories')
    .set((query) => ({ revision: query('revision', '+', 1) }))
    .where('id', '=', storyId)
    .returning('revision')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('story_changes')
    .values({
      story_id: storyId,
      revision,
      kind: change.kind,
      body: toJson(change),
      changed_at: now.getTime(),
    })
    .execute();
  return revision;
}

/** Lists what changed about a story after a revision, oldest first. */
export async function listChanges(
  db: Db,
  storyId: number,
  afterRevision: number,
): Promise<readonly RecordedChange[]> {
  const rows = await db
    .selectFrom('story_changes')
    .select(['revision', 'body', 'changed_at'])
    .where('story_id', '=', storyId)
    .where('revision', '>', afterRevision)
    .orderBy('revision')
    .execute();
  return rows.map(({ revision, body, changed_at }) => ({
    revision,
    at: new Date(changed_at),
    change: fromJson<RecordedChange['change']>(body),
  }));
}

/** More than this many stories never turn in one minute; the rest would come with the next turn. */
const BATCH = 1_000;

/** Moves the stories on whose phase has ended without a further report, and returns them. */
export async function ageStories(
  db: Db,
  now: Date,
  spans: StorySpans = DEFAULT_SPANS,
): Promise<readonly AgedStory[]> {
  const rows = await db
    .selectFrom('stories')
    .selectAll()
    .where('phase_until', 'is not', null)
    .where('phase_until', '<', now.getTime())
    .orderBy('phase_until')
    .limit(BATCH)
    .execute();
  const aged: AgedStory[] = [];
  for (const row of rows) {
    const columns = toPhaseColumns(timesOf(row), now, spans);
    await db.updateTable('stories').set(columns).where('id', '=', row.id).execute();
    const from = toPhase(row.phase);
    if (columns.phase !== from) aged.push({ storyId: row.id, from, to: columns.phase });
  }
  return aged;
}

function toPhaseColumns(times: StoryTimes, now: Date, spans: StorySpans) {
  const phase = storyPhase(times, now.getTime(), spans);
  return {
    phase,
    phase_until: phaseEnd(times, now.getTime(), spans) ?? null,
    closed: phase === 'closed' ? 1 : 0,
  };
}

const timesOf = (row: Selectable<StoryRow>): StoryTimes => ({
  firstAt: row.first_report_at,
  lastAt: row.last_report_at,
  lastFactAt: row.last_fact_at,
  independentOutlets: row.independent_outlets,
});

const PHASES: ReadonlyMap<string, StoryPhase> = new Map([
  ['breaking', 'breaking'],
  ['developing', 'developing'],
  ['quiet', 'quiet'],
  ['closed', 'closed'],
]);

const toPhase = (phase: string): StoryPhase => PHASES.get(phase) ?? 'developing';
