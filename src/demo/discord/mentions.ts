import { PERMISSIONS } from './constants.ts';
import { flatten, type Component } from './limits/components.ts';
import type { AllowedMentions } from './limits/message.ts';
import { channelPermissions, hasBits } from './permissions.ts';
import type { Platform } from './platform.ts';
import type { Channel } from './world.ts';

/** Whom a message notifies. */
export interface Mentions {
  readonly mentions: readonly string[];
  readonly mentionRoles: readonly string[];
  readonly mentionEveryone: boolean;
}

interface Mentioning {
  readonly channel: Channel;
  readonly authorId: string;
  readonly content: string;
  readonly components: readonly Component[];
  /** Absent: everything that is mentioned is notified. */
  readonly allowed?: AllowedMentions | null | undefined;
  /** The author of the message that is replied to. */
  readonly repliedUserId?: string | undefined;
}

/** Finds what a text mentions and keeps what the sender allows and may mention: what is left makes phones ring. */
export function findMentions(platform: Platform, mentioning: Mentioning): Mentions {
  const { allowed, channel } = mentioning;
  const displays = flatten(mentioning.components).flatMap((part) => (part.type === 10 ? part.content : []));
  const text = [mentioning.content, ...displays].join('\n');
  const bits = channelPermissions(platform.world, channel, mentioning.authorId);
  const mayMentionAll = hasBits(bits, PERMISSIONS.MENTION_EVERYONE);
  const roles = platform.world.guilds.get(channel.guildId ?? '')?.roles;
  const isReplyPing = mentioning.repliedUserId !== undefined && (allowed?.replied_user ?? !allowed);
  return {
    mentions: unique([
      ...idsIn(text, /<@!?(\d{17,20})>/g).filter(
        (id) => platform.world.users.has(id) && isAllowed(allowed, 'users', id),
      ),
      ...(isReplyPing ? [mentioning.repliedUserId ?? ''] : []),
    ]),
    mentionRoles: unique(idsIn(text, /<@&(\d{17,20})>/g)).filter((id) => {
      const role = roles?.get(id);
      return role !== undefined && (role.mentionable || mayMentionAll) && isAllowed(allowed, 'roles', id);
    }),
    mentionEveryone: /@(?:everyone|here)/.test(text) && mayMentionAll && isAllowed(allowed, 'everyone'),
  };
}

function isAllowed(
  allowed: AllowedMentions | null | undefined,
  kind: 'users' | 'roles' | 'everyone',
  id?: string,
): boolean {
  if (allowed === null || allowed === undefined) return true;
  if ((allowed.parse ?? []).includes(kind)) return true;
  return kind !== 'everyone' && id !== undefined && (allowed[kind] ?? []).includes(id);
}

const idsIn = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '');

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];
