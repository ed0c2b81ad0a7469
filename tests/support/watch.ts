import { join } from 'node:path';
import { ingestDepsOf } from '../../src/app/running/way-in.ts';
import { loadConfiguration } from '../../src/config/configuration.ts';
import type { Destination } from '../../src/core/destination.ts';
import type { Delivery } from '../../src/core/messages/message.ts';
import type { Feed } from '../../src/core/subject.ts';
import type { Entry } from '../../src/core/types.ts';
import { syncDestinations } from '../../src/db/deliveries/destinations.ts';
import { fromJson } from '../../src/db/engine/json.ts';
import { openDatabase, type Db } from '../../src/db/engine/open.ts';
import { createIngest, type IngestDeps } from '../../src/pipeline/stories/ingest.ts';
import type { Ingest } from '../../src/pipeline/polling/poll.ts';
import { closeBalanced } from './balanced.ts';
import { destination, feed } from './builders.ts';

export const NOON = new Date('2026-03-01T12:00:00Z');
export const minutesAgo = (minutes: number): Date => new Date(NOON.getTime() - minutes * 60_000);

/** The subject as it is configured, model and all. */
export const configuration = loadConfiguration({
  configDir: join(import.meta.dirname, '../../config'),
  subject: 'venezuela-us',
});

/** One line of the ledger. */
export interface LedgerLine {
  readonly feed: string;
  readonly state: string;
  readonly reason: string;
}

/** A database and the way into it, without a network: documents are handed over as if they had been read. */
export interface Watch extends AsyncDisposable {
  readonly db: Db;
  readonly ingest: Ingest;
  /** Takes a document in; the feed's first look is the test's to tell. */
  readonly read: (
    feedId: string,
    entries: readonly Entry[],
    how?: { readonly baseline?: boolean; readonly now?: Date },
  ) => Promise<void>;
  readonly ledger: () => Promise<LedgerLine[]>;
  /** How many of the ledger's lines are in each state. */
  readonly states: () => Promise<Readonly<Record<string, number>>>;
  /** What is owed, in the order in which it was queued. */
  readonly owed: () => Promise<Pick<Delivery, 'key' | 'message'>[]>;
  readonly owedKeys: () => Promise<string[]>;
  /** How many rows each table of the way in holds. */
  readonly countRows: () => Promise<Readonly<Record<string, number>>>;
}

export interface WatchOptions {
  readonly db?: Db;
  readonly destinations?: readonly Destination[];
  readonly feeds?: readonly Feed[];
  readonly isSeeding?: () => boolean;
  /** Replaces parts of what ingesting is made of. */
  readonly change?: (deps: IngestDeps) => IngestDeps;
}

export async function openWatch(options: WatchOptions = {}): Promise<Watch> {
  const db = options.db ?? (await openDatabase({ kind: 'sqlite', path: ':memory:' }));
  const topics = configuration.subject.topics.map(({ id }) => id);
  await syncDestinations(db, options.destinations ?? [destination({ topics })]);
  const feeds = options.feeds ?? [];
  const isSeeding = options.isSeeding ?? (() => false);
  const deps = ingestDepsOf({ ...configuration, feeds }, { db, isSeeding });
  const ingest = createIngest(options.change?.(deps) ?? deps);
  const ledger = async (): Promise<LedgerLine[]> =>
    await db.selectFrom('entries').select(['feed_id as feed', 'state', 'reason']).orderBy('id').execute();
  const owed = async (): Promise<Pick<Delivery, 'key' | 'message'>[]> => {
    const rows = await db.selectFrom('outbox').select(['key', 'body']).orderBy('id').execute();
    return rows.map(({ key, body }) => ({ key, message: fromJson<Delivery['message']>(body) }));
  };
  return {
    db,
    ingest,
    read: (id, entries, { baseline = false, now = NOON } = {}) => {
      const from = feeds.find((known) => known.id === id) ?? feed({ id });
      const document = { reader: 'rss-parser' as const, title: id, entries };
      return ingest({ feed: from, document, baseline, now }, () => Promise.resolve());
    },
    ledger,
    states: async () => {
      const groups = Map.groupBy(await ledger(), ({ state }) => state);
      return Object.fromEntries([...groups].map(([state, lines]) => [state, lines.length]));
    },
    owed,
    owedKeys: async () => (await owed()).map(({ key }) => key),
    countRows: () => countRows(db),
    [Symbol.asyncDispose]: () => closeBalanced(db),
  };
}

async function countRows(db: Db): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const table of ['entries', 'articles', 'stories', 'story_topics', 'outbox'] as const) {
    const { count } = await db
      .selectFrom(table)
      .select((query) => query.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    counts[table] = count;
  }
  return counts;
}
