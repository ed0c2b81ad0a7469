import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../src/db/engine/open.ts';
import { openLog } from '../src/log.ts';
import { shareHosts } from '../src/pipeline/polling/share-hosts.ts';
import { listBenchFeeds, openBenchPoller } from './bench-poller.ts';

/*
 * One of the processes of the scaling measurement: polls whatever is due until its parent lets go of it. Few requests
 * at once make it wait for the network, as a machine with many feeds far away does.
 */

const [url = '', port = '', feeds = '', owner = ''] = process.argv.slice(2);
const REQUESTS_AT_ONCE = 16;
/** Two seconds' work: what one process has claimed, another cannot poll. */
const CLAIMS_AT_ONCE = 200;
const HOUR_MS = 3_600_000;

const stop = new AbortController();
process.on('disconnect', () => stop.abort());
await using stack = new AsyncDisposableStack();
const db = await openDatabase({ kind: 'postgres', url });
stack.defer(() => db.destroy());
const poller = await openBenchPoller(
  {
    db,
    feeds: listBenchFeeds(Number(feeds), Number(port)),
    intervalMs: HOUR_MS,
    owner,
    concurrency: CLAIMS_AT_ONCE,
    fetcher: {
      concurrency: REQUESTS_AT_ONCE,
      sharing: shareHosts({
        db,
        owner,
        now: () => new Date(),
        log: await openLog({ level: 'warn', pretty: false }),
      }),
    },
    onOutcome: () => undefined,
    logLevel: 'warn',
  },
  stack,
);
process.send?.('ready');
while (!stop.signal.aborted) {
  await poller.begin();
  await sleep(1_000, undefined, { signal: stop.signal }).catch(() => undefined);
}
