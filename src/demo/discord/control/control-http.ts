import { z } from 'zod';
import { ApiError } from '../api-error.ts';
import type { Controls } from './controls.ts';
import { faultRuleSchema } from '../faults.ts';
import { gatewayFaultsSchema } from '../gateway/faults.ts';
import { RefusedByClient } from '../interactions/refused.ts';
import { channelSchema, guildSchema, overwriteSchema, roleSchema, userSchema } from './setup-schema.ts';

type ControlCall = (controls: Controls, values: unknown) => unknown;

function call<T extends z.ZodType>(
  values: T,
  run: (controls: Controls, values: z.output<T>) => unknown,
): ControlCall {
  return (controls, given) => run(controls, values.parse(given));
}

const id = z.string();
const optionValues = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional();
const formValues = z.record(z.string(), z.union([z.string(), z.boolean(), z.array(z.string())])).optional();
const invocation = { userId: id, channelId: id, command: id, options: optionValues, targetId: id.optional() };
const nothing = z.tuple([]);

/** Every control by its name, with the arguments that it takes over HTTP. */
const CALLS: Readonly<Record<string, ControlCall>> = {
  addUser: call(z.tuple([userSchema]), (controls, [user]) => controls.addUser(user)),
  addGuild: call(z.tuple([guildSchema]), (controls, [guild]) => controls.addGuild(guild)),
  addChannel: call(z.tuple([id, channelSchema]), (controls, [guildId, each]) =>
    controls.addChannel(guildId, each),
  ),
  addRole: call(z.tuple([id, roleSchema]), (controls, [guildId, role]) => controls.addRole(guildId, role)),
  addMember: call(z.tuple([id, id, z.array(id).default([])]), (controls, values) =>
    controls.addMember(...values),
  ),
  addConversation: call(z.tuple([z.array(id).min(2)]), (controls, [userIds]) =>
    controls.addConversation(userIds),
  ),
  setInstalled: call(z.tuple([id, z.boolean()]), (controls, values) => controls.setInstalled(...values)),
  setOverwrite: call(z.tuple([overwriteSchema]), (controls, [overwrite]) => controls.setOverwrite(overwrite)),
  deleteChannel: call(z.tuple([id]), (controls, [channelId]) => controls.deleteChannel(channelId)),
  kick: call(z.tuple([id, id.optional()]), (controls, values) => controls.kick(...values)),
  setGuildState: call(z.tuple([id, z.enum(['available', 'unavailable'])]), (controls, values) =>
    controls.setGuildState(...values),
  ),
  say: call(z.tuple([id, id, z.string()]), (controls, values) => controls.say(...values)),
  invoke: call(z.tuple([z.object(invocation)]), (controls, [each]) => controls.invoke(each)),
  autocomplete: call(z.tuple([z.object({ ...invocation, focused: id })]), (controls, [each]) =>
    controls.autocomplete(each),
  ),
  click: call(z.tuple([z.object({ userId: id, messageId: id, button: id })]), (controls, [each]) =>
    controls.click(each),
  ),
  select: call(
    z.tuple([z.object({ userId: id, messageId: id, customId: id, values: z.array(id) })]),
    (controls, [each]) => controls.select(each),
  ),
  submitModal: call(z.tuple([z.object({ interactionId: id, values: formValues })]), (controls, [each]) =>
    controls.submitModal(each),
  ),
  react: call(
    z.tuple([id, id, z.object({ emoji: z.string(), userId: id, isOn: z.boolean() })]),
    (controls, values) => controls.react(...values),
  ),
  outcome: call(z.tuple([id, z.int().max(30_000).optional()]), (controls, values) =>
    controls.outcome(...values),
  ),
  addFault: call(z.tuple([faultRuleSchema]), (controls, [rule]) => controls.addFault(rule)),
  removeFault: call(z.tuple([z.int()]), (controls, [rule]) => controls.removeFault(rule)),
  clearFaults: call(nothing, (controls) => controls.clearFaults()),
  dropGateway: call(z.tuple([z.int().optional()]), (controls, [code]) => controls.dropGateway(code)),
  requestReconnect: call(nothing, (controls) => controls.requestReconnect()),
  invalidateSessions: call(z.tuple([z.boolean()]), (controls, [resumable]) =>
    controls.invalidateSessions(resumable),
  ),
  setGatewayFaults: call(z.tuple([gatewayFaultsSchema]), (controls, [faults]) =>
    controls.setGatewayFaults(faults),
  ),
  advance: call(z.tuple([z.number()]), (controls, [ms]) => controls.advance(ms)),
  guilds: call(nothing, (controls) => controls.guilds()),
  channels: call(z.tuple([id.optional()]), (controls, [guildId]) => controls.channels(guildId)),
  messages: call(
    z.tuple([z.object({ channelId: id, as: id.optional(), all: z.boolean().optional() })]),
    (controls, [filter]) => controls.messages(filter),
  ),
  interactions: call(nothing, (controls) => controls.interactions()),
  requests: call(nothing, (controls) => controls.requests()),
  counters: call(nothing, (controls) => controls.counters()),
  reset: call(nothing, (controls) => controls.reset()),
};

export interface ControlAnswer {
  readonly status: number;
  readonly text: string;
}

/** Runs a control for another process: its name from the address, its arguments as a JSON array. */
export async function runControl(controls: Controls, name: string, body: unknown): Promise<ControlAnswer> {
  const run = CALLS[name];
  if (run === undefined) return { status: 404, text: toText({ error: `there is no control ${name}` }) };
  try {
    return { status: 200, text: toText(await run(controls, body ?? [])) };
  } catch (error) {
    return {
      status: statusOf(error),
      text: toText({ error: error instanceof Error ? error.message : 'failed' }),
    };
  }
}

function statusOf(error: unknown): number {
  if (error instanceof RefusedByClient) return 409;
  if (error instanceof ApiError) return error.status;
  return error instanceof z.ZodError ? 400 : 504;
}

/** Writes what controls return: permissions as decimal text, maps as lists, files by their size. */
const toText = (result: unknown): string => JSON.stringify(result ?? null, toPlain);

function toPlain(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Map) return [...value.values()];
  return value instanceof Uint8Array ? { bytes: value.byteLength } : value;
}
