import { ComponentType, TextInputStyle, type APILabelComponent } from 'discord.js';
import { DIGEST_KINDS } from '../../../core/digest/calendar.ts';
import { digestSettingsOf } from '../../../core/digest/schedule.ts';
import { readTimeOfDay, type DigestWishes } from '../../../core/digest/wishes.ts';
import { QUIET_DAYS, type Destination } from '../../../core/destination.ts';
import { say } from '../../../core/messages/phrases.ts';
import type { UiLanguage } from '../../../core/subject.ts';
import { offerZones } from '../../../core/subscriptions/time-zones.ts';
import { isZone } from '../../../core/time/zone.ts';
import type { Form, Submission } from '../../command.ts';
import { toCustomId } from '../../rendering/custom-id.ts';
import { firstOf, toField } from '../form-fields.ts';

const LONGEST_TIME = 10;

/** What is set now, for the form to begin with; another zone where one was named with the command. */
export const digestWishesNow = (destination: Destination, zone: string): DigestWishes => ({
  ...digestSettingsOf(destination),
  timeZone: zone,
});

/** The form of a destination's digests, filled with what holds now. */
export function digestForm(
  { isPrivate }: Destination,
  wishes: DigestWishes,
  { language, now }: { readonly language: UiLanguage; readonly now: Date },
): Form {
  const whose = isPrivate ? 'own' : 'channel';
  return {
    custom_id: toCustomId({ kind: 'digest-save', subjectOf: whose, marker: '' }),
    title: say(`digest.form.${whose}`, language),
    components: [
      kindsField(wishes, language),
      timeField(wishes, language),
      zoneField(wishes, language, now),
      quietField(wishes, language),
    ],
  };
}

const kindsField = (wishes: DigestWishes, language: UiLanguage): APILabelComponent =>
  toField(say('digest.form.kinds', language), {
    type: ComponentType.CheckboxGroup,
    custom_id: 'kinds',
    required: false,
    min_values: 0,
    options: DIGEST_KINDS.map((kind) => ({
      value: kind,
      label: say(`digest.form.${kind}`, language),
      default: wishes[kind],
    })),
  });

const timeField = ({ at }: DigestWishes, language: UiLanguage): APILabelComponent =>
  toField(
    say('digest.form.time', language),
    {
      type: ComponentType.TextInput,
      custom_id: 'time',
      style: TextInputStyle.Short,
      max_length: LONGEST_TIME,
      value: at,
    },
    say('digest.form.time.note', language),
  );

const zoneField = ({ timeZone }: DigestWishes, language: UiLanguage, now: Date): APILabelComponent =>
  toField(
    say('digest.form.zone', language),
    {
      type: ComponentType.StringSelect,
      custom_id: 'zone',
      options: offerZones(timeZone, now).map(({ zone, label }) => ({
        value: zone,
        label,
        default: zone === timeZone,
      })),
    },
    say('digest.form.zone.note', language),
  );

const quietField = (wishes: DigestWishes, language: UiLanguage): APILabelComponent =>
  toField(say('digest.form.quiet', language), {
    type: ComponentType.RadioGroup,
    custom_id: 'quiet',
    options: QUIET_DAYS.map((quietDay) => ({
      value: quietDay,
      label: say(`digest.form.${quietDay}`, language),
      default: quietDay === wishes.quietDay,
    })),
  });

/** Reads what was filled in: the wishes, or the time that is none. */
export function readDigestForm(
  { fields }: Submission,
  before: DigestWishes,
): { readonly wishes: DigestWishes } | { readonly badTime: string } {
  const written = firstOf(fields['time']) ?? before.at;
  const at = readTimeOfDay(written);
  if (at === undefined) return { badTime: written };
  const zone = firstOf(fields['zone']);
  const kinds = fields['kinds'];
  const has = (kind: string): boolean => Array.isArray(kinds) && kinds.includes(kind);
  return {
    wishes: {
      at,
      daily: has('daily'),
      weekly: has('weekly'),
      quietDay: QUIET_DAYS.find((one) => one === firstOf(fields['quiet'])) ?? before.quietDay,
      timeZone: zone !== undefined && isZone(zone) ? zone : before.timeZone,
    },
  };
}
