import { z } from 'zod';
import { maybe, mediaUrl, refuse, snowflake, type Refusals } from './schema.ts';

const BAD_LINK = "Scheme must be one of ('http', 'https', 'discord').";
const id = maybe(z.int().min(0));
const customId = z.string().min(1).max(100);
const emoji = maybe(
  z.object({ id: maybe(snowflake), name: maybe(z.string().min(1).max(32)), animated: maybe(z.boolean()) }),
);
const media = z.object({ url: mediaUrl });
const description = maybe(z.string().min(1).max(1024));
const spoiler = maybe(z.boolean());

const button = z
  .object({
    type: z.literal(2),
    id,
    style: z.int().min(1).max(6),
    label: maybe(z.string().max(80)),
    emoji,
    custom_id: maybe(customId),
    url: maybe(
      z
        .string()
        .max(512)
        .refine(isLink, { message: BAD_LINK, params: { code: 'URL_TYPE_INVALID_SCHEME' } }),
    ),
    disabled: maybe(z.boolean()),
  })
  .superRefine((value, refusals) => {
    const isLinkButton = value.style === 5;
    const [needed, forbidden] = isLinkButton
      ? (['url', 'custom_id'] as const)
      : (['custom_id', 'url'] as const);
    if (value[needed] === undefined)
      refuse(refusals, [needed], 'BASE_TYPE_REQUIRED', 'This field is required');
    if (value[forbidden] !== undefined) {
      refuse(
        refusals,
        [forbidden],
        'COMPONENT_FIELD_NOT_ALLOWED',
        `A button of this style takes no ${forbidden}`,
      );
    }
    if (!value.label && value.emoji === undefined) {
      refuse(refusals, ['label'], 'BUTTON_COMPONENT_REQUIRED_FIELDS', 'A button needs a label or an emoji');
    }
  });

const selectBase = {
  id,
  custom_id: customId,
  placeholder: maybe(z.string().max(150)),
  min_values: z
    .int()
    .min(0)
    .max(25)
    .nullish()
    .transform((value) => value ?? 1),
  max_values: z
    .int()
    .min(1)
    .max(25)
    .nullish()
    .transform((value) => value ?? 1),
  disabled: maybe(z.boolean()),
  required: maybe(z.boolean()),
};

export const optionSchema = z.object({
  label: z.string().min(1).max(100),
  value: z.string().min(1).max(100),
  description: maybe(z.string().max(100)),
  emoji,
  default: maybe(z.boolean()),
});

export const stringSelect = z.object({
  type: z.literal(3),
  ...selectBase,
  options: z.array(optionSchema).min(1).max(25),
});

const defaultValues = maybe(
  z.array(z.object({ id: snowflake, type: z.enum(['user', 'role', 'channel']) })).max(25),
);

const entitySelect = <const T extends 5 | 6 | 7>(type: T) =>
  z.object({ type: z.literal(type), ...selectBase, default_values: defaultValues });

export const entitySelects = [
  entitySelect(5),
  entitySelect(6),
  entitySelect(7),
  z.object({
    type: z.literal(8),
    ...selectBase,
    default_values: defaultValues,
    channel_types: maybe(z.array(z.int())),
  }),
] as const;

const row = z.object({
  type: z.literal(1),
  id,
  components: z
    .array(z.discriminatedUnion('type', [button, stringSelect, ...entitySelects]))
    .min(1)
    .max(5)
    .superRefine((children, refusals) => {
      const isMixed = children.length > 1 && children.some(({ type }) => type !== 2);
      const message = 'The specified component exceeds the maximum width';
      if (isMixed) refuse(refusals, [], 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', message);
    }),
});

export const textDisplay = z.object({ type: z.literal(10), id, content: z.string().min(1).max(4000) });
const thumbnail = z.object({ type: z.literal(11), id, media, description, spoiler });
const section = z.object({
  type: z.literal(9),
  id,
  components: z.array(textDisplay).min(1).max(3),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
});
const gallery = z.object({
  type: z.literal(12),
  id,
  items: z.array(z.object({ media, description, spoiler })).min(1).max(10),
});
const file = z.object({ type: z.literal(13), id, file: media, spoiler });
const separator = z.object({
  type: z.literal(14),
  id,
  divider: maybe(z.boolean()),
  spacing: maybe(z.int().min(1).max(2)),
});
const container = z.object({
  type: z.literal(17),
  id,
  accent_color: maybe(z.int().min(0).max(0xff_ff_ff)),
  spoiler,
  components: z
    .array(z.discriminatedUnion('type', [row, textDisplay, section, gallery, file, separator]))
    .min(1)
    .max(40),
});

export const componentsSchema = z
  .array(z.discriminatedUnion('type', [row, textDisplay, section, gallery, file, separator, container]))
  .max(40);

export type Component = z.output<typeof componentsSchema>[number];
export type Button = z.output<typeof button>;
export type Select = z.output<typeof stringSelect> | z.output<(typeof entitySelects)[number]>;
export type Section = z.output<typeof section>;
/** Anything that can stand somewhere in a message. */
export type AnyComponent = Component | Button | Select | Section['accessory'];

/** Lists components with everything nested in them, in the order that a reader meets them. */
export function flatten(components: readonly Component[]): AnyComponent[] {
  return components.flatMap((component): AnyComponent[] => {
    if (component.type === 1) return [component, ...component.components];
    if (component.type === 9) return [component, ...component.components, component.accessory];
    return component.type === 17 ? [component, ...flatten(component.components)] : [component];
  });
}

/** Refuses a custom id that two components of one message share. */
export function refuseSharedCustomIds(components: readonly Component[], refusals: Refusals): void {
  const ids = flatten(components).flatMap((part) => ('custom_id' in part ? (part.custom_id ?? []) : []));
  const message = 'Component custom id cannot be duplicated';
  if (new Set(ids).size < ids.length) {
    refuse(refusals, ['components'], 'COMPONENT_CUSTOM_ID_DUPLICATED', message);
  }
}

function isLink(url: string): boolean {
  return ['http:', 'https:', 'discord:'].includes(URL.parse(url)?.protocol ?? '');
}
