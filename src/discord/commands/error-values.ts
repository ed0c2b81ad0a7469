import type { ErrorValues } from '../../core/messages/errors.ts';
import type { Caller } from '../command.ts';

/** What errors are filled with for this person: the commands so that they can be clicked, and the channel if one is meant. */
export const errorValues = ({ mention }: Pick<Caller, 'mention'>, channelId?: string): ErrorValues => ({
  subscribe: mention('subscribe'),
  topics: mention('topics'),
  latest: mention('latest'),
  channelSubscribe: mention('channel subscribe'),
  channelRemove: mention('channel remove'),
  channelList: mention('channel list'),
  ...(channelId === undefined ? {} : { channel: `<#${channelId}>` }),
});
