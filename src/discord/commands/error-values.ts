import type { ErrorValues } from '../../core/messages/errors.ts';
import type { Caller } from '../command.ts';

/** Tells whether a text can be an id of Discord's: buttons made by hand may carry anything. */
export const isSnowflake = (text: string): boolean => /^\d{17,20}$/.test(text);

/** What errors are filled with for this person: the commands so that they can be clicked, and the channel if one is meant. */
export const errorValues = ({ mention }: Pick<Caller, 'mention'>, channelId?: string): ErrorValues => ({
  subscribe: mention('subscribe'),
  topics: mention('topics'),
  latest: mention('latest'),
  channelSubscribe: mention('channel subscribe'),
  channelRemove: mention('channel remove'),
  channelList: mention('channel list'),
  ...(channelId === undefined ? {} : { channel: isSnowflake(channelId) ? `<#${channelId}>` : '#' }),
});
