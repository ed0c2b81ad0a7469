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
import type { ChannelDeps } from './channel-deps.ts';
import { openChannelForm, refuseChannel, saveChannel } from './channel-subscribe.ts';

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
