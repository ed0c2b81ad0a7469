import {
  ComponentType,
  type APICheckboxGroupComponent,
  type APILabelComponent,
  type APIStringSelectComponent,
} from 'discord.js';
import { LEVELS, type Level } from '../../core/destination.ts';
import { say } from '../../core/messages/phrases.ts';
import type { Rates } from '../../core/subscriptions/rates.ts';
import { UI_LANGUAGES, type Topic, type UiLanguage } from '../../core/subject.ts';
import type { TopicId } from '../../core/types.ts';
import type { Submission } from '../command.ts';
import { toPlain } from '../rendering/safe-text.ts';

/** Discord's limits: on a form's labels, and on what a group of boxes holds; a menu holds more. */
const LABEL_LENGTH = 45;
const OPTION_LENGTH = 100;
const MOST_BOXES = 10;
const MOST_OPTIONS = 25;

/** A part of a form: what it asks for, a word of explanation, and where the answer is given. */
export const toField = (
  label: string,
  component: APILabelComponent['component'],
  description?: string,
): APILabelComponent => ({
  type: ComponentType.Label,
  label: toPlain(label, LABEL_LENGTH),
  ...(description === undefined ? {} : { description: toPlain(description, OPTION_LENGTH) }),
  component,
});

/** Asks for topics: boxes as long as they fit, else a menu. */
export function topicsField(
  topics: readonly Topic[],
  chosen: readonly TopicId[],
  { language, note }: { readonly language: UiLanguage; readonly note: string },
): APILabelComponent {
  const options = topics.slice(0, MOST_OPTIONS).map(({ id, name, emoji }) => ({
    value: id,
    label: toPlain(`${emoji} ${name[language]}`, OPTION_LENGTH),
    default: chosen.includes(id),
  }));
  const boxes: APICheckboxGroupComponent = {
    type: ComponentType.CheckboxGroup,
    custom_id: 'topics',
    min_values: 1,
    options,
  };
  const menu: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id: 'topics',
    min_values: 1,
    max_values: options.length,
    options,
  };
  return toField(say('form.topics', language), options.length > MOST_BOXES ? menu : boxes, note);
}

const SHOWN_LEVELS: readonly Level[] = ['major', 'all', 'digest'];

/** Asks how much is wanted, with what that would have been in the last days. */
export function levelField(chosen: Level, rates: Rates, language: UiLanguage): APILabelComponent {
  const notes: Readonly<Record<Level, string>> = {
    major: rateOf(rates.major, language),
    all: rateOf(rates.all, language),
    digest: say('form.rate.digest', language),
  };
  return toField(say('form.level', language), {
    type: ComponentType.RadioGroup,
    custom_id: 'level',
    options: SHOWN_LEVELS.map((level) => ({
      value: level,
      label: say(`form.level.${level}`, language),
      description: notes[level],
      default: level === chosen,
    })),
  });
}

const rateOf = (count: number, language: UiLanguage): string =>
  count < 1 ? say('form.rate.few', language) : say('form.rate', language, { count });

/** Asks for the language of the messages; each stands in its own. */
export const languageField = (chosen: UiLanguage, language: UiLanguage): APILabelComponent =>
  toField(say('form.language', language), {
    type: ComponentType.StringSelect,
    custom_id: 'language',
    options: UI_LANGUAGES.map((each) => ({
      value: each,
      label: say(`language.${each}`, language),
      default: each === chosen,
    })),
  });

type Fields = Submission['fields'];

/** Reads the topics that were chosen; an id that the subject has no more is left out. */
export function readTopics(fields: Fields, topics: readonly Topic[]): readonly TopicId[] {
  const chosen = listOf(fields['topics']);
  return topics.map(({ id }) => id).filter((id) => chosen.includes(id));
}

export const readLevel = (fields: Fields): Level =>
  LEVELS.find((level) => level === firstOf(fields['level'])) ?? 'major';

export const readLanguage = (fields: Fields, otherwise: UiLanguage): UiLanguage =>
  UI_LANGUAGES.find((language) => language === firstOf(fields['language'])) ?? otherwise;

/** What was chosen in a field that takes one thing, if anything was. */
export const firstOf = (field: Fields[string] | undefined): string | undefined => listOf(field)[0];

function listOf(field: Fields[string] | undefined): readonly string[] {
  if (field === undefined || typeof field === 'boolean') return [];
  return typeof field === 'string' ? [field] : field;
}
