import { found } from '../api-error.ts';
import type { FaultRule } from '../faults.ts';
import { noGatewayFaults, type GatewayFaultChanges } from '../gateway/faults.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { click, select, type Click, type Selection } from '../interactions/components.ts';
import { autocomplete, invoke, type Invocation, type Typing } from '../interactions/invoke.ts';
import { submitModal, type Submission } from '../interactions/modals.ts';
import {
  findMessage,
  getChannel,
  listMessages,
  noCounts,
  type Counters,
  type Platform,
} from '../platform.ts';
import type { createOutcomes, Outcome } from './people.ts';
import { createMessage, parseMessage } from '../posting.ts';
import type { RequestRecord } from '../http/record.ts';
import { setReaction, type ReactionChange } from '../rest/reactions.ts';
import { drawTranscript, type TranscriptOptions } from '../reading/transcript.ts';
import { removeChannel } from '../rest/channels.ts';
import type { RestServer } from '../http/rest-server.ts';
import * as setup from './setup.ts';
import type { Channel, Guild, Interaction, Member, Message, Role, User } from '../world.ts';

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
  addUser(user: setup.UserSetup): User;
  addGuild(guild: setup.GuildSetup): Guild;
  addChannel(guildId: string, channel: setup.ChannelSetup): Channel;
  addRole(guildId: string, role: setup.RoleSetup): Role;
  /** Lets a user join, or gives a member other roles. */
  addMember(guildId: string, userId: string, roleIds?: readonly string[]): Member;
  setOverwrite(overwrite: setup.OverwriteSetup): Channel;
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

export interface ControlParts {
  readonly platform: Platform;
  readonly gateway: Gateway;
  readonly rest: RestServer;
  readonly outcomes: ReturnType<typeof createOutcomes>;
}

/** How long a person waits before Discord's client gives up on the application. */
const PATIENCE_MS = 3000;

export function createControls(parts: ControlParts): Controls {
  return { ...worldControls(parts), ...peopleControls(parts), ...faultControls(parts), ...readOuts(parts) };
}

type WorldControls = Pick<
  Controls,
  | 'addUser'
  | 'addGuild'
  | 'addChannel'
  | 'addRole'
  | 'addMember'
  | 'setOverwrite'
  | 'deleteChannel'
  | 'kick'
  | 'setGuildState'
>;

function worldControls({ platform, rest }: ControlParts): WorldControls {
  const told = <T>(result: T): T => {
    rest.flushEvents();
    return result;
  };
  return {
    addUser: (user) => told(setup.addUser(platform, user)),
    addGuild: (guild) => told(setup.addGuild(platform, guild)),
    addChannel: (guildId, channel) => told(setup.addChannel(platform, guildId, channel)),
    addRole: (guildId, role) => told(setup.addRole(platform, guildId, role)),
    addMember: (guildId, userId, roleIds = []) => told(setup.addMember(platform, guildId, userId, roleIds)),
    setOverwrite: (overwrite) => told(setup.setOverwrite(platform, overwrite)),
    deleteChannel: (channelId) => told(removeChannel(platform, getChannel(platform, channelId))),
    kick: (guildId, userId = platform.bot.id) => told(setup.kick(platform, guildId, userId)),
    setGuildState: (guildId, state) => told(setup.setGuildState(platform, guildId, state)),
  };
}

type PeopleControls = Pick<
  Controls,
  'say' | 'invoke' | 'autocomplete' | 'click' | 'select' | 'submitModal' | 'react' | 'outcome'
>;

function peopleControls({ platform, rest, outcomes }: ControlParts): PeopleControls {
  const told = <T>(result: T): T => {
    rest.flushEvents();
    return result;
  };
  return {
    say(channelId, userId, content) {
      const body = parseMessage({ content }, []);
      const channel = getChannel(platform, channelId);
      return told(createMessage(platform, { channel, authorId: userId, body, files: [] }));
    },
    invoke: (invocation) => told(invoke(platform, invocation)),
    autocomplete: (typing) => told(autocomplete(platform, typing)),
    click: (each) => told(click(platform, each)),
    select: (selection) => told(select(platform, selection)),
    submitModal: (submission) => told(submitModal(platform, submission)),
    react(channelId, messageId, change) {
      const message = found(findMessage(platform, channelId, messageId), 10008);
      told(setReaction(platform, message, change));
    },
    outcome: (interactionId, timeoutMs = PATIENCE_MS) => outcomes.wait(interactionId, timeoutMs),
  };
}

type FaultControls = Pick<
  Controls,
  | 'addFault'
  | 'removeFault'
  | 'clearFaults'
  | 'dropGateway'
  | 'requestReconnect'
  | 'invalidateSessions'
  | 'setGatewayFaults'
  | 'reset'
  | 'advance'
>;

function faultControls({ platform, gateway, rest }: ControlParts): FaultControls {
  return {
    addFault: (rule) => rest.faults.add(rule),
    removeFault: (id) => rest.faults.remove(id),
    clearFaults: () => rest.faults.clear(),
    dropGateway: (code) => gateway.disconnect(code),
    requestReconnect: () => gateway.sendToAll(7, null),
    invalidateSessions(resumable) {
      if (!resumable) gateway.forgetSessions();
      gateway.sendToAll(9, resumable);
    },
    setGatewayFaults: (changes) => void Object.assign(gateway.faults, changes),
    reset() {
      platform.world.messages.clear();
      platform.world.nonces.clear();
      platform.world.interactions.clear();
      rest.requests.length = 0;
      Object.assign(platform.counters, noCounts());
      rest.faults.clear();
      Object.assign(gateway.faults, noGatewayFaults());
    },
    advance: (ms) => platform.clock.advance(ms),
  };
}

type ReadOuts = Pick<
  Controls,
  'guilds' | 'channels' | 'messages' | 'interactions' | 'requests' | 'counters' | 'renderTranscript'
>;

function readOuts({ platform, rest }: ControlParts): ReadOuts {
  const { world } = platform;
  return {
    guilds: () => [...world.guilds.values()],
    channels: (guildId) =>
      [...world.channels.values()].filter((each) => guildId === undefined || each.guildId === guildId),
    messages(filter) {
      const { channelId, as, all = false } = typeof filter === 'string' ? { channelId: filter } : filter;
      const messages = [...(world.messages.get(channelId)?.values() ?? [])];
      return messages.filter(({ deletedAt, visibleTo }) => {
        const isSeen = deletedAt === undefined && (visibleTo === undefined || visibleTo === as);
        return all || isSeen;
      });
    },
    interactions: () => [...world.interactions.values()],
    requests: () => rest.requests,
    counters: () => ({ ...platform.counters }),
    renderTranscript(channelId, { now = platform.clock.now(), width = 80, colour = false, timeZone } = {}) {
      const channel = getChannel(platform, channelId);
      const title = channel.guildId === undefined ? `@${channel.name}` : `#${channel.name}`;
      return drawTranscript(
        { width, colour },
        { world, now, timeZone },
        title,
        listMessages(platform, channelId),
      );
    },
  };
}
