import { z } from 'zod';
import { entitySelects, optionSchema, stringSelect, textDisplay } from './components.ts';
import { maybe, refuse } from './schema.ts';

const id = maybe(z.int().min(0));
const customId = z.string().min(1).max(100);
const required = maybe(z.boolean());

const textInput = z.object({
  type: z.literal(4),
  id,
  custom_id: customId,
  style: z.int().min(1).max(2),
  label: maybe(z.string().min(1).max(45)),
  value: maybe(z.string().max(4000)),
  placeholder: maybe(z.string().max(100)),
  min_length: maybe(z.int().min(0).max(4000)),
  max_length: maybe(z.int().min(1).max(4000)),
  required,
});

const choice = optionSchema.omit({ emoji: true });
const radioGroup = z.object({
  type: z.literal(21),
  id,
  custom_id: customId,
  required,
  options: z.array(choice).min(2).max(10),
});
const checkboxGroup = z.object({
  type: z.literal(22),
  id,
  custom_id: customId,
  required,
  min_values: maybe(z.int().min(0).max(10)),
  max_values: maybe(z.int().min(1).max(10)),
  options: z.array(choice).min(1).max(10),
});
const checkbox = z.object({ type: z.literal(23), id, custom_id: customId, default: maybe(z.boolean()) });
const fileUpload = z.object({
  type: z.literal(19),
  id,
  custom_id: customId,
  required,
  min_values: maybe(z.int().min(0).max(10)),
  max_values: maybe(z.int().min(1).max(10)),
});

const input = z.discriminatedUnion('type', [
  textInput,
  stringSelect,
  ...entitySelects,
  radioGroup,
  checkboxGroup,
  checkbox,
  fileUpload,
]);

const label = z.object({
  type: z.literal(18),
  id,
  label: z.string().min(1).max(45),
  description: maybe(z.string().min(1).max(100)),
  component: input,
});
const row = z.object({ type: z.literal(1), id, components: z.array(textInput).length(1) });

/** A form that opens over the channel: at most five parts, none of them disabled. */
export const modalSchema = z
  .object({
    custom_id: customId,
    title: z.string().min(1).max(45),
    components: z
      .array(z.discriminatedUnion('type', [label, row, textDisplay]))
      .min(1)
      .max(5),
  })
  .superRefine((modal, refusals) => {
    const inputs = listInputs(modal);
    const ids = inputs.map((field) => field.custom_id);
    const shared = 'Component custom id cannot be duplicated';
    if (new Set(ids).size < ids.length)
      refuse(refusals, ['components'], 'COMPONENT_CUSTOM_ID_DUPLICATED', shared);
    const isDisabled = inputs.some((field) => 'disabled' in field && field.disabled === true);
    const disabled = 'A component in a modal cannot be disabled';
    if (isDisabled) refuse(refusals, ['components'], 'COMPONENT_DISABLED_IN_MODAL', disabled);
  });

export type Modal = z.output<typeof modalSchema>;
export type ModalInput = z.output<typeof input>;

/** Lists what a person can fill in, in order. */
export function listInputs(modal: Pick<Modal, 'components'>): ModalInput[] {
  return modal.components.flatMap((part): ModalInput[] => {
    if (part.type === 18) return [part.component];
    return part.type === 1 ? part.components : [];
  });
}
