import type { Message } from '../../core/messages/message.ts';
import type { StoryId } from '../../core/stories/story.ts';
import { fromJson } from '../engine/json.ts';
import type { Db } from '../engine/open.ts';
import { MUTED } from './muted-deliveries.ts';

/** What a destination has heard of, and wants to hear nothing of. */
export interface DigestReader {
  /** When it was alerted of which story. */
  readonly alertedAt: ReadonlyMap<StoryId, Date>;
  /** `story:17`, `topic:oil` */
  readonly muted: ReadonlySet<string>;
}

/** Finds what destinations have heard of since a time, alone or in the summary of an outage, and what they mute now. */
export async function findReaders(
  db: Db,
  destinationIds: readonly string[],
  { since, now }: { readonly since: Date; readonly now: Date },
): Promise<ReadonlyMap<string, DigestReader>> {
  const alerts = Map.groupBy(
    await listAlerts(db, destinationIds, since),
    ({ destinationId }) => destinationId,
  );
  const mutes = await db
    .selectFrom('mutes')
    .select(['destination_id as destinationId', 'kind', 'subject'])
    .where('destination_id', 'in', destinationIds)
    .where('until', '>', now.getTime())
    .execute();
  const muted = Map.groupBy(mutes, ({ destinationId }) => destinationId);
  return new Map(
    destinationIds.map((id) => [
      id,
      {
        alertedAt: new Map((alerts.get(id) ?? []).map(({ storyId, at }) => [storyId, at])),
        muted: new Set((muted.get(id) ?? []).map(({ kind, subject }) => `${kind}:${subject}`)),
      },
    ]),
  );
}

interface Alert {
  readonly destinationId: string;
  readonly storyId: StoryId;
  readonly at: Date;
}

/** Lists of which stories destinations were told, or will be; what was refused or taken back told them nothing. */
async function listAlerts(db: Db, destinationIds: readonly string[], since: Date): Promise<readonly Alert[]> {
  const alerted = () =>
    db
      .selectFrom('outbox')
      .where('destination_id', 'in', destinationIds)
      .where('created_at', '>', since.getTime())
      .where('state', '!=', 'dead')
      .where((is) => is.or([is('state', '!=', 'folded'), is('reason', '!=', MUTED)]))
      .orderBy('id');
  const alone = await alerted()
    .select(['destination_id as destinationId', 'story_id as storyId', 'created_at as at', 'id'])
    .where('kind', 'in', ['alert', 'update'])
    .execute();
  const together = await alerted()
    .select(['destination_id as destinationId', 'body', 'created_at as at', 'id'])
    .where('kind', '=', 'catch-up')
    .execute();
  const listed = together.flatMap(({ body, ...row }) =>
    listedIn(fromJson<Message>(body)).map((storyId) => ({ ...row, storyId })),
  );
  return [...alone, ...listed]
    .toSorted((one, other) => one.id - other.id)
    .map(({ destinationId, storyId, at }) => ({ destinationId, storyId: String(storyId), at: new Date(at) }));
}

const listedIn = (message: Message): StoryId[] =>
  message.kind === 'catch-up' ? message.stories.map(({ storyId }) => storyId) : [];
