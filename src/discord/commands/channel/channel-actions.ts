import { say } from '../../../core/messages/phrases.ts';
import { missingPermissions } from '../../../core/subscriptions/permissions.ts';
import type { Standing } from '../../../core/subscriptions/standing.ts';
import { toButtonRows } from '../../rendering/buttons.ts';
import type { Caller, Reply } from '../../command.ts';
import type { ChannelDeps } from './channel-deps.ts';
import { findOwnChannel, isManaged } from './channel-checks.ts';
import { channelListReply, errorReply, previewOf, sayStanding } from './channel-replies.ts';

const PREVIEWED = 3;

/** Lists the server's channels: those subscribed by command, and those of the operator's file that are in this server. */
export async function listChannels({ subject, subscriptions }: ChannelDeps, caller: Caller): Promise<Reply> {
  const { guildId, mayManage } = caller;
  if (!mayManage || guildId === undefined) return errorReply(caller, 'not-allowed');
  const ofFile = (await subscriptions.listOfFile()).filter(
    ({ destination }) => findOwnChannel(caller, destination.address) !== undefined,
  );
  return channelListReply(caller, [...(await subscriptions.listOfGuild(guildId)), ...ofFile], subject);
}

export const testChannel = (deps: ChannelDeps, caller: Caller, id: string): Promise<Reply> =>
  withManaged(deps, caller, id, async ({ destination }) => {
    const trial = await deps.subscriptions.tryOut(destination);
    const { address } = destination;
    if (trial.kind === 'failed')
      return failedReply(caller, id, errorReply(caller, trial.code, { channelId: address }));
    return say('channel.tested', caller.language, { channel: `<#${address}>` });
  });

export const pauseChannel = (deps: ChannelDeps, caller: Caller, id: string): Promise<Reply> =>
  withManaged(deps, caller, id, async ({ destination }) => {
    await deps.subscriptions.pause(id);
    const { language } = caller;
    return {
      content: say('channel.paused', language, { channel: `<#${destination.address}>` }),
      components: toButtonRows([
        { kind: 'channel-resume', about: id, label: say('button.resume', language) },
      ]),
    };
  });

export const removeChannel = (deps: ChannelDeps, caller: Caller, id: string): Promise<Reply> =>
  withManaged(deps, caller, id, async ({ destination }) => {
    await deps.subscriptions.remove(id);
    return say('channel.removed', caller.language, { channel: `<#${destination.address}>` });
  });

export const previewChannel = (deps: ChannelDeps, caller: Caller, id: string): Promise<Reply> =>
  withManaged(deps, caller, id, async ({ destination }) => {
    const { language, topics: topicIds } = destination;
    return previewOf(destination, await deps.listRecent({ language, limit: PREVIEWED, topicIds }));
  });

/** Lets alerts go to a channel again, unless a look shows that they would fail as before. */
export async function resumeChannel(deps: ChannelDeps, caller: Caller, id: string): Promise<Reply> {
  const { subscriptions } = deps;
  const standing = await subscriptions.find(id);
  if (standing === undefined) return errorReply(caller, 'old-button');
  if (!isManaged(caller, standing) && !(await mayMend(deps, caller, standing)))
    return errorReply(caller, 'not-allowed');
  const { address, layout } = standing.destination;
  const facts = caller.findChannel(address);
  const isReady = facts !== undefined && missingPermissions(facts.permissions, layout).length === 0;
  if (!isReady && standing.paused !== undefined)
    return failedReply(caller, id, sayStanding(caller, standing));
  await subscriptions.resume(id);
  return say('channel.resumed', caller.language, { channel: `<#${address}>` });
}

/**
 * The person who subscribed a channel may mend it from the direct message that told them of its failure. There is no
 * server there whose rights could be asked, so what was paused on purpose is left to those who manage the server now.
 */
const mayMend = async (
  { subscriptions }: ChannelDeps,
  { place, userId }: Caller,
  { destination, paused }: Standing,
): Promise<boolean> =>
  place === 'direct' && paused?.code !== 'paused' && (await subscriptions.isOwner(destination.id, userId));

function failedReply(caller: Caller, id: string, content: string): Reply {
  const label = say('button.try-again', caller.language);
  return { content, components: toButtonRows([{ kind: 'channel-resume', about: id, label }]) };
}

/** Does something to a channel that the person manages; otherwise says why not, and nothing of other servers. */
async function withManaged(
  { subscriptions }: ChannelDeps,
  caller: Caller,
  id: string,
  act: (standing: Standing) => Promise<Reply>,
): Promise<Reply> {
  if (!caller.mayManage) return errorReply(caller, 'not-allowed');
  const standing = await subscriptions.find(id);
  if (standing === undefined) return errorReply(caller, 'not-followed', {});
  if (isManaged(caller, standing)) return act(standing);
  const { address } = standing.destination;
  const isHere = standing.origin === 'file' && findOwnChannel(caller, address) !== undefined;
  return isHere
    ? errorReply(caller, 'by-file', { channelId: address })
    : errorReply(caller, 'not-followed', {});
}
