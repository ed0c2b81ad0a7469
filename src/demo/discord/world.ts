import type { Component } from './limits/components.ts';
import type { CommandDefinition } from './limits/commands.ts';
import type { Embed } from './limits/embed.ts';
import type { JsonObject } from './json.ts';

export interface User {
  readonly id: string;
  readonly username: string;
  readonly globalName: string | null;
  readonly bot: boolean;
  readonly locale: string;
  /** A user who takes no direct messages from applications. */
  readonly dmsClosed: boolean;
  /** A user who has added the application to their account, and takes it along wherever they go. */
  readonly hasApp: boolean;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly permissions: bigint;
  readonly position: number;
  readonly mentionable: boolean;
  readonly colour: number;
  /** Set for the role that a bot brings along. */
  readonly botId?: string | undefined;
}

export interface Overwrite {
  readonly id: string;
  readonly type: 'role' | 'member';
  readonly allow: bigint;
  readonly deny: bigint;
}

export interface Member {
  readonly userId: string;
  readonly roleIds: readonly string[];
  readonly joinedAt: Date;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly locale: string;
  /** `silent` is a guild whose GUILD_CREATE never comes; `unavailable` one in an outage. */
  readonly state: 'available' | 'unavailable' | 'silent';
  readonly roles: ReadonlyMap<string, Role>;
  readonly members: ReadonlyMap<string, Member>;
}

export interface ForumTag {
  readonly id: string;
  readonly name: string;
  readonly moderated: boolean;
  readonly emojiName: string | null;
}

export interface ThreadState {
  readonly archived: boolean;
  readonly locked: boolean;
  readonly autoArchiveMinutes: number;
  readonly archivedAt: Date;
  readonly createdAt: Date;
  readonly ownerId: string;
  readonly memberIds: readonly string[];
  readonly appliedTags: readonly string[];
}

export interface Channel {
  readonly id: string;
  readonly type: number;
  /** Absent for a direct message. */
  readonly guildId?: string | undefined;
  readonly name: string;
  readonly topic: string | null;
  readonly parentId: string | null;
  readonly position: number;
  readonly overwrites: readonly Overwrite[];
  readonly lastMessageId: string | null;
  /** Whom a direct message is with. */
  readonly recipientId?: string | undefined;
  /** Of a conversation that the bot is no part of: between whom it is. */
  readonly peopleIds?: readonly string[] | undefined;
  readonly thread?: ThreadState | undefined;
  readonly tags: readonly ForumTag[];
  readonly tagRequired: boolean;
}

export interface Attachment {
  readonly id: string;
  readonly filename: string;
  readonly description?: string | undefined;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

export interface Reaction {
  readonly emoji: string;
  readonly userIds: readonly string[];
}

export interface Reference {
  readonly messageId: string;
  readonly channelId: string;
  readonly guildId?: string | undefined;
}

export interface Message {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string;
  readonly type: number;
  readonly content: string;
  readonly embeds: readonly Embed[];
  readonly components: readonly Component[];
  readonly attachments: readonly Attachment[];
  readonly flags: number;
  readonly mentions: readonly string[];
  readonly mentionRoles: readonly string[];
  readonly mentionEveryone: boolean;
  readonly pinnedAt?: Date | undefined;
  readonly createdAt: Date;
  readonly editedAt?: Date | undefined;
  readonly nonce?: string | undefined;
  readonly reference?: Reference | undefined;
  readonly reactions: readonly Reaction[];
  /** Set on what an interaction brought about. */
  readonly interactionId?: string | undefined;
  /** Set on what a webhook posted; an interaction's follow-ups are posted by the application's own. */
  readonly webhookId?: string | undefined;
  /** The only user who sees an ephemeral message. */
  readonly visibleTo?: string | undefined;
  /** Set once deleted. The message stays here for the read-outs, and is gone for everyone else. */
  readonly deletedAt?: Date | undefined;
}

export interface Command {
  readonly id: string;
  readonly version: string;
  readonly guildId?: string | undefined;
  readonly definition: CommandDefinition;
}

export interface Webhook {
  readonly id: string;
  readonly token: string;
  readonly channelId: string;
  readonly name: string;
}

/** How far the answer to an interaction has come. */
export type InteractionState = 'waiting' | 'deferred' | 'answered';

export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  readonly userId: string;
  readonly channelId: string;
  readonly guildId?: string | undefined;
  readonly createdAt: Date;
  readonly state: InteractionState;
  /** The command's name, or the custom id of the component or modal. */
  readonly name: string;
  /** The command's type, which decides the type of the reply's message. */
  readonly commandType?: number | undefined;
  /** Of a form: the interaction that it was shown in answer to. */
  readonly triggeredById?: string | undefined;
  /** The message that the component was on. */
  readonly messageId?: string | undefined;
  /** The first answer, once there is one: `@original`. */
  readonly originalId?: string | undefined;
  readonly callbackType?: number | undefined;
  readonly modal?: JsonObject | undefined;
  readonly choices?: readonly JsonObject[] | undefined;
  readonly followUpIds: readonly string[];
  readonly owners: Owners;
  /** The member may not let an application speak that only they have brought: its replies are shown to them alone. */
  readonly isHushed: boolean;
}

/** By whose installations of the application an interaction came about: `0` the guild's, `1` the user's. */
export interface Owners {
  /** The guild's id; the digit 0 in the bot's own direct messages. */
  readonly 0?: string;
  readonly 1?: string;
}

/** Everything that this Discord knows. Records are replaced, never changed in place. */
export interface World {
  readonly users: Map<string, User>;
  readonly guilds: Map<string, Guild>;
  readonly channels: Map<string, Channel>;
  /** By channel, then by message id, oldest first; deleted and ephemeral ones included. */
  readonly messages: Map<string, Map<string, Message>>;
  /** The latest message that the bot made under a nonce. */
  readonly nonces: Map<string, { readonly channelId: string; readonly messageId: string }>;
  /** By guild id, or by the empty string for global commands. */
  readonly commands: Map<string, Map<string, Command>>;
  /** When commands were created, by the same scope. */
  readonly commandCreates: Map<string, readonly Date[]>;
  readonly interactions: Map<string, Interaction>;
  readonly webhooks: Map<string, Webhook>;
}

export function createWorld(): World {
  return {
    users: new Map(),
    guilds: new Map(),
    channels: new Map(),
    messages: new Map(),
    nonces: new Map(),
    commands: new Map(),
    commandCreates: new Map(),
    interactions: new Map(),
    webhooks: new Map(),
  };
}
