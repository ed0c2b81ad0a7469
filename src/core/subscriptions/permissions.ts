import type { Layout } from '../destination.ts';

/** What the bot needs in a channel, by Discord's names of permissions. */
export type NeededPermission =
  | 'ViewChannel'
  | 'SendMessages'
  | 'EmbedLinks'
  | 'ReadMessageHistory'
  | 'CreatePublicThreads'
  | 'SendMessagesInThreads';

const ALWAYS: readonly NeededPermission[] = [
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'ReadMessageHistory',
];
/** By how stories stand in a channel, what it needs beside that. */
const BY_LAYOUT: Readonly<Record<Layout, readonly NeededPermission[]>> = {
  messages: [],
  threads: ['CreatePublicThreads', 'SendMessagesInThreads'],
  forum: ['SendMessagesInThreads'],
};

/** Lists what the bot needs in a channel and does not have, in the order of Discord's own settings. */
export function missingPermissions(
  granted: ReadonlySet<string>,
  layout: Layout = 'messages',
): readonly NeededPermission[] {
  return [...ALWAYS, ...BY_LAYOUT[layout]].filter((permission) => !granted.has(permission));
}
