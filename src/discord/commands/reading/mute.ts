import { sayError } from '../../../core/messages/errors.ts';
import { say } from '../../../core/messages/phrases.ts';
import type { Mute } from '../../../core/mute.ts';
import type { Call, Caller, Completion, Feature, Reply, Suggestion } from '../../command.ts';
import { muteDefinition } from './mute-definition.ts';
import {
  findPlace,
  fromToken,
  listPlaces,
  sayMuted,
  sayWhere,
  toToken,
  type MuteDeps,
  type MutePlace,
  type Where,
} from './mute-places.ts';
import { toButton, toButtons, toMenu, toPanel } from '../../rendering/panel.ts';
import { toPlain } from '../../rendering/safe-text.ts';
import { isStoryId, resolveStory, suggestStories, type StoryOptionDeps } from './story-option.ts';
import { toTime } from '../../rendering/words.ts';

const HOUR_MS = 3_600_000;
const WEEK_HOURS = 168;
/** As long as is offered. */
const MOST_HOURS = 720;
const SUGGESTION_LENGTH = 100;

export interface MuteFeatureDeps extends MuteDeps, StoryOptionDeps {}

/** `/mute`, and the buttons that mute a story and hear of it again. */
export const mutes = (deps: MuteFeatureDeps): Feature => ({
  commands: [
    {
      definition: muteDefinition(deps.subject.topics),
      run: (call) => runSubcommand(deps, call),
      complete: (completion) =>
        completion.subcommand === 'remove'
          ? suggestMuted(deps, completion)
          : suggestStories(deps, completion),
    },
  ],
  buttons: {
    'mute-story': {
      run: async (press) => {
        const where: Where =
          (await findPlace(deps, press, 'own')) === undefined && press.mayManage ? 'here' : 'own';
        const wish = { where, kind: 'story', subject: press.id.subjectOf, hours: WEEK_HOURS } as const;
        return mute(deps, press, wish);
      },
    },
    unmute: { shownTo: 'same', run: (press) => unmute(deps, press, press.values[0] ?? press.id.subjectOf) },
  },
});

function runSubcommand(deps: MuteFeatureDeps, call: Call): Promise<Reply> {
  const { muted } = call.options;
  if (call.subcommand === 'list') return list(deps, call);
  if (call.subcommand === 'remove') return unmute(deps, call, typeof muted === 'string' ? muted : '');
  return muteNamed(deps, call);
}

async function muteNamed(deps: MuteFeatureDeps, call: Call): Promise<Reply> {
  const { story, topic, for: hours, here } = call.options;
  const where: Where = here === true ? 'here' : 'own';
  if (where === 'here' && !call.mayManage) return toPanel({ parts: [[sayNotAllowed(call)]] });
  const span = toSpanHours(hours);
  if (deps.subject.topics.some(({ id }) => id === topic) && typeof topic === 'string')
    return mute(deps, call, { where, kind: 'topic', subject: topic, hours: span });
  const subject = typeof story === 'string' ? await resolveStory(deps, story) : undefined;
  return mute(deps, call, { where, kind: 'story', subject: subject ?? '', hours: span });
}

const sayNotAllowed = ({ language, mention, place }: Caller): string =>
  sayError(place === 'away' ? 'away' : 'not-allowed', language, { subscribe: mention('subscribe') });

const toSpanHours = (hours: Call['options'][string] | undefined): number =>
  typeof hours === 'number' && hours > 0 && hours <= MOST_HOURS ? hours : WEEK_HOURS;

interface MuteWish extends Pick<Mute, 'kind' | 'subject'> {
  readonly where: Where;
  readonly hours: number;
}

async function mute(deps: MuteDeps, caller: Caller, wish: MuteWish): Promise<Reply> {
  const { language, mention } = caller;
  const { kind, subject, where } = wish;
  if (kind === 'story' && !(await isKept(deps, subject)))
    return toPanel({ parts: [[say('why.gone', language, { latest: mention('latest') })]] });
  const place = await findPlace(deps, caller, where);
  if (place === undefined) return toPanel({ parts: [[sayNothingSent(where, caller)]] });
  const until = new Date(deps.now().getTime() + wish.hours * HOUR_MS);
  await deps.saveMute({ destinationId: place.destinationId, kind, subject, until });
  const done = say('mute.done', language, {
    where: sayWhere(place, language),
    time: toTime(until, 'f'),
    subject: await sayMuted(deps, wish, language),
  });
  return toPanel({
    parts: [[done]],
    rows: [toButtons([toButton('unmute', toToken(where, wish), say('mute.end', language))])],
  });
}

const isKept = async ({ findHeadline }: MuteDeps, storyId: string): Promise<boolean> =>
  isStoryId(storyId) && (await findHeadline(storyId)) !== undefined;

const sayNothingSent = (where: Where, { language, mention }: Caller): string =>
  where === 'own'
    ? say('mute.nothing-to-mute', language, { subscribe: mention('subscribe') })
    : say('mute.not-here', language, { channelSubscribe: mention('channel subscribe') });

/** Somebody who lost the right to manage the server since can no longer change what holds in its channel. */
async function unmute(deps: MuteDeps, caller: Caller, token: string): Promise<Reply> {
  const { language } = caller;
  const named = fromToken(token);
  const places = await listPlaces(deps, caller);
  const place = places.find(({ where }) => where === named?.where);
  if (named === undefined || place === undefined) return list(deps, caller);
  await deps.removeMute({ destinationId: place.destinationId, kind: named.kind, subject: named.subject });
  const where = sayWhere(place, language);
  const ended = say('mute.ended', language, { where, subject: await sayMuted(deps, named, language) });
  return toPanel({ parts: [[ended]] });
}

interface PlacedMute {
  readonly place: MutePlace;
  readonly muted: Mute;
}

async function listPlaced(deps: MuteDeps, caller: Caller): Promise<PlacedMute[]> {
  const placed: PlacedMute[] = [];
  for (const place of await listPlaces(deps, caller))
    placed.push(...(await deps.listMutes(place.destinationId)).map((muted) => ({ place, muted })));
  return placed;
}

async function list(deps: MuteDeps, caller: Caller): Promise<Reply> {
  const { language } = caller;
  const placed = await listPlaced(deps, caller);
  if (placed.length === 0) return toPanel({ parts: [[say('mute.none', language)]] });
  const lines: string[] = [];
  for (const { place, muted } of placed) {
    const subject = await sayMuted(deps, muted, language);
    const values = { subject, where: sayWhere(place, language), time: toTime(muted.until, 'f') };
    lines.push(`• ${say('mute.until', language, values)}`);
  }
  const options = await toSuggestions(deps, placed, caller);
  return toPanel({
    parts: [[`### ${say('mute.list', language)}`, ...lines]],
    rows: [
      toMenu({
        kind: 'unmute',
        subjectOf: '',
        placeholder: say('mute.choose', language),
        options: options.map(({ name, value }) => ({ label: name, value })),
      }),
    ],
  });
}

async function suggestMuted(deps: MuteDeps, completion: Completion): Promise<readonly Suggestion[]> {
  return toSuggestions(deps, await listPlaced(deps, completion), completion);
}

async function toSuggestions(
  { subject, findHeadline }: MuteDeps,
  placed: readonly PlacedMute[],
  { language }: Caller,
): Promise<Suggestion[]> {
  const suggestions: Suggestion[] = [];
  for (const { place, muted } of placed) {
    const topic = subject.topics.find(({ id }) => id === muted.subject);
    const name = muted.kind === 'topic' ? topic?.name[language] : await findHeadline(muted.subject);
    const shown = toPlain(name ?? '', SUGGESTION_LENGTH);
    suggestions.push({
      name: shown === '' ? `#${muted.subject}` : shown,
      value: toToken(place.where, muted),
    });
  }
  return suggestions;
}
