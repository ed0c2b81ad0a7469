import type { Destination } from '../../core/destination.ts';
import type { ConnectionHealth } from '../../core/operator/connection.ts';
import { compareTroubles, isStatusDue, type News } from '../../core/operator/news.ts';
import type { OperatorView } from '../../core/operator/operator-message.ts';
import { findTroubles, type Sight, type Trouble } from '../../core/operator/trouble.ts';
import type { Status } from '../../core/status.ts';
import type { Feed, UiLanguage } from '../../core/subject.ts';
import type { Delivery } from '../../core/messages/message.ts';
import { listPolledFeeds } from '../../db/feeds/feeds.ts';
import type { Db } from '../../db/engine/open.ts';
import {
  findAudited,
  findOldestWaiting,
  findWatched,
  OPERATOR_ID,
  refreshStatus,
  saveWatched,
} from '../../db/deliveries/operator.ts';
import { enqueue } from '../../db/deliveries/outbox.ts';
import { findStatus } from '../status.ts';

export interface OperatorDeps {
  readonly db: Db;
  readonly feeds: ReadonlyMap<string, Feed>;
  readonly language: UiLanguage;
  /** Undefined where it cannot be told. */
  readonly measureFreeBytes: () => Promise<number | undefined>;
  /** Undefined while nothing connects to Discord. */
  readonly findConnection: () =>
    { readonly gateway: ConnectionHealth; readonly pausedUntil?: Date } | undefined;
}

/** The operator's channel as a destination: nothing but what is meant for the operator goes there. */
export const toOperatorDestination = (channelId: string, language: UiLanguage): Destination => ({
  id: OPERATOR_ID,
  platform: 'discord',
  address: channelId,
  topics: [],
  level: 'digest',
  language,
});

/**
 * Looks at the program and owes the operator what has changed: one message for the news, and the status, which takes
 * the place of the one before it. What was seen is kept with what is owed, so that nothing is told twice.
 */
export async function watchForOperator(deps: OperatorDeps, now: Date): Promise<readonly News[]> {
  const { db } = deps;
  const status = await findStatus(db, deps.feeds, now);
  const freeBytes = await deps.measureFreeBytes();
  const sight = await look(deps, { status, freeBytes, now });
  return await db.transaction().execute(async (transaction) => {
    const before = await findWatched(transaction);
    const troubles = findTroubles(sight, before.troubles);
    const news = compareTroubles(before.troubles, troubles);
    const isDue = isStatusDue(before.shownAt, news, now);
    if (!isDue) return news;
    const count = before.count + 1;
    const view = toView({ status, freeBytes, now });
    await owe(transaction, { news, troubles, view, count, language: deps.language }, now);
    await saveWatched(transaction, { troubles, shownAt: now, count });
    return news;
  });
}

interface Seen {
  readonly status: Status;
  readonly freeBytes: number | undefined;
  readonly now: Date;
}

async function look({ db, feeds, findConnection }: OperatorDeps, seen: Seen): Promise<Sight> {
  const { status, freeBytes, now } = seen;
  const oldestWaiting = await findOldestWaiting(db, now);
  const differences = await findAudited(db);
  const connection = findConnection();
  const polled = await listPolledFeeds(db);
  return {
    now,
    feeds: polled.map(({ id, state: { state, since } }) => ({
      id,
      outlet: feeds.get(id)?.outlet.name ?? id,
      state,
      since,
    })),
    paused: status.destinations.flatMap(({ destination, paused }) =>
      paused === undefined || destination.isPrivate === true || destination.platform !== 'discord'
        ? []
        : [{ id: destination.id, address: destination.address, since: paused.since, ...codeOf(paused) }],
    ),
    waiting: status.waiting,
    ...(oldestWaiting === undefined ? {} : { oldestWaiting }),
    ...(freeBytes === undefined ? {} : { freeBytes }),
    ...(differences === undefined ? {} : { differences }),
    ...(connection === undefined ? {} : { gateway: connection.gateway }),
    ...(connection?.pausedUntil === undefined ? {} : { requestsPausedUntil: connection.pausedUntil }),
  };
}

type Paused = NonNullable<Status['destinations'][number]['paused']>;

const codeOf = ({ code }: Paused): Pick<Paused, 'code'> => (code === undefined ? {} : { code });

function toView({ status, freeBytes, now }: Seen): OperatorView {
  const { lastPollAt, storiesToday, feeds, destinations, waiting } = status;
  const people = destinations.filter(({ destination }) => destination.isPrivate === true).length;
  return {
    at: now,
    ...(lastPollAt === undefined ? {} : { lastPollAt }),
    storiesToday,
    feeds: { total: feeds.total, working: feeds.working, flagged: feeds.flagged },
    channels: destinations.length - people,
    people,
    waiting,
    ...(freeBytes === undefined ? {} : { freeBytes }),
  };
}

interface Owed {
  readonly news: readonly News[];
  readonly troubles: readonly Trouble[];
  readonly view: OperatorView;
  readonly count: number;
  readonly language: UiLanguage;
}

async function owe(db: Db, { news, troubles, view, count, language }: Owed, now: Date): Promise<void> {
  const status = { kind: 'operator-status', language, view, troubles, silent: true } as const;
  const silent = news.every(({ kind }) => kind === 'over');
  const deliveries: Delivery[] = [];
  if (news.length > 0) {
    const message = { kind: 'notice', language, news, silent } as const;
    deliveries.push({ key: `notice:${String(count)}`, destinationId: OPERATOR_ID, message });
  }
  // A status of its own line waits for no notice, and one that waits is brought up to date instead of followed.
  if (!(await refreshStatus(db, status, now)))
    deliveries.push({
      key: `operator-status:${String(count)}`,
      destinationId: OPERATOR_ID,
      message: status,
      lane: 'status',
    });
  await enqueue(db, deliveries, now);
}
