import type { Destination } from '../../../core/destination.ts';
import { explainError, sayError, type ErrorCode, type ErrorValues } from '../../../core/messages/errors.ts';
import type { StoryView } from '../../../core/messages/message.ts';
import { say } from '../../../core/messages/phrases.ts';
import type { Standing } from '../../../core/subscriptions/standing.ts';
import type { Subject, UiLanguage } from '../../../core/subject.ts';
import { toButtonRows, type ReplyButton } from '../../rendering/buttons.ts';
import { toReply, type Caller, type Reply, type RichReply } from '../../command.ts';
import { render } from '../../rendering/render.ts';
import { toMarkup } from '../../rendering/safe-text.ts';
import type { Obstacle } from './channel-checks.ts';
import { errorValues, isSnowflake } from '../error-values.ts';
import { sayTopics, topicsOf } from '../own/own-replies.ts';

const NAME_LENGTH = 20;
/** Discord shows so many embeds in one message. */
const MOST_EMBEDS = 10;

/** Says what is in the way, with a button to try again where somebody can mend it. */
export function obstacleReply(
  caller: Caller,
  { code, values, isMendable }: Obstacle,
  channelId: string,
): Reply {
  const { language } = caller;
  return {
    content: sayError(code, language, { ...errorValues(caller, channelId), ...values }),
    components:
      isMendable && isSnowflake(channelId)
        ? toButtonRows([{ kind: 'channel-form', about: channelId, label: say('button.try-again', language) }])
        : [],
  };
}

export const errorReply = (
  caller: Caller,
  code: ErrorCode,
  { channelId, values }: { readonly channelId?: string; readonly values?: ErrorValues } = {},
): string => sayError(code, caller.language, { ...errorValues(caller, channelId), ...values });

/**
 * Says what a channel gets now, and shows it as it will look. It is saved by then: whoever closes the window loses
 * nothing, and no draft needs to be kept for those who never come back to it. A test message makes sure, Change undoes.
 */
export function savedChannelReply(
  caller: Caller,
  { destination }: Standing,
  { subject, stories }: { readonly subject: Subject; readonly stories: readonly StoryView[] },
): Reply {
  const { language } = caller;
  const { id, address } = destination;
  const line = say('channel.saved', language, followedValues(destination, subject, language));
  return {
    ...previewOf(destination, stories, [line]),
    components: toButtonRows([
      { kind: 'channel-test', about: id, label: say('button.send-test', language) },
      { kind: 'channel-form', about: address, label: say('button.change', language) },
      { kind: 'channel-pause', about: id, label: say('button.pause', language) },
    ]),
  };
}

/** Shows stories as a channel gets them, in the channel's language and without their buttons. */
export function previewOf(
  { language, topics }: Destination,
  stories: readonly StoryView[],
  lines: readonly string[] = [],
): RichReply {
  const cards = stories
    .slice(0, MOST_EMBEDS)
    .map((story) => render({ kind: 'alert', language, story: leadingWith(story, topics), silent: true }, ''));
  const lead = say(cards.length === 0 ? 'channel.looks.none' : 'channel.looks', language);
  return {
    content: toReply([...lines, lead, ...cards.map(({ content }) => content ?? '')]),
    embeds: cards.flatMap(({ embeds }) => embeds ?? []),
  };
}

/** A card is headed by a topic that its channel follows. */
const leadingWith = (story: StoryView, followed: Destination['topics']): StoryView => ({
  ...story,
  topics: story.topics.toSorted(
    (one, other) => Number(followed.includes(other.id)) - Number(followed.includes(one.id)),
  ),
});

const followedValues = (destination: Destination, subject: Subject, language: UiLanguage) => ({
  channel: `<#${destination.address}>`,
  topics: sayTopics(topicsOf(destination, subject.topics), language),
  level: say(`level.${destination.level}`, language),
});

/** Lists the channels of a server with how each is doing, and a button for each that is not. */
export function channelListReply(caller: Caller, standings: readonly Standing[], subject: Subject): Reply {
  const { language } = caller;
  if (standings.length === 0)
    return say('channel.none', language, { channelSubscribe: caller.mention('channel subscribe') });
  return {
    content: toReply(standings.map((standing) => standingLine(caller, standing, subject))),
    components: toButtonRows(standings.flatMap((standing) => mendingButton(caller, standing))),
  };
}

function standingLine(caller: Caller, standing: Standing, subject: Subject): string {
  const { language } = caller;
  const { destination, origin } = standing;
  const { channel, topics, level } = followedValues(destination, subject, language);
  const note = origin === 'file' ? ` · ${say('channel.by-file', language)}` : '';
  return `${channel} · ${topics} · ${level}${note} · ${sayStanding(caller, standing)}`;
}

/** Says in words whether a channel works, and if not, why and what to do. */
export function sayStanding(caller: Caller, { destination, paused }: Standing): string {
  const { language } = caller;
  if (paused === undefined) return say('status.ok', language);
  if (paused.code === undefined) return `⚠️ ${toMarkup(paused.reason, 200)}`;
  const values = errorValues(caller, destination.address);
  const { reason, action } = explainError(paused.code, language, values);
  return `${paused.code === 'paused' ? '⏸️' : '⚠️'} ${reason} ${action}`;
}

function mendingButton(caller: Caller, { destination, paused, origin }: Standing): ReplyButton[] {
  const { language } = caller;
  if (paused === undefined || origin === 'file') return [];
  const { id, address } = destination;
  const name = caller.findChannel(address)?.name;
  if (paused.code === 'channel-gone' || name === undefined)
    return [{ kind: 'channel-remove', about: id, label: say('button.remove', language), isDangerous: true }];
  const label = say(paused.code === 'paused' ? 'button.resume' : 'button.try-again', language);
  return [{ kind: 'channel-resume', about: id, label: `${label} #${name.slice(0, NAME_LENGTH)}` }];
}
