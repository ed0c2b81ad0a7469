import { z } from 'zod';
import { LOCALES, PERMISSIONS, type PermissionName } from '../constants.ts';

const permissionName = z.custom<PermissionName>((name) => typeof name === 'string' && name in PERMISSIONS);
const permissionNames = z.array(permissionName);
const id = z
  .string()
  .regex(/^\d{17,19}$/)
  .optional();

/** What the invite link of the program asks for. */
const BOT_PERMISSIONS: readonly PermissionName[] = [
  'VIEW_CHANNEL',
  'SEND_MESSAGES',
  'EMBED_LINKS',
  'ATTACH_FILES',
  'READ_MESSAGE_HISTORY',
  'SEND_MESSAGES_IN_THREADS',
  'CREATE_PUBLIC_THREADS',
];

export const userSchema = z.object({
  id,
  username: z.string().min(1),
  globalName: z.string().nullable().default(null),
  locale: z.enum(LOCALES).default('en-US'),
  dmsClosed: z.boolean().default(false),
  hasApp: z.boolean().default(false),
  bot: z.boolean().default(false),
});

export const channelSchema = z.object({
  id,
  name: z.string().min(1).max(100),
  kind: z.enum(['text', 'announcement', 'forum', 'media', 'category']).default('text'),
  topic: z.string().nullable().default(null),
  parentId: z.string().nullable().default(null),
  tags: z
    .array(
      z.object({
        id,
        name: z.string().max(20),
        moderated: z.boolean().default(false),
        emoji: z.string().nullable().default(null),
      }),
    )
    .default([]),
  tagRequired: z.boolean().default(false),
});

export const roleSchema = z.object({
  id,
  name: z.string().min(1),
  permissions: permissionNames.default([]),
  mentionable: z.boolean().default(false),
  colour: z.int().default(0),
});

export const guildSchema = z.object({
  id,
  name: z.string().min(1),
  locale: z.enum(LOCALES).default('en-US'),
  state: z.enum(['available', 'unavailable', 'silent']).default('available'),
  /** Whether the bot is a member. Where it is not, members meet it only if they have added it to their accounts. */
  hasBot: z.boolean().default(true),
  botPermissions: permissionNames.default([...BOT_PERMISSIONS]),
  roles: z.array(roleSchema).default([]),
  channels: z.array(channelSchema).default([]),
  /** Ids of users who are members. The first one owns the guild. */
  memberIds: z.array(z.string()).default([]),
});

export const overwriteSchema = z.object({
  channelId: z.string(),
  /** A role's or a user's id; the guild's own id stands for everyone, and without one the bot is meant. */
  id: z.string().optional(),
  allow: permissionNames.default([]),
  deny: permissionNames.default([]),
});

export type UserSetup = z.input<typeof userSchema>;
export type ChannelSetup = z.input<typeof channelSchema>;
export type RoleSetup = z.input<typeof roleSchema>;
export type GuildSetup = z.input<typeof guildSchema>;
export type OverwriteSetup = z.input<typeof overwriteSchema>;
