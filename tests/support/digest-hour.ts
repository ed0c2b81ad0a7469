import { rhythmKey } from '../../src/core/digest/calendar.ts';
import { digestSettingsOf } from '../../src/core/digest/schedule.ts';
import type { Destination } from '../../src/core/destination.ts';
import { fromJson, toJson } from '../../src/db/engine/json.ts';
import { CHANNELS, type World } from './world.ts';

const DAY_MS = 86_400_000;

/** Lets every channel want its digest when the next minute begins, beside a program that runs. */
export async function askForDigestsSoon({ environment, read }: World): Promise<void> {
  const zone = environment['VIGIA_TIME_ZONE'] ?? 'UTC';
  const soon = Temporal.Now.plainTimeISO(zone).add({ minutes: 1 });
  const at = soon.toString().slice(0, 'HH:MM'.length);
  await read((db) =>
    db.transaction().execute(async (transaction) => {
      const ids = CHANNELS.map(({ id }) => id);
      const rows = await transaction
        .selectFrom('destinations')
        .select(['id', 'settings'])
        .where('id', 'in', ids)
        .execute();
      for (const { id, settings } of rows) {
        const destination = fromJson<Destination>(settings);
        const wished = { ...destination, digest: { ...digestSettingsOf(destination), at } };
        await transaction
          .updateTable('destinations')
          .set({ settings: toJson(wished) })
          .where('id', '=', id)
          .execute();
      }
      await transaction.deleteFrom('digests').where('destination_id', 'in', ids).execute();
      // As if they had wanted it at that minute yesterday: else the first one would come tomorrow.
      const yesterday = Temporal.Now.plainDateISO(zone).subtract({ days: 1 }).toString();
      await transaction
        .insertInto('digests')
        .values(
          ids.map((id) => ({
            destination_id: id,
            kind: 'daily',
            day: yesterday,
            rhythm: rhythmKey({ kind: 'daily', at, zone }),
            until_at: Date.now() - DAY_MS,
            variant: 'none',
            story_count: 0,
            listed_count: 0,
            quiet_days: 0,
            queued_at: Date.now(),
          })),
        )
        .execute();
    }),
  );
}
