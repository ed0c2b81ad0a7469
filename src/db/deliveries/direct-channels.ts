import type { Db } from '../engine/open.ts';

/** Returns the channel of a person's direct messages, or undefined when it has not been opened. */
export async function findDirectChannel(db: Db, destinationId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('destinations')
    .select('direct_channel_id as id')
    .where('id', '=', destinationId)
    .executeTakeFirst();
  return row?.id ?? undefined;
}

/** Remembers the channel of a person's direct messages. */
export async function saveDirectChannel(db: Db, destinationId: string, channelId: string): Promise<void> {
  await db
    .updateTable('destinations')
    .set({ direct_channel_id: channelId })
    .where('id', '=', destinationId)
    .execute();
}
