import type { FaultRule } from '../faults.ts';
import type { GatewayFaultChanges } from '../gateway/faults.ts';
import type { RequestRecord } from '../http/record.ts';
import type { Click, Selection } from '../interactions/components.ts';
import type { Invocation, Typing } from '../interactions/invoke.ts';
import type { Submission } from '../interactions/modals.ts';
import type { Counters } from '../platform.ts';
import type { TranscriptOptions } from '../reading/transcript.ts';
import type { ReactionChange } from '../rest/reactions.ts';
import type { Channel, Guild, Interaction, Member, Message, Role, User } from '../world.ts';
import type { Outcome } from './people.ts';
import type { ChannelSetup, GuildSetup, OverwriteSetup, RoleSetup, UserSetup } from './setup-schema.ts';

/** Which of a channel's messages a read-out shows. */
export interface MessageFilter {
  readonly channelId: string;
  /** A user's id adds the ephemeral messages that this user sees. */
  readonly as?: string | undefined;
  /** Adds those that were deleted, and everyone's ephemeral ones. */
  readonly all?: boolean | undefined;
}

/** What people, administrators and accidents do to this Discord, and what a test reads from it. */
export interface Controls {
  addUser(user: UserSetup): User;
  addGuild(guild: GuildSetup): Guild;
  addChannel(guildId: string, channel: ChannelSetup): Channel;
  addRole(guildId: string, role: RoleSetup): Role;
  /** Lets a user join, or gives a member other roles. */
  addMember(guildId: string, userId: string, roleIds?: readonly string[]): Member;
  /** Begins a conversation between people, to which the bot does not belong. */
  addConversation(userIds: readonly string[]): Channel;
  /** A person adds the application to their account, or takes it off. */
  setInstalled(userId: string, hasApp: boolean): void;
  setOverwrite(overwrite: OverwriteSetup): Channel;
  deleteChannel(channelId: string): void;
  /** Takes a user, by default the bot, out of a guild. */
  kick(guildId: string, userId?: string): void;
  setGuildState(guildId: string, state: 'available' | 'unavailable'): void;

  /** A person writes a message. */
  say(channelId: string, userId: string, content: string): Message;
  /** A person uses a command. Throws RefusedByClient where Discord's own client would not let them. */
  invoke(invocation: Invocation): Interaction;
  /** A person types into an option with suggestions. */
  autocomplete(typing: Typing): Interaction;
  /** A person clicks a button, chooses from a menu, or submits the form they were shown. */
  click(click: Click): Interaction;
  select(selection: Selection): Interaction;
  submitModal(submission: Submission): Interaction;
  /** A person puts a reaction on a message or takes it away. */
  react(channelId: string, messageId: string, change: ReactionChange): void;
  /** Resolves with what the person gets; rejects when they would see "The application did not respond". */
  outcome(interactionId: string, timeoutMs?: number): Promise<Outcome>;

  /** Puts a fault rule in force and returns its number. */
  addFault(rule: FaultRule): number;
  removeFault(id: number): void;
  clearFaults(): void;

  /** Cuts every gateway connection, or closes it with a code. */
  dropGateway(code?: number): void;
  /** Sends opcode 7: reconnect. */
  requestReconnect(): void;
  /** Sends opcode 9: the session is invalid, resumable or not. */
  invalidateSessions(resumable: boolean): void;
  /** Members that are absent stay as they were. */
  setGatewayFaults(changes: GatewayFaultChanges): void;

  /** Forgets messages, interactions, requests, counts and faults. Guilds, commands and sessions stay. */
  reset(): void;
  /** Moves this Discord's clock forward: deadlines, windows and rate limits. */
  advance(ms: number): void;

  guilds(): Guild[];
  channels(guildId?: string): Channel[];
  /** Oldest first; by default what every member sees. */
  messages(filter: MessageFilter | string): Message[];
  interactions(): Interaction[];
  /** Every request of the bot so far, with its answer. */
  requests(): readonly RequestRecord[];
  counters(): Readonly<Counters>;
  /** A channel as a person sees it, drawn for a terminal. */
  renderTranscript(channelId: string, options?: TranscriptOptions): string;
}
