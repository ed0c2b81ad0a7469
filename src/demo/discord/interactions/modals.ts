import { INTERACTION_TYPES } from '../constants.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Select } from '../limits/components.ts';
import { listInputs, modalSchema, type Modal, type ModalInput } from '../limits/modal.ts';
import type { Platform } from '../platform.ts';
import type { Interaction } from '../world.ts';
import { choose } from './components.ts';
import { startInteraction } from './envelope.ts';
import { personOf } from './invoke.ts';
import { refuseUnless, RefusedByClient } from './refused.ts';

export interface Submission {
  /** The interaction that was answered with the form. */
  readonly interactionId: string;
  /** What the person fills in, by custom id. What is left out stays as the form was prefilled. */
  readonly values?: Readonly<Record<string, string | boolean | readonly string[]>> | undefined;
}

/** A person fills in the form they were shown and submits it. Throws RefusedByClient where the form would not go out. */
export function submitModal(platform: Platform, { interactionId, values = {} }: Submission): Interaction {
  const source = platform.world.interactions.get(interactionId);
  if (source?.modal === undefined) throw new RefusedByClient('no form was shown');
  const modal = modalSchema.parse(source.modal);
  const known = new Set(listInputs(modal).map((input) => input.custom_id));
  for (const name of Object.keys(values)) refuseUnless(known.has(name), `the form has no field ${name}`);
  const filled = new Map<string, JsonObject>();
  for (const input of listInputs(modal)) {
    filled.set(
      input.custom_id,
      fill({ platform, channelId: source.channelId }, input, values[input.custom_id]),
    );
  }
  const message = platform.world.messages.get(source.channelId)?.get(source.messageId ?? '');
  return startInteraction(platform, personOf(platform, source), {
    type: INTERACTION_TYPES.modal,
    name: modal.custom_id,
    triggeredById: source.id,
    data: {
      custom_id: modal.custom_id,
      components: toComponents(modal, filled),
      resolved: mergedResolved(filled),
    },
    owners: source.owners,
    message,
  });
}

type Value = string | boolean | readonly string[] | undefined;

interface Place {
  readonly platform: Platform;
  readonly channelId: string;
}

/** The value of one field in Discord's form, after the checks that Discord's client makes before it lets a form go. */
function fill({ platform, channelId }: Place, input: ModalInput, value: Value): JsonObject {
  const base = { type: input.type, custom_id: input.custom_id };
  if (input.type === 4) return { ...base, value: fillText(input, value) };
  if (input.type === 21) return { ...base, value: fillRadio(input, value) };
  if (input.type === 22) return { ...base, values: fillCheckboxes(input, value) };
  if (input.type === 23)
    return { ...base, value: typeof value === 'boolean' ? value : (input.default ?? false) };
  if (input.type !== 19) return { ...base, ...fillMenu(platform, channelId, input, value) };
  refuseUnless(input.required === false, `${input.custom_id} needs a file`);
  return { ...base, values: [] };
}

function fillText(input: Extract<ModalInput, { type: 4 }>, value: Value): string {
  const text = typeof value === 'string' ? value : (input.value ?? '');
  const isRequired = input.required !== false;
  refuseUnless(!isRequired || text !== '', `${input.custom_id} is required`);
  const isLongEnough = text === '' || text.length >= (input.min_length ?? 0);
  refuseUnless(
    isLongEnough && text.length <= (input.max_length ?? 4000),
    `${input.custom_id} has the wrong length`,
  );
  return text;
}

function fillRadio(input: Extract<ModalInput, { type: 21 }>, value: Value): string | null {
  const chosen = typeof value === 'string' ? value : input.options.find((option) => option.default)?.value;
  refuseUnless(chosen !== undefined || input.required === false, `${input.custom_id} is required`);
  const isOffered = chosen === undefined || input.options.some((option) => option.value === chosen);
  refuseUnless(isOffered, `${input.custom_id} does not offer ${chosen}`);
  return chosen ?? null;
}

function fillCheckboxes(input: Extract<ModalInput, { type: 22 }>, value: Value): readonly string[] {
  const prefilled = input.options.filter((option) => option.default).map((option) => option.value);
  const chosen = Array.isArray(value) ? value.map(String) : prefilled;
  const least = input.min_values ?? (input.required === false ? 0 : 1);
  const most = input.max_values ?? input.options.length;
  refuseUnless(
    chosen.length >= least && chosen.length <= most,
    `${input.custom_id} takes ${least} to ${most}`,
  );
  const offered = new Set(input.options.map((option) => option.value));
  refuseUnless(
    chosen.every((each) => offered.has(each)),
    `${input.custom_id} does not offer this`,
  );
  return chosen;
}

function fillMenu(platform: Platform, channelId: string, menu: Select, value: Value): JsonObject {
  const chosen = Array.isArray(value) ? value.map(String) : defaultsOf(menu);
  const isSkipped = chosen.length === 0 && menu.required === false;
  return isSkipped ? { values: [] } : choose(platform, channelId, menu, chosen);
}

function defaultsOf(menu: Select): string[] {
  if (menu.type !== 3) return (menu.default_values ?? []).map(({ id }) => id);
  return menu.options.filter((option) => option.default).map((option) => option.value);
}

function toComponents(modal: Modal, filled: ReadonlyMap<string, JsonObject>): Json[] {
  const valueOf = (input: ModalInput, id: number): JsonObject => {
    const { resolved: _, ...value } = filled.get(input.custom_id) ?? {};
    return { ...value, id };
  };
  return modal.components.map((part, index): Json => {
    const id = index * 2 + 1;
    if (part.type === 18) return { type: 18, id, component: valueOf(part.component, id + 1) };
    if (part.type === 10) return { type: 10, id };
    return { type: 1, id, components: part.components.map((input) => valueOf(input, id + 1)) };
  });
}

function mergedResolved(filled: ReadonlyMap<string, JsonObject>): JsonObject | undefined {
  const all = [...filled.values()].flatMap(({ resolved }) => (isObject(resolved) ? [resolved] : []));
  if (all.length === 0) return undefined;
  const kinds = new Set(all.flatMap((each) => Object.keys(each)));
  return Object.fromEntries(
    [...kinds].map((kind) => [kind, Object.assign({}, ...all.map((each) => each[kind]))]),
  );
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
