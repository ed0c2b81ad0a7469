import { MUTE_KINDS, toStoryMutes, type Mute, type StoryMutes } from '../../core/mute.ts';
import { batches } from '../deliveries/batches.ts';
import type { Db } from '../engine/open.ts';

/** Mutes something at a destination, or changes until when it is muted there. */
export async function saveMute(db: Db, { destinationId, kind, subject, until }: Mute): Promise<void> {
  await db
    .insertInto('mutes')
    .values({ destination_id: destinationId, kind, subject, until: until.getTime() })
    .onConflict((conflict) =>
      conflict
        .columns(['destination_id', 'kind', 'subject'])
        .doUpdateSet((excluded) => ({ until: excluded.ref('excluded.until') })),
    )
    .execute();
}

/** Ends a mute. Returns whether there was one. */
export async function removeMute(
  db: Db,
  { destinationId, kind, subject }: Omit<Mute, 'until'>,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('mutes')
    .where('destination_id', '=', destinationId)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** Makes what is muted of a story muted of the one that it was joined into; where both were, until the later time. */
export async function moveMutes(
  db: Db,
  { survivor, absorbed }: { readonly survivor: number; readonly absorbed: number },
  now: Date,
): Promise<void> {
  const moved = await db
    .deleteFrom('mutes')
    .where('until', '>', now.getTime())
    .where('kind', '=', 'story')
    .where('subject', '=', String(absorbed))
    .returningAll()
    .execute();
  for (const some of batches(moved))
    await db
      .insertInto('mutes')
      .values(some.map((row) => ({ ...row, subject: String(survivor) })))
      .onConflict((conflict) =>
        conflict
          .columns(['destination_id', 'kind', 'subject'])
          .doUpdateSet((row) => ({ until: row.ref('excluded.until') }))
          .where((row) => row('mutes.until', '<', row.ref('excluded.until'))),
      )
      .execute();
}

/** Forgets the mutes that are over. */
export async function expireMutes(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('mutes').where('until', '<=', now.getTime()).execute();
}

/** Lists what is muted at a destination now, what ends first coming first. */
export async function listMutes(db: Db, destinationId: string, now: Date): Promise<Mute[]> {
  const rows = await db
    .selectFrom('mutes')
    .selectAll()
    .where('destination_id', '=', destinationId)
    .where('until', '>', now.getTime())
    .orderBy('until')
    .orderBy('kind')
    .orderBy('subject')
    .execute();
  return rows.flatMap(fromRow);
}

/** Returns where a story, or a topic that it may carry, is muted now. */
export async function findStoryMutes(db: Db, storyId: number, now: Date): Promise<StoryMutes> {
  const subject = String(storyId);
  const rows = await db
    .selectFrom('mutes')
    .selectAll()
    .where('until', '>', now.getTime())
    .where((is) => is.or([is('kind', '=', 'topic'), is('subject', '=', subject)]))
    .execute();
  return toStoryMutes(rows.flatMap(fromRow), subject);
}

interface Row {
  readonly destination_id: string;
  readonly kind: string;
  readonly subject: string;
  readonly until: number;
}

/** A kind that a newer program wrote means nothing here. */
function fromRow({ destination_id: destinationId, kind: written, subject, until }: Row): Mute[] {
  const kind = MUTE_KINDS.find((one) => one === written);
  return kind === undefined ? [] : [{ destinationId, kind, subject, until: new Date(until) }];
}
