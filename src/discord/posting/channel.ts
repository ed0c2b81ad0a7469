import { Routes } from 'discord.js';
import type { Place } from '../../core/delivery.ts';
import type { Destination } from '../../core/destination.ts';
import type { SendOutcome } from '../../core/messages/message.ts';
import { toOutcome } from './outcome.ts';
import { idOf, type Line } from './send.ts';

/** The channel that a destination's messages go to. A person's is opened; Discord gives the same one every time. */
export async function findChannel(line: Line, to: Destination, place: Place): Promise<string | SendOutcome> {
  if (to.isPrivate !== true) return to.address;
  if (place.directChannelId !== undefined) return place.directChannelId;
  try {
    const answer = await line.rest.post(Routes.userChannels(), {
      body: { recipient_id: to.address },
      signal: AbortSignal.any([line.signal]),
    });
    return idOf(answer);
  } catch (error) {
    const outcome = toOutcome(error);
    // Nothing was shown, whatever became of the request.
    return outcome.kind === 'ambiguous' ? { kind: 'retry', reason: outcome.reason } : outcome;
  }
}
