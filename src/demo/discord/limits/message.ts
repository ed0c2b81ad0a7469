import { z } from 'zod';
import { MESSAGE_FLAGS } from '../constants.ts';
import { componentsSchema, flatten, refuseSharedCustomIds, type Component } from './components.ts';
import { embedsSchema, isEmptyEmbed } from './embed.ts';
import { refuse, snowflake, type Refusals } from './schema.ts';

/** Components of a message in the second layout, nested ones counted (https://docs.discord.com/developers/components/reference). */
const MAX_COMPONENTS = 40;
/** Characters of all its text displays together (https://discordjs.guide/popular-topics/display-components). */
const MAX_DISPLAY_TEXT = 4000;
const MAX_ROWS = 5;

const allowedMentionsSchema = z
  .object({
    parse: z.array(z.enum(['users', 'roles', 'everyone'])).nullish(),
    users: z.array(snowflake).max(100).nullish(),
    roles: z.array(snowflake).max(100).nullish(),
    replied_user: z.boolean().nullish(),
  })
  .superRefine((mentions, refusals) => {
    for (const kind of ['users', 'roles'] as const) {
      const isBoth = (mentions.parse ?? []).includes(kind) && (mentions[kind] ?? []).length > 0;
      const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
      if (isBoth) refuse(refusals, [], 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message);
    }
  });

export type AllowedMentions = z.output<typeof allowedMentionsSchema>;

/** The body of a message that is sent or edited. Null and absent differ when editing, so both are kept. */
export const messageSchema = z
  .object({
    content: z.string().max(2000).nullish(),
    embeds: embedsSchema.nullish(),
    components: componentsSchema.nullish(),
    flags: z.int().nullish(),
    attachments: z
      .array(
        z.object({
          id: z.union([snowflake, z.int().transform(String)]),
          filename: z.string().min(1).max(1024).nullish(),
          description: z.string().max(1024).nullish(),
        }),
      )
      .max(10)
      .nullish(),
    allowed_mentions: allowedMentionsSchema.nullish(),
    nonce: z.union([z.string().max(25), z.int().transform(String)]).nullish(),
    enforce_nonce: z.boolean().nullish(),
    message_reference: z
      .object({
        message_id: snowflake,
        channel_id: snowflake.nullish(),
        fail_if_not_exists: z.boolean().nullish(),
      })
      .nullish(),
    poll: z.unknown().optional(),
    sticker_ids: z.array(snowflake).max(3).nullish(),
  })
  .superRefine((body, refusals) => {
    const components = body.components ?? [];
    refuseSharedCustomIds(components, refusals);
    if (isV2(body.flags)) checkNewLayout(body, components, refusals);
  });

export type MessageBody = z.output<typeof messageSchema>;

export const isV2 = (flags: number | null | undefined): boolean =>
  ((flags ?? 0) & MESSAGE_FLAGS.componentsV2) !== 0;

function checkNewLayout(
  body: Readonly<Record<string, unknown>>,
  components: Component[],
  refusals: Refusals,
): void {
  for (const field of ['content', 'embeds', 'poll', 'sticker_ids']) {
    const value = body[field];
    if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0))
      continue;
    const message = `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`;
    refuse(refusals, [field], 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message);
  }
  const all = flatten(components);
  const text = all.reduce((sum, part) => sum + (part.type === 10 ? part.content.length : 0), 0);
  if (all.length > MAX_COMPONENTS) {
    const message = `The maximum number of components in this message is ${MAX_COMPONENTS}`;
    refuse(refusals, ['components'], 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', message);
  }
  if (text > MAX_DISPLAY_TEXT) {
    const message = `Components displayable text size exceeds maximum size of ${MAX_DISPLAY_TEXT}`;
    refuse(refusals, ['components'], 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', message);
  }
}

/**
 * The layout rule that an edit can only be checked for against the message it changes: without the flag of the new
 * layout a message holds action rows only, five at most.
 */
export function checkOldLayout(components: readonly Component[], refusals: Refusals): void {
  if (components.length > MAX_ROWS) {
    refuse(refusals, ['components'], 'BASE_TYPE_MAX_LENGTH', `Must be ${MAX_ROWS} or fewer in length.`);
  }
  components.forEach(({ type }, index) => {
    if (type === 1) return;
    refuse(
      refusals,
      ['components', index, 'type'],
      'UNION_TYPE_CHOICES',
      'Value of field "type" must be one of (1,).',
    );
  });
}

/** Tells whether there is nothing in a message that a reader could see. */
export function isEmptyMessage(
  message: Pick<MessageBody, 'content' | 'embeds' | 'components'>,
  files: number,
): boolean {
  const hasText = (message.content ?? '').trim() !== '';
  const hasEmbed = (message.embeds ?? []).some((embed) => !isEmptyEmbed(embed));
  return !hasText && !hasEmbed && files === 0 && (message.components ?? []).length === 0;
}
