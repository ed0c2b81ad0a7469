import type { Feature } from '../command.ts';
import { channelSubscriptions } from './channel/channel.ts';
import type { ChannelDeps } from './channel/channel-deps.ts';
import { privacy, type PrivacyDeps } from './own/privacy.ts';
import { personalSubscriptions, type SubscribeDeps } from './own/subscribe.ts';

/** What subscribing can find out and do. */
export interface SubscribingDeps
  extends PrivacyDeps, Omit<ChannelDeps, 'subscriptions'>, Omit<SubscribeDeps, 'subscriptions'> {
  readonly subscriptions: SubscribeDeps['subscriptions'] & ChannelDeps['subscriptions'];
}

/** Everything by which people choose what is sent where, and see and delete what is kept about them. */
export const createSubscribing = (deps: SubscribingDeps): readonly Feature[] => [
  personalSubscriptions(deps),
  channelSubscriptions(deps),
  privacy(deps),
];
