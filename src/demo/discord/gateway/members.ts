import { z } from 'zod';
import type { Platform } from '../platform.ts';
import { memberView } from '../views/users.ts';
import { dispatch, type Session } from './session.ts';

const requestSchema = z.object({
  guild_id: z.string(),
  query: z.string().optional(),
  limit: z.int().min(0).default(0),
  user_ids: z.union([z.string().transform((id) => [id]), z.array(z.string())]).optional(),
  nonce: z.string().optional(),
});

/** Answers a request for members (opcode 8) with GUILD_MEMBERS_CHUNK. */
export function chunkMembers(platform: Platform, session: Session, request: unknown): void {
  const asked = requestSchema.safeParse(request);
  if (!asked.success) return;
  const { guild_id: guildId, query, limit, user_ids: userIds, nonce } = asked.data;
  const members = [...(platform.world.guilds.get(guildId)?.members.values() ?? [])].flatMap((member) => {
    const user = platform.world.users.get(member.userId);
    const isAsked = userIds?.includes(member.userId) ?? user?.username.startsWith(query ?? '') ?? false;
    return user !== undefined && isAsked ? [memberView(member, user)] : [];
  });
  const data = {
    guild_id: guildId,
    members: limit > 0 ? members.slice(0, limit) : members,
    chunk_index: 0,
    chunk_count: 1,
    not_found: (userIds ?? []).filter((id) => !platform.world.guilds.get(guildId)?.members.has(id)),
    nonce,
  };

  dispatch(session, { name: 'GUILD_MEMBERS_CHUNK', data, guildId }, platform.bot.id);
}
