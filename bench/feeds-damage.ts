import type { Entry } from '../src/core/types.ts';
import { htmlToLine } from '../src/feeds/reading/html-text.ts';
import { readDocument } from '../src/feeds/reading/read-document.ts';
import { percent, readWithRssParserAlone, textOf, type CorpusFile } from './feeds-corpus.ts';
import { DAMAGES, seededChance } from './feeds-damage-kinds.ts';

const FEEDS = 62;
const SUITES = new Set([
  'rss-parser',
  'rome',
  'newsboat',
  'node-feedparser',
  'miniflux-files',
  'gofeed-parser',
]);

interface Tally {
  readonly expected: number;
  readonly found: number;
  readonly rssParser: number;
  readonly threw: number;
}

/** Damages the corpus's real feeds in every way and counts the entries that can still be read, each with its title and its guid or link. */
export async function measureDamage(corpus: readonly CorpusFile[]): Promise<void> {
  const tallies = new Map<string, Tally>();
  const feeds = pickFeeds(corpus);
  for (const [at, file] of feeds.entries()) {
    const text = textOf(file);
    const whole = await readEntries(Buffer.from(text));
    for (const [kind, damage] of Object.entries(DAMAGES)) {
      const damaged = damage(text, seededChance(at * 100 + kind.length));
      const body = Buffer.isBuffer(damaged) ? damaged : Buffer.from(damaged);
      const left =
        kind === 'cut off' ? whole.slice(0, countEntries(text.slice(0, body.toString().length))) : whole;
      const tally = tallies.get(kind) ?? { expected: 0, found: 0, rssParser: 0, threw: 0 };
      tallies.set(kind, add(tally, await measureCopy(body, left)));
    }
  }
  print(tallies, feeds.length * Object.keys(DAMAGES).length);
}

async function measureCopy(body: Buffer, left: readonly Entry[]): Promise<Tally> {
  const entries = await readEntries(body).catch(() => undefined);
  const keys = new Set(entries?.map((entry) => toKey(entry)));
  const alone = await readWithRssParserAlone(body.toString());
  return {
    expected: left.length,
    found: left.filter((entry) => keys.has(toKey(entry))).length,
    rssParser: Math.min(left.length, alone?.items.length ?? 0),
    threw: Number(entries === undefined),
  };
}

const add = (a: Tally, b: Tally): Tally => ({
  expected: a.expected + b.expected,
  found: a.found + b.found,
  rssParser: a.rssParser + b.rssParser,
  threw: a.threw + b.threw,
});

/** Feeds as publishers serve them, with several entries each. */
function pickFeeds(corpus: readonly CorpusFile[]): readonly CorpusFile[] {
  const served = corpus.filter(
    ({ suite, bytes, wellformed }) => SUITES.has(suite) && bytes > 1500 && wellformed,
  );
  return served.filter((file) => countEntries(textOf(file)) >= 3).slice(0, FEEDS);
}

async function readEntries(body: Buffer): Promise<readonly Entry[]> {
  const outcome = await readDocument({ body });
  return outcome.kind === 'read' ? outcome.document.entries : [];
}

/** What tells an entry, once what the damage itself added to its title is set aside. */
function toKey({ guid, link, title }: Entry): string {
  const plain = htmlToLine(title).replaceAll(/A & B |&foobar;|ñ|[\uFFFD\u0092’ÿ]|\s/g, '');
  return `${guid ?? link ?? ''} ${plain}`;
}

const countEntries = (text: string): number => text.match(/<\/(?:item|entry)>/g)?.length ?? 0;

function print(tallies: ReadonlyMap<string, Tally>, copies: number): void {
  const rows: Record<string, Record<string, string | number>> = {};
  for (const [kind, tally] of tallies) rows[kind] = toRow(tally);
  const total = [...tallies.values()].reduce(add);
  rows['all'] = toRow(total);
  console.table(rows);
  console.log(`${copies} damaged copies; threw: ${total.threw}`);
}

const toRow = ({ expected, found, rssParser, threw }: Tally): Record<string, string | number> => ({
  entries: expected,
  recovered: percent(found, expected),
  'rss-parser alone': percent(rssParser, expected),
  threw,
});
