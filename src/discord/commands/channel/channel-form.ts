import { ComponentType, SelectMenuDefaultValueType, type APILabelComponent } from 'discord.js';
import { LAYOUTS, type Destination, type Layout } from '../../../core/destination.ts';
import { say } from '../../../core/messages/phrases.ts';
import type { Rates } from '../../../core/subscriptions/rates.ts';
import type { ChannelWishes } from '../../../core/subscriptions/wishes.ts';
import type { Topic, UiLanguage } from '../../../core/subject.ts';
import type { Caller, Form, Submission } from '../../command.ts';
import type { ChannelFacts } from '../../interaction/channel-facts.ts';
import { toCustomId } from '../../rendering/custom-id.ts';
import {
  firstOf,
  languageField,
  levelField,
  readLanguage,
  readLevel,
  readTopics,
  toField,
  topicsField,
} from '../form-fields.ts';

/** The form of a channel's alerts, filled with what holds now; a channel's kind decides on its last part. */
export function channelForm(
  { language }: Caller,
  facts: ChannelFacts,
  {
    before,
    topics,
    rates,
  }: {
    readonly before: Destination | undefined;
    readonly topics: readonly Topic[];
    readonly rates: Rates;
  },
): Form {
  const chosen = before?.topics ?? topics.map(({ id }) => id);
  const note = say('form.topics.channel', language, { channel: `#${facts.name}` });
  return {
    custom_id: toCustomId({ kind: 'channel-save', subjectOf: facts.id, marker: '' }),
    title: say('form.channel', language),
    components: [
      topicsField(topics, chosen, { language, note }),
      levelField(before?.level ?? 'all', rates, language),
      languageField(before?.language ?? language, language),
      roleField(before?.mentionRole, language),
      ...kindField(facts, before, language),
    ],
  };
}

const roleField = (role: string | undefined, language: UiLanguage): APILabelComponent =>
  toField(
    say('form.role', language),
    {
      type: ComponentType.RoleSelect,
      custom_id: 'role',
      required: false,
      min_values: 0,
      max_values: 1,
      ...(role === undefined
        ? {}
        : { default_values: [{ id: role, type: SelectMenuDefaultValueType.Role }] }),
    },
    say('form.role.note', language),
  );

const CHOSEN_LAYOUTS = ['messages', 'threads'] as const satisfies readonly Layout[];

/** In a forum nothing is left to choose: every story is a post. */
function kindField(
  { kind }: ChannelFacts,
  before: Destination | undefined,
  language: UiLanguage,
): APILabelComponent[] {
  if (kind === 'announcement') {
    const component = {
      type: ComponentType.Checkbox,
      custom_id: 'publish',
      default: before?.publish === true,
    } as const;
    return [toField(say('form.publish', language), component, say('form.publish.note', language))];
  }
  if (kind !== 'text') return [];
  const chosen = before?.layout ?? 'messages';
  const options = CHOSEN_LAYOUTS.map((layout) => ({
    value: layout,
    label: say(`form.layout.${layout}`, language),
    default: layout === chosen,
  }));
  return [
    toField(say('form.layout', language), { type: ComponentType.RadioGroup, custom_id: 'layout', options }),
  ];
}

/** Reads what was filled in for a channel of a kind. */
export function readChannelForm(
  { fields, language }: Submission,
  { kind }: ChannelFacts,
  topics: readonly Topic[],
): ChannelWishes {
  const chosen = readTopics(fields, topics);
  const role = firstOf(fields['role']);
  const layout = kind === 'forum' ? 'forum' : LAYOUTS.find((each) => each === firstOf(fields['layout']));
  return {
    topics: chosen.length === 0 ? topics.map(({ id }) => id) : chosen,
    level: readLevel(fields),
    language: readLanguage(fields, language),
    ...(role === undefined ? {} : { mentionRole: role }),
    ...(layout === undefined || layout === 'messages' ? {} : { layout }),
    ...(kind === 'announcement' && fields['publish'] === true ? { publish: true } : {}),
  };
}
