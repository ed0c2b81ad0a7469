import type { Destination } from '../../../core/destination.ts';
import { sayError } from '../../../core/messages/errors.ts';
import { say } from '../../../core/messages/phrases.ts';
import type { Trial } from '../../../core/subscriptions/standing.ts';
import type { NamedTopics } from '../../../core/subscriptions/topic-names.ts';
import type { Topic, UiLanguage } from '../../../core/subject.ts';
import { toBoldList } from '../../rendering/bold-list.ts';
import { toButtonRows, type ReplyButton } from '../../rendering/buttons.ts';
import type { Caller, Reply } from '../../command.ts';
import { toMarkup } from '../../rendering/safe-text.ts';
import { errorValues } from '../error-values.ts';

const NAME_LENGTH = 60;
/** What somebody wrote is shown back to them, but not at any length. */
const WRITTEN_LENGTH = 60;

/** Names topics in a sentence, as the language joins a list. */
export const sayTopics = (topics: readonly Topic[], language: UiLanguage): string =>
  toBoldList(
    topics.map(({ name }) => name[language]),
    language,
  );

export const topicsOf = (destination: Destination, topics: readonly Topic[]): readonly Topic[] =>
  topics.filter(({ id }) => destination.topics.includes(id));

/** Says what a person follows now, and whether it arrives where that has been tried. */
export function savedReply(
  caller: Caller,
  own: Destination,
  { topics, trial }: { readonly topics: readonly Topic[]; readonly trial: Trial | undefined },
): Reply {
  const { language } = caller;
  const followed = sayTopics(topicsOf(own, topics), language);
  const { quietHours: quiet, timeZone: zone } = own;
  const lines = [
    say('own.saved', language, { topics: followed, level: say(`level.${own.level}`, language) }),
    ...(quiet === undefined || zone === undefined
      ? []
      : [`-# ${say('own.quiet', language, { ...quiet, zone: cityOf(zone) })}`]),
    ...(trial === undefined ? [] : [sayTrial(trial, caller)]),
  ];
  const again: ReplyButton[] =
    trial?.kind === 'failed' ? [{ kind: 'own-try', label: say('button.try-again', language) }] : [];
  return { content: lines.join('\n'), components: toButtonRows([...again, ...ownButtons(language)]) };
}

const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

const sayTrial = (trial: Trial, caller: Caller): string =>
  trial.kind === 'arrived'
    ? say('own.test-arrived', caller.language)
    : say('saved-but', caller.language, {
        error: sayError(trial.code, caller.language, errorValues(caller)),
      });

const ownButtons = (language: UiLanguage): ReplyButton[] => [
  { kind: 'own-change', label: say('button.change', language) },
  { kind: 'stop', label: say('button.stop-all', language) },
];

export function stoppedReply(caller: Caller, wasFollowing: boolean): Reply {
  const { language, mention } = caller;
  return wasFollowing
    ? say('own.stopped', language)
    : say('own.none', language, { subscribe: mention('subscribe') });
}

export function alreadyReply(caller: Caller, topics: readonly Topic[]): Reply {
  const { language } = caller;
  const values = { ...errorValues(caller), topic: sayTopics(topics, language) };
  return {
    content: sayError('already-subscribed', language, values),
    components: toButtonRows(ownButtons(language)),
  };
}

export function unknownTopicReply(
  caller: Caller,
  { written, meant }: NonNullable<NamedTopics['unknown']>,
): Reply {
  const { language } = caller;
  const asked =
    meant === undefined
      ? ''
      : say('error.did-you-mean', language, { topic: toMarkup(meant.name[language], NAME_LENGTH) });
  const values = { ...errorValues(caller), topic: toMarkup(written, WRITTEN_LENGTH), meant: asked };
  return sayError('unknown-topic', language, values);
}
