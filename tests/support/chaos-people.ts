import { setTimeout as sleep } from 'node:timers/promises';
import type { Tally } from './chaos-faults.ts';
import { CHANNELS, type World } from './world.ts';

/** How long the program is given to find out by itself that it may post again. */
const PATIENCE_MS = 25_000;
const LOOK_EVERY_MS = 200;

/** The channel that is deleted in the middle of a run. */
export const DOOMED = 'doomed';

/** Somebody throws the bot out of the server, and takes it back after a while. */
export async function kickForAWhile(world: World, ms: number, tally: Tally): Promise<void> {
  const { discord } = world;
  const [guild] = discord.guilds();
  const roleIds = guild?.members.get(discord.botId)?.roleIds ?? [];
  if (guild === undefined) return;
  discord.kick(guild.id);
  tally('bot kicked');
  await sleep(ms);
  discord.addMember(guild.id, discord.botId, roleIds);
  discord.setGuildState(guild.id, 'available');
  await untilResumed(world);
}

/** Somebody withdraws a permission in one channel, and gives it back after a while. */
export async function withdrawForAWhile(
  world: World,
  { ms, draw }: { readonly ms: number; readonly draw: number },
  tally: Tally,
): Promise<void> {
  const permission = draw < 0.5 ? 'SEND_MESSAGES' : 'VIEW_CHANNEL';
  const destination = CHANNELS[Math.floor(draw * 2 * CHANNELS.length) % CHANNELS.length];
  const channelId = world.channelIds.get(destination?.id ?? '') ?? '';
  world.discord.setOverwrite({ channelId, deny: [permission] });
  tally(draw < 0.5 ? '403 may not post' : '403 may not see');
  await sleep(ms);
  world.discord.setOverwrite({ channelId, deny: [] });
  await untilResumed(world);
}

/** Somebody deletes a channel for good. */
export function deleteDoomed({ discord, channelIds }: World, tally: Tally): void {
  discord.deleteChannel(channelIds.get(DOOMED) ?? '');
  tally('channel deleted');
}

/** What came of the channel that was deleted: why nothing is sent there, and how much waits for a person's decision. */
export async function lookAtDoomed(
  world: World,
): Promise<{ readonly reason: string; readonly waiting: number }> {
  return await world.read(async (db) => {
    const destination = await db
      .selectFrom('destinations')
      .select('paused_reason as reason')
      .where('id', '=', DOOMED)
      .executeTakeFirst();
    const waiting = await db
      .selectFrom('outbox')
      .select('id')
      .where('destination_id', '=', DOOMED)
      .where('state', 'in', ['pending', 'sending', 'failed'])
      .execute();
    return { reason: destination?.reason ?? '', waiting: waiting.length };
  });
}

/** Nobody helps the program: what does not come back by itself is found at the end of the run. */
async function untilResumed(world: World): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline && (await countPaused(world)) > 0) await sleep(LOOK_EVERY_MS);
}

const countPaused = (world: World): Promise<number> =>
  world.read(async (db) => {
    const rows = await db
      .selectFrom('destinations')
      .select('id')
      .where('paused_reason', 'is not', null)
      .where('id', '<>', DOOMED)
      .execute();
    return rows.length;
  });
