import { ComponentType } from 'discord.js';
import { say } from '../../../core/messages/phrases.ts';
import type { Rates } from '../../../core/subscriptions/rates.ts';
import { offerZones, zoneOfLocale } from '../../../core/subscriptions/time-zones.ts';
import { QUIET_NIGHT, type PersonalWishes } from '../../../core/subscriptions/wishes.ts';
import type { Destination } from '../../../core/destination.ts';
import type { Topic } from '../../../core/subject.ts';
import { isZone } from '../../../core/time/zone.ts';
import type { Caller, Form, Submission } from '../../command.ts';
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

/** What a person is asked for who has set nothing: what matters most of everything, in their language, by night in peace. */
export function firstWishes(
  { language, locale }: Caller,
  topics: readonly Topic[],
  homeZone: string,
): PersonalWishes {
  return {
    topics: topics.map(({ id }) => id),
    level: 'major',
    language,
    timeZone: zoneOfLocale(locale, homeZone),
    isQuietAtNight: true,
  };
}

/** What a person has set, as they would choose it again. */
export const wishesOf = (own: Destination, { locale }: Caller, homeZone: string): PersonalWishes => ({
  topics: own.topics,
  level: own.level,
  language: own.language,
  timeZone: own.timeZone ?? zoneOfLocale(locale, homeZone),
  isQuietAtNight: own.quietHours !== undefined,
});

/** The form of a person's own alerts, filled with what holds now. */
export function ownForm(
  caller: Caller,
  wishes: PersonalWishes,
  {
    topics,
    rates,
    quiet = QUIET_NIGHT,
    now,
  }: {
    readonly topics: readonly Topic[];
    readonly rates: Rates;
    readonly quiet?: Destination['quietHours'];
    readonly now: Date;
  },
): Form {
  const { language } = caller;
  return {
    custom_id: toCustomId({ kind: 'own-save', subjectOf: '', marker: '' }),
    title: say('form.own', language),
    components: [
      topicsField(topics, wishes.topics, { language, note: say('form.topics.own', language) }),
      levelField(wishes.level, rates, language),
      languageField(wishes.language, language),
      toField(
        say('form.zone', language),
        {
          type: ComponentType.StringSelect,
          custom_id: 'zone',
          options: offerZones(wishes.timeZone, now).map(({ zone, label }) => ({
            value: zone,
            label,
            default: zone === wishes.timeZone,
          })),
        },
        say('form.zone.note', language),
      ),
      toField(
        say('form.quiet', language, { ...quiet }),
        { type: ComponentType.Checkbox, custom_id: 'quiet', default: wishes.isQuietAtNight },
        say('form.quiet.note', language, { ...quiet }),
      ),
    ],
  };
}

/** Reads what was filled in. What is missing or no longer offered is as it is for somebody new. */
export function readOwnForm(
  submission: Submission,
  topics: readonly Topic[],
  homeZone: string,
): PersonalWishes {
  const { fields } = submission;
  const usual = firstWishes(submission, topics, homeZone);
  const zone = firstOf(fields['zone']);
  const chosen = readTopics(fields, topics);
  return {
    topics: chosen.length === 0 ? usual.topics : chosen,
    level: readLevel(fields),
    language: readLanguage(fields, usual.language),
    timeZone: zone !== undefined && isZone(zone) ? zone : usual.timeZone,
    isQuietAtNight: fields['quiet'] === true,
  };
}
