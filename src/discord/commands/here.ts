import type { Caller } from '../command.ts';

/** The channels that a person is in, the nearest first: the thread, and the channel that it belongs to. */
export const channelsHere = ({ place, channelId, parentId }: Caller): readonly string[] =>
  place === 'server' ? [channelId, parentId].filter((id) => id !== undefined) : [];

/** Returns what is found of the nearest of the channels that a person is in; undefined where nothing is. */
export async function findHere<Found>(
  caller: Caller,
  find: (address: string) => Promise<Found | undefined>,
): Promise<Found | undefined> {
  for (const address of channelsHere(caller)) {
    const found = await find(address);
    if (found !== undefined) return found;
  }
  return undefined;
}
