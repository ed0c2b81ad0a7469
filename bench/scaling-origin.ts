import { once } from 'node:events';
import { createServer } from 'node:http';

/*
 * The origin of the scaling measurement, in a process of its own: every feed has the same document, which never
 * changes, and each answer takes its time. Its parent asks how often each feed was visited, and begins anew by that.
 */

export const BODY = '<rss version="2.0"><channel><title>Quiet</title></channel></rss>';
export const ETAG = '"quiet"';
/** What a visit over the internet takes. */
const FASTEST_MS = 100;
const SLOWEST_MS = 200;

if (process.send !== undefined) await serve();

async function serve(): Promise<void> {
  const visits = new Map<string, number>();
  let number = 0;
  const server = createServer(({ url = '', headers }, response) => {
    visits.set(url, (visits.get(url) ?? 0) + 1);
    // Spread evenly, and alike in every run.
    number = (number + 37) % (SLOWEST_MS - FASTEST_MS);
    setTimeout(() => {
      if (headers['if-none-match'] === ETAG) response.writeHead(304).end();
      else response.writeHead(200, { etag: ETAG, 'content-type': 'application/rss+xml' }).end(BODY);
    }, FASTEST_MS + number);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  process.on('message', (message) => {
    process.send?.([...visits.values()]);
    if (message === 'anew') visits.clear();
  });
  process.on('disconnect', () => server.close().closeAllConnections());
  process.send?.(typeof address === 'object' ? address?.port : 0);
}
