import type { PollingPolicy } from '../../core/polling/poll-due.ts';
import type { PollEvent, PollNotice, PollState } from '../../core/polling/poll-state.ts';
import { afterPoll } from '../../core/polling/polling.ts';
import type { ReaderName } from '../../core/types.ts';
import type { PolledFeed } from '../../db/feeds/feeds.ts';
import type { Log } from '../../log.ts';
import type { SavePoll } from './poll-saver.ts';

export interface RecordDeps {
  readonly savePoll: SavePoll;
  readonly policy: PollingPolicy;
  readonly now: () => Date;
  /** A number in [0, 1), to spread the load. */
  readonly chance: () => number;
  readonly log: Log;
}

/** Records what a poll came to: the feed's new state in the database, and what someone should be told in the log. */
export async function recordPoll(
  deps: RecordDeps,
  polled: PolledFeed,
  event: PollEvent,
  reader?: ReaderName,
): Promise<void> {
  const at = { now: deps.now(), chance: deps.chance(), policy: deps.policy };
  const { state, notices } = afterPoll(polled.state, event, at);
  const moved = notices.find((notice) => notice.kind === 'moved');
  await deps.savePoll(polled.id, {
    state,
    ...(reader === undefined ? {} : { reader }),
    ...(moved === undefined ? {} : { movedTo: moved.to }),
  });
  logPoll(deps.log, polled.id, { event, state, notices });
}

function logPoll(
  log: Log,
  feed: string,
  {
    event,
    state,
    notices,
  }: { readonly event: PollEvent; readonly state: PollState; readonly notices: readonly PollNotice[] },
): void {
  const due = state.dueAt?.toISOString();
  if (event.kind === 'read') log.info({ feed, entries: event.entries, fresh: event.fresh, due }, 'feed read');
  else if (event.kind === 'failed')
    log.warn({ feed, reason: event.reason, detail: event.detail, due }, 'poll failed');
  else log.debug({ feed, outcome: event.kind, due }, 'feed polled');
  for (const { kind, ...notice } of notices) {
    if (kind === 'down' || kind === 'gone') log.error({ feed, ...notice }, `feed ${kind}`);
    else log.info({ feed, ...notice }, `feed ${kind}`);
  }
}
