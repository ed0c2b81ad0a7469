import { listDestinations } from '../../db/deliveries/destinations.ts';
import { findOldestWaiting } from '../../db/deliveries/operator.ts';
import { countDeliveries } from '../../db/deliveries/outbox.ts';
import { countPings } from '../../db/deliveries/pings.ts';
import type { Db } from '../../db/engine/open.ts';
import { listPolledFeeds } from '../../db/feeds/feeds.ts';
import { countStories } from '../../db/stories/stories.ts';
import type { Reading, ReadingName } from '../../web/families.ts';
import { openMetrics, type Metrics } from '../../web/metrics.ts';
import type { AppOptions } from '../options.ts';
import { patiently } from './patient.ts';

const DAY_MS = 86_400_000;
/** Whoever asks waits no longer than that themselves. */
const PATIENCE_MS = 5_000;

type FigureOptions = Pick<AppOptions, 'configuration' | 'now' | 'log'>;

/**
 * Opens the program's figures. While the database cannot be asked, those of the moment are left out and those that were
 * counted are told all the same.
 */
export function openFigures(options: FigureOptions, db: Db): Metrics {
  const topics = options.configuration.subject.topics.map(({ id }) => id);
  const read = patiently(() => readFigures(options, db), PATIENCE_MS);
  return openMetrics(topics, () =>
    read().catch((error: unknown) => {
      options.log.warn({ err: error }, 'the figures of this moment cannot be read');
      return [];
    }),
  );
}

/** Reads the figures of this moment from the database. */
async function readFigures({ configuration, now }: FigureOptions, db: Db): Promise<readonly Reading[]> {
  const since = new Date(now().getTime() - DAY_MS);
  const feeds = Map.groupBy(await listPolledFeeds(db), ({ state }) => state.state);
  const destinations = Map.groupBy(await listDestinations(db), ({ paused }) =>
    paused === undefined ? 'ok' : 'paused',
  );
  const oldest = await findOldestWaiting(db, now());
  const tagged: [string, number][] = [];
  for (const { id } of configuration.subject.topics)
    tagged.push([id, await countStories(db, { since, topicIds: [id] })]);
  return [
    ...toReadings('vigia_stories_tagged', tagged),
    ...toReadings('vigia_deliveries', Object.entries(await countDeliveries(db, since))),
    ...toReadings('vigia_pings', Object.entries(await countPings(db, since))),
    ...toReadings('vigia_feeds', toCounts(feeds)),
    ...toReadings('vigia_destinations', toCounts(destinations)),
    {
      name: 'vigia_outbox_oldest_age_seconds',
      value: oldest === undefined ? 0 : (now().getTime() - oldest.getTime()) / 1000,
    },
  ];
}

const toCounts = (groups: ReadonlyMap<string, readonly unknown[]>): [string, number][] =>
  [...groups].map(([label, { length }]) => [label, length]);

const toReadings = (
  name: ReadingName,
  values: readonly (readonly [label: string, value: number | undefined])[],
): Reading[] => values.map(([label, value = 0]) => ({ name, label, value }));
