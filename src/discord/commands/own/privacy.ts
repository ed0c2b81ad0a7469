import type { RESTPostAPIApplicationCommandsJSONBody } from 'discord.js';
import { say } from '../../../core/messages/phrases.ts';
import type { Standing } from '../../../core/subscriptions/standing.ts';
import type { Subject, UiLanguage } from '../../../core/subject.ts';
import { toButtonRows } from '../../rendering/buttons.ts';
import { toReply, type Caller, type Feature, type Reply } from '../../command.ts';
import { worded } from '../../rendering/localised.ts';
import { sayTopics, topicsOf } from './own-replies.ts';
import { EVERYWHERE } from '../offered.ts';

export interface PrivacyDeps {
  readonly subject: Subject;
  /** Everything that is kept about a person. */
  readonly findKept: (userId: string) => Promise<{
    readonly subscription?: Standing;
    readonly mutes: readonly unknown[];
    readonly opinionCount: number;
    readonly channelCount: number;
  }>;
  /** Deletes all of it. */
  readonly forgetPerson: (userId: string) => Promise<void>;
}

/** `/privacy` shows a person what is kept about them, and deletes it. */
export const privacy = (deps: PrivacyDeps): Feature => ({
  commands: [{ definition, run: (call) => showKept(deps, call) }],
  buttons: {
    'privacy-delete': {
      async run({ userId, language }) {
        await deps.forgetPerson(userId);
        return say('privacy.deleted', language);
      },
      shownTo: 'same',
      isNeverPutOff: true,
    },
  },
});

const definition: RESTPostAPIApplicationCommandsJSONBody = {
  ...worded(
    { en: 'privacy', es: 'privacidad', pt: 'privacidade' },
    {
      en: 'See and delete what I keep about you',
      es: 'Mira y borra lo que guardo sobre ti',
      pt: 'Veja e apague o que guardo sobre você',
    },
  ),
  ...EVERYWHERE,
};

async function showKept({ subject, findKept }: PrivacyDeps, { userId, language }: Caller): Promise<Reply> {
  const { subscription, mutes, opinionCount, channelCount } = await findKept(userId);
  const counted = [
    ['privacy.mutes', mutes.length],
    ['privacy.opinions', opinionCount],
    ['privacy.channels', channelCount],
  ] as const;
  const kept = [
    ...(subscription === undefined ? [] : subscriptionLines(subscription, subject, language)),
    ...counted.flatMap(([phrase, count]) => (count === 0 ? [] : [say(phrase, language, { count })])),
  ];
  if (kept.length === 0) return say('privacy.nothing', language);
  return {
    content: toReply([
      say('privacy.title', language),
      ...kept.map((line) => `• ${line}`),
      `-# ${say('privacy.note', language)}`,
    ]),
    components: toButtonRows([
      { kind: 'privacy-delete', label: say('button.delete-all', language), isDangerous: true },
    ]),
  };
}

function subscriptionLines({ destination }: Standing, subject: Subject, language: UiLanguage): string[] {
  const { level, timeZone: zone, quietHours: quiet, digest } = destination;
  return [
    say('privacy.subscription', language, {
      topics: sayTopics(topicsOf(destination, subject.topics), language),
      level: say(`level.${level}`, language),
      language: say(`language.${destination.language}`, language),
    }),
    ...(zone === undefined ? [] : [say('privacy.zone', language, { zone })]),
    ...(quiet === undefined ? [] : [say('privacy.quiet', language, { ...quiet })]),
    ...(digest === undefined ? [] : [say('privacy.digest', language, { at: digest.at })]),
  ];
}
