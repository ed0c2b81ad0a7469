import type { ErrorCode, ErrorValues } from '../../../core/messages/errors.ts';
import { say } from '../../../core/messages/phrases.ts';
import { missingPermissions } from '../../../core/subscriptions/permissions.ts';
import type { Standing } from '../../../core/subscriptions/standing.ts';
import type { ChannelWishes } from '../../../core/subscriptions/wishes.ts';
import { fold } from '../../../core/text/characters.ts';
import { UI_LANGUAGES, type Topic, type UiLanguage } from '../../../core/subject.ts';
import { toBoldList } from '../../rendering/bold-list.ts';
import type { Caller } from '../../command.ts';
import type { ChannelFacts } from '../../interaction/channel-facts.ts';
import { toMarkup } from '../../rendering/safe-text.ts';

const NAME_LENGTH = 60;

/** What keeps a channel from being subscribed. */
export interface Obstacle {
  readonly code: ErrorCode;
  readonly values?: ErrorValues;
  /** Somebody can mend it, so that trying again makes sense. */
  readonly isMendable: boolean;
}

/**
 * Returns a channel of the server that the person acts in. Whoever manages one server neither sees nor changes anything
 * of another, whichever id they send.
 */
export function findOwnChannel(caller: Caller, channelId: string): ChannelFacts | undefined {
  const facts = caller.findChannel(channelId);
  return facts?.guildId === caller.guildId ? facts : undefined;
}

/** Tells whether a destination is one that the person may change: made by command for the server they manage. */
export const isManaged = (caller: Caller, { destination, origin }: Standing): boolean =>
  caller.mayManage &&
  caller.guildId !== undefined &&
  origin === 'command' &&
  destination.guildId === caller.guildId;

/** Looks for what is missing before anything is asked: who may, whether the channel is seen, what may be done in it. */
export function findObstacle(
  caller: Caller,
  facts: ChannelFacts | undefined,
  before: Standing | undefined,
): Obstacle | undefined {
  if (!caller.mayManage) return { code: 'not-allowed', isMendable: false };
  if (facts === undefined) return { code: 'no-access', isMendable: true };
  if (before?.origin === 'file') return { code: 'by-file', isMendable: false };
  return findMissing(facts, caller.language, facts.kind === 'forum' ? 'forum' : 'messages');
}

/** Looks for what is missing for what was chosen. */
export function findObstacleTo(
  wishes: ChannelWishes,
  facts: ChannelFacts,
  { topics, language }: { readonly topics: readonly Topic[]; readonly language: UiLanguage },
): Obstacle | undefined {
  const missing = findMissing(facts, language, wishes.layout ?? 'messages');
  if (missing !== undefined) return missing;
  if (wishes.mentionRole !== undefined && !facts.mentionableRoles.has(wishes.mentionRole)) {
    const permissions = `**${say('permission.MentionEveryone', language)}**`;
    return { code: 'role-silent', values: { permissions }, isMendable: true };
  }
  const untagged = findUntagged(facts, wishes, topics);
  if (untagged === undefined) return undefined;
  const topic = `**${toMarkup(untagged.name[language], NAME_LENGTH)}**`;
  return { code: 'tag-needed', values: { topic }, isMendable: true };
}

/** In a forum that demands a tag of every post, the first topic that no tag is named after. */
function findUntagged(
  { tags }: ChannelFacts,
  wishes: ChannelWishes,
  topics: readonly Topic[],
): Topic | undefined {
  if (tags?.isRequired !== true) return undefined;
  const names = new Set(tags.names.map((name) => fold(name)));
  return topics
    .filter(({ id }) => wishes.topics.includes(id))
    .find(({ name }) => !UI_LANGUAGES.some((language) => names.has(fold(name[language]))));
}

function findMissing(
  facts: ChannelFacts,
  language: UiLanguage,
  layout: NonNullable<ChannelWishes['layout']>,
): Obstacle | undefined {
  const missing = missingPermissions(facts.permissions, layout);
  if (missing.length === 0) return undefined;
  if (missing.includes('ViewChannel')) return { code: 'no-access', isMendable: true };
  const permissions = toBoldList(
    missing.map((permission) => say(`permission.${permission}`, language)),
    language,
  );
  return { code: 'no-permission', values: { permissions }, isMendable: true };
}
