import type { StoryView } from '../../../core/messages/message.ts';
import type { Subject, UiLanguage } from '../../../core/subject.ts';
import type { Rates } from '../../../core/subscriptions/rates.ts';
import type { Standing, Trial } from '../../../core/subscriptions/standing.ts';
import type { ChannelWishes } from '../../../core/subscriptions/wishes.ts';
import type { Destination } from '../../../core/destination.ts';
import type { TopicId } from '../../../core/types.ts';
import type { Call, Feature, Reply } from '../../command.ts';
import {
  listChannels,
  pauseChannel,
  previewChannel,
  removeChannel,
  resumeChannel,
  testChannel,
} from './channel-actions.ts';
import { channelDefinition } from './channel-definition.ts';
import { openChannelForm, refuseChannel, saveChannel } from './channel-subscribe.ts';

/** What can be done about a server's channels; the program hands these functions in. */
export interface ChannelSubscriptions {
  readonly findChannel: (channelId: string) => Promise<Standing | undefined>;
  readonly listOfGuild: (guildId: string) => Promise<readonly Standing[]>;
  readonly listOfFile: () => Promise<readonly Standing[]>;
  readonly saveChannel: (
    place: { readonly id: string; readonly guildId: string },
    wishes: ChannelWishes,
    userId: string,
  ) => Promise<Standing | undefined>;
  readonly find: (destinationId: string) => Promise<Standing | undefined>;
  readonly isOwner: (destinationId: string, userId: string) => Promise<boolean>;
  readonly remove: (destinationId: string) => Promise<void>;
  readonly pause: (destinationId: string) => Promise<void>;
  readonly resume: (destinationId: string) => Promise<void>;
  readonly tryOut: (destination: Destination) => Promise<Trial>;
  readonly countRates: (topicIds: readonly TopicId[]) => Promise<Rates>;
}

export interface ChannelDeps {
  readonly subject: Subject;
  readonly subscriptions: ChannelSubscriptions;
  /** The newest stories of topics. */
  readonly listRecent: (wanted: {
    readonly language: UiLanguage;
    readonly limit: number;
    readonly topicIds: readonly TopicId[];
  }) => Promise<readonly StoryView[]>;
}

/** `/channel …`, with its buttons and its form. Each of them asks again who may. */
export function channelSubscriptions(deps: ChannelDeps): Feature {
  return {
    commands: [
      {
        definition: channelDefinition,
        form: async (call) => (opensForm(call) ? openChannelForm(deps, call, channelOf(call)) : undefined),
        run: (call) => runChannel(deps, call),
      },
    ],
    buttons: {
      'channel-form': {
        form: (press) => openChannelForm(deps, press, press.id.subjectOf),
        run: (press) => refuseChannel(deps, press, press.id.subjectOf),
        shownTo: 'same',
      },
      'channel-test': { run: (press) => testChannel(deps, press, press.id.subjectOf) },
      'channel-pause': { run: (press) => pauseChannel(deps, press, press.id.subjectOf), isNeverPutOff: true },
      'channel-resume': { run: (press) => resumeChannel(deps, press, press.id.subjectOf) },
      'channel-remove': {
        run: (press) => removeChannel(deps, press, press.id.subjectOf),
        isNeverPutOff: true,
      },
    },
    forms: { 'channel-save': { run: (submission) => saveChannel(deps, submission) } },
  };
}

const opensForm = ({ subcommand }: Call): boolean => subcommand === 'subscribe' || subcommand === 'edit';

const channelOf = ({ options }: Call): string =>
  typeof options['channel'] === 'string' ? options['channel'] : '';

async function runChannel(deps: ChannelDeps, call: Call): Promise<Reply> {
  const channelId = channelOf(call);
  if (call.subcommand === 'list') return listChannels(deps, call);
  if (opensForm(call)) return refuseChannel(deps, call, channelId);
  const action = ACTIONS.get(call.subcommand ?? '');
  if (action === undefined) throw new RangeError(`there is no /channel ${String(call.subcommand)}`);
  const standing = await deps.subscriptions.findChannel(channelId);
  return action(deps, call, standing?.destination.id ?? '');
}

const ACTIONS = new Map([
  ['test', testChannel],
  ['pause', pauseChannel],
  ['remove', removeChannel],
  ['preview', previewChannel],
]);
