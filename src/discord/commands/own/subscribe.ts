import { LEVELS, type Destination, type Level } from '../../../core/destination.ts';
import { say } from '../../../core/messages/phrases.ts';
import type { Subject, Topic } from '../../../core/subject.ts';
import type { Standing } from '../../../core/subscriptions/standing.ts';
import type { OwnSubscriptions } from '../../../core/subscriptions/subscriptions.ts';
import { readTopicNames } from '../../../core/subscriptions/topic-names.ts';
import { isAlready, type PersonalWishes } from '../../../core/subscriptions/wishes.ts';
import type { TopicId } from '../../../core/types.ts';
import type { Call, Caller, Feature, Form, Reply } from '../../command.ts';
import { subscribeDefinition, unsubscribeDefinition } from './own-definitions.ts';
import { firstWishes, ownForm, readOwnForm, wishesOf } from './own-form.ts';
import {
  alreadyReply,
  savedReply,
  sayTopics,
  stoppedReply,
  topicsOf,
  unknownTopicReply,
} from './own-replies.ts';
import { suggestTopics } from '../topics-option.ts';

export interface SubscribeDeps {
  readonly subject: Subject;
  readonly subscriptions: OwnSubscriptions;
  readonly now: () => Date;
  /** The installation's own time zone, an IANA name. */
  readonly zone: string;
}

/** `/subscribe`, `/unsubscribe`, and the buttons and the form that belong to them. */
export function personalSubscriptions(deps: SubscribeDeps): Feature {
  const { subject, subscriptions, zone } = deps;
  const openForm = { form: (caller: Caller) => toForm(deps, caller), run: () => Promise.resolve('') };
  const stop = async (caller: Caller): Promise<Reply> =>
    stoppedReply(caller, await subscriptions.removeOwn(caller.userId));
  const suggest = suggestTopics(subject.topics);
  return {
    commands: [
      {
        definition: subscribeDefinition,
        form: async (call) => (Object.keys(call.options).length === 0 ? toForm(deps, call) : undefined),
        run: (call) => subscribe(deps, call),
        complete: suggest,
      },
      {
        definition: unsubscribeDefinition,
        run: (call) => unsubscribe(deps, call, stop),
        complete: suggest,
        isNeverPutOff: true,
      },
    ],
    buttons: {
      'own-change': openForm,
      'own-try': { run: (press) => tryAgain(deps, press), shownTo: 'same' },
      stop: { run: stop, isNeverPutOff: true },
    },
    forms: {
      'own-save': {
        async run(submission) {
          const before = await subscriptions.findOwn(submission.userId);
          return save(deps, submission, { before, wishes: readOwnForm(submission, subject.topics, zone) });
        },
      },
    },
  };
}

async function toForm({ subject, subscriptions, now, zone }: SubscribeDeps, caller: Caller): Promise<Form> {
  const { topics } = subject;
  const own = (await subscriptions.findOwn(caller.userId))?.destination;
  const wishes = own === undefined ? firstWishes(caller, topics, zone) : wishesOf(own, caller, zone);
  const rates = await subscriptions.countRates(wishes.topics);
  const quiet = own?.quietHours === undefined ? {} : { quiet: own.quietHours };
  return ownForm(caller, wishes, { topics, rates, ...quiet, now: now() });
}

/** With options, they are added to what holds: nobody loses a topic by naming another. */
async function subscribe(deps: SubscribeDeps, call: Call): Promise<Reply> {
  const { subject, subscriptions, zone } = deps;
  const named = readTopicNames(writtenTopics(call) ?? '', subject.topics);
  if (named.unknown !== undefined) return unknownTopicReply(call, named.unknown);
  const before = await subscriptions.findOwn(call.userId);
  const wishes = widen(call, {
    own: before?.destination,
    ids: named.topics.map(({ id }) => id),
    topics: subject.topics,
    zone,
  });
  const isWorking = before !== undefined && before.paused === undefined;
  return isWorking && isAlready(before.destination, wishes)
    ? alreadyReply(
        call,
        named.topics.length === 0 ? topicsOf(before.destination, subject.topics) : named.topics,
      )
    : save(deps, call, { before, wishes });
}

const writtenTopics = ({ options }: Call): string | undefined =>
  typeof options['topics'] === 'string' ? options['topics'] : undefined;

function widen(
  call: Call,
  {
    own,
    ids,
    topics,
    zone,
  }: {
    readonly own: Destination | undefined;
    readonly ids: readonly TopicId[];
    readonly topics: readonly Topic[];
    readonly zone: string;
  },
): PersonalWishes {
  const held = own === undefined ? firstWishes(call, topics, zone) : wishesOf(own, call, zone);
  const level = levelOf(call.options['level']) ?? held.level;
  if (ids.length === 0) return { ...held, level };
  return { ...held, level, topics: [...new Set([...(own?.topics ?? []), ...ids])] };
}

const levelOf = (option: Call['options'][string] | undefined): Level | undefined =>
  LEVELS.find((level) => level === option);

/** Saves, and for somebody new or with closed direct messages shows at once whether anything arrives. */
async function save(
  { subject, subscriptions }: SubscribeDeps,
  caller: Caller,
  { before, wishes }: { readonly before: Standing | undefined; readonly wishes: PersonalWishes },
): Promise<Reply> {
  const { destination } = await subscriptions.saveOwn(caller.userId, wishes);
  const isKnownToWork = before !== undefined && before.paused === undefined;
  const trial = isKnownToWork ? undefined : await subscriptions.tryOut(destination);
  return savedReply(caller, destination, { topics: subject.topics, trial });
}

async function tryAgain({ subject, subscriptions }: SubscribeDeps, caller: Caller): Promise<Reply> {
  const own = await subscriptions.findOwn(caller.userId);
  if (own === undefined) return stoppedReply(caller, false);
  const trial = await subscriptions.tryOut(own.destination);
  return savedReply(caller, own.destination, { topics: subject.topics, trial });
}

async function unsubscribe(
  { subject, subscriptions, zone }: SubscribeDeps,
  call: Call,
  stop: (caller: Caller) => Promise<Reply>,
): Promise<Reply> {
  const written = writtenTopics(call);
  if (written === undefined) return stop(call);
  const named = readTopicNames(written, subject.topics);
  if (named.unknown !== undefined) return unknownTopicReply(call, named.unknown);
  const own = (await subscriptions.findOwn(call.userId))?.destination;
  const left = own?.topics.filter((id) => !named.topics.some((topic) => topic.id === id)) ?? [];
  if (own === undefined || left.length === 0) return stop(call);
  await subscriptions.saveOwn(call.userId, { ...wishesOf(own, call, zone), topics: left });
  return say('own.dropped', call.language, { topics: sayTopics(named.topics, call.language) });
}
