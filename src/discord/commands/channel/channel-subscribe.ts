import { MOST_CHANNELS } from '../../../core/subscriptions/wishes.ts';
import type { Standing } from '../../../core/subscriptions/standing.ts';
import type { Caller, Form, Reply, Submission } from '../../command.ts';
import type { ChannelFacts } from '../../interaction/channel-facts.ts';
import type { ChannelDeps } from './channel-deps.ts';
import { findObstacle, findObstacleTo, findOwnChannel, type Obstacle } from './channel-checks.ts';
import { channelForm, readChannelForm } from './channel-form.ts';
import { obstacleReply, savedChannelReply } from './channel-replies.ts';

/** A channel that may be subscribed, or what keeps it from that. */
type Look =
  | { readonly kind: 'free'; readonly facts: ChannelFacts; readonly before?: Standing }
  | { readonly kind: 'barred'; readonly obstacle: Obstacle };

async function lookAt({ subscriptions }: ChannelDeps, caller: Caller, channelId: string): Promise<Look> {
  const facts = findOwnChannel(caller, channelId);
  const before = facts === undefined ? undefined : await subscriptions.findChannel(channelId);
  const obstacle = findObstacle(caller, facts, before);
  if (obstacle !== undefined || facts === undefined)
    return { kind: 'barred', obstacle: obstacle ?? { code: 'no-access', isMendable: true } };
  if (before !== undefined) return { kind: 'free', facts, before };
  const { length } = await subscriptions.listOfGuild(facts.guildId);
  return length < MOST_CHANNELS ? { kind: 'free', facts } : { kind: 'barred', obstacle: FULL };
}

const FULL: Obstacle = { code: 'limit', values: { count: MOST_CHANNELS }, isMendable: false };

/** Opens the form of a channel's alerts; undefined when something is in the way, which `refuseChannel` then says. */
export async function openChannelForm(
  deps: ChannelDeps,
  caller: Caller,
  channelId: string,
): Promise<Form | undefined> {
  const look = await lookAt(deps, caller, channelId);
  if (look.kind === 'barred') return undefined;
  const { topics } = deps.subject;
  const before = look.before?.destination;
  const rates = await deps.subscriptions.countRates(before?.topics ?? topics.map(({ id }) => id));
  return channelForm(caller, look.facts, { before, topics, rates });
}

/** Says why no form was opened. What was in the way may be gone by now: then it can be asked for again. */
export async function refuseChannel(deps: ChannelDeps, caller: Caller, channelId: string): Promise<Reply> {
  const look = await lookAt(deps, caller, channelId);
  const obstacle: Obstacle =
    look.kind === 'barred' ? look.obstacle : { code: 'unreachable', isMendable: true };
  return obstacleReply(caller, obstacle, channelId);
}

/** Saves what was filled in, after a second look: permissions may have changed, and the choices need some of their own. */
export async function saveChannel(deps: ChannelDeps, submission: Submission): Promise<Reply> {
  const { subject, subscriptions, listRecent } = deps;
  const channelId = submission.id.subjectOf;
  const look = await lookAt(deps, submission, channelId);
  if (look.kind === 'barred') return obstacleReply(submission, look.obstacle, channelId);
  const { topics } = subject;
  const wishes = readChannelForm(submission, look.facts, topics);
  const missing = findObstacleTo(wishes, look.facts, { topics, language: submission.language });
  if (missing !== undefined) return obstacleReply(submission, missing, channelId);
  const saved = await subscriptions.saveChannel(look.facts, wishes, submission.userId);
  if (saved === undefined) return obstacleReply(submission, FULL, channelId);
  const stories = await listRecent({ language: wishes.language, limit: 1, topicIds: wishes.topics });
  return savedChannelReply(submission, saved, { subject, stories });
}
