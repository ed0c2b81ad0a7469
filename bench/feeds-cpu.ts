import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parseFeed } from 'feedsmith';
import { decodeBody } from '../src/feeds/reading/decode.ts';
import { readDocument } from '../src/feeds/reading/read-document.ts';
import { readWithRssParserAlone, textOf, type CorpusFile } from './feeds-corpus.ts';

const ROUNDS = 12;

setFlagsFromString('--expose-gc');
const collectGarbage: (options: { type: string }) => void = runInNewContext('gc');

type Read = (body: Buffer) => Promise<unknown>;

const READERS: Readonly<Record<string, Read>> = {
  'rss-parser alone': async (body) => readWithRssParserAlone(decodeBody(body)),
  feedsmith: readWithFeedsmith,
  'this reader': async (body) => readDocument({ body }),
};

async function readWithFeedsmith(body: Buffer): Promise<unknown> {
  try {
    return parseFeed(decodeBody(body));
  } catch {
    return undefined;
  }
}

/** Measures CPU time, in one thread and one run, decoding included: 30 mid-sized feeds, 1,000 small ones, and one of 5 MB. */
export async function measureCpu(corpus: readonly CorpusFile[]): Promise<void> {
  const rows: Record<string, Record<string, string>> = {};
  for (const [name, bodies] of Object.entries(await buildLoads(corpus))) {
    const best = await measureLoad(bodies);
    const base = best.get('rss-parser alone') ?? 1;
    const cells = [...best].map(([reader, ms]) => [
      reader,
      `${(ms / base).toFixed(2)} (${ms.toFixed(0)} ms)`,
    ]);
    rows[name] = Object.fromEntries(cells);
  }
  console.table(rows);
}

/** The best of several rounds for each reader, the readers taking turns so that none has the machine's quiet moment. */
async function measureLoad(bodies: readonly Buffer[]): Promise<ReadonlyMap<string, number>> {
  const best = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, read] of Object.entries(READERS)) {
      // One reader's garbage is not another's work.
      collectGarbage({ type: 'minor' });
      const start = process.cpuUsage();
      for (const body of bodies) await read(body);
      const { user, system } = process.cpuUsage(start);
      best.set(name, Math.min(best.get(name) ?? Infinity, (user + system) / 1000));
    }
  }
  return best;
}

async function buildLoads(
  corpus: readonly CorpusFile[],
): Promise<Readonly<Record<string, readonly Buffer[]>>> {
  const readable: CorpusFile[] = [];
  for (const file of corpus) {
    const parsed = await readWithRssParserAlone(textOf(file));
    if (parsed !== undefined && parsed.items.length > 0) readable.push(file);
  }
  const bySize = readable.toSorted((a, b) => b.bytes - a.bytes);
  const mid = bySize.filter(({ bytes }) => bytes > 15_000 && bytes < 400_000).slice(0, 30);
  const small = bySize.filter(({ bytes }) => bytes > 1000 && bytes < 8000);
  return {
    [`${mid.length} mid feeds`]: mid.map(({ body }) => body),
    '1,000 small feeds': Array.from(
      { length: 1000 },
      (_, at) => small[at % small.length]?.body ?? Buffer.alloc(0),
    ),
    '5 MB': [Buffer.from(buildLargeFeed(5_000_000))],
  };
}

/** A feed of ordinary entries, as an archive would serve it. */
function buildLargeFeed(bytes: number): string {
  const sentence =
    'The council met on Tuesday and said that the ferry would sail again before the end of the month. ';
  const entry = (at: number): string =>
    `<item><title>Entry ${at} of the archive</title><link>https://archive.test/${at}</link><guid>https://archive.test/${at}</guid>` +
    `<pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate><description>${sentence}</description>` +
    `<content:encoded><![CDATA[<p>${sentence.repeat(8)}</p><p>${sentence.repeat(8)}</p>]]></content:encoded></item>`;
  const count = Math.ceil(bytes / entry(1000).length);
  const entries = Array.from({ length: count }, (_, at) => entry(at)).join('\n');
  return `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Archive</title>${entries}</channel></rss>`;
}
