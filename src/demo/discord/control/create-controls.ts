import { found } from '../api-error.ts';
import { noGatewayFaults } from '../gateway/faults.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { RestServer } from '../http/rest-server.ts';
import { click, select } from '../interactions/components.ts';
import { autocomplete, invoke } from '../interactions/invoke.ts';
import { submitModal } from '../interactions/modals.ts';
import { findMessage, getChannel, listMessages, noCounts, type Platform } from '../platform.ts';
import { createMessage, parseMessage } from '../posting.ts';
import { drawTranscript } from '../reading/transcript.ts';
import { removeChannel } from '../rest/channels.ts';
import { setReaction } from '../rest/reactions.ts';
import * as administration from './administration.ts';
import type { Controls } from './controls.ts';
import type { createOutcomes } from './people.ts';
import * as setup from './setup.ts';

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
  | 'addConversation'
  | 'setInstalled'
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
    addConversation: (userIds) => told(setup.addConversation(platform, userIds)),
    setInstalled: (userId, hasApp) => administration.setInstalled(platform, userId, hasApp),
    setOverwrite: (overwrite) => told(administration.setOverwrite(platform, overwrite)),
    deleteChannel: (channelId) => told(removeChannel(platform, getChannel(platform, channelId))),
    kick: (guildId, userId = platform.bot.id) => told(administration.kick(platform, guildId, userId)),
    setGuildState: (guildId, state) => told(administration.setGuildState(platform, guildId, state)),
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
      gateway.sendToAll(9, resumable);
      if (!resumable) gateway.forgetSessions();
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
