import { htmlToLine } from '../src/feeds/reading/html-text.ts';
import { toParseLine, type ParseLine } from '../src/feeds/reading/parse-line.ts';
import { readDocument } from '../src/feeds/reading/read-document.ts';
import { percent, readWithRssParserAlone, textOf, type CorpusFile } from './feeds-corpus.ts';

/** Values on which rss-parser alone agrees with the suite and this reader does not, and why it is right all the same. */
const DISPUTES = new Map([
  [
    'feedparser-wellformed/atom10__entry_content_and_summary.xml',
    'states the summary; the fuller text is kept',
  ],
  [
    'feedparser-wellformed/rss__item_description_and_summary.xml',
    'states the summary; the fuller text is kept',
  ],
]);

interface Tally {
  stated: number;
  right: number;
  /** Right to the letter, markup and all. */
  exact: number;
  rssParser: number;
}

interface Verdict {
  readonly name: string;
  readonly isRight: boolean;
  readonly isExact: boolean;
  readonly wasRight: boolean;
}

/** Measures how many of the values that suites state are read right, and whether any was better read by rss-parser alone. */
export async function measureValues(corpus: readonly CorpusFile[]): Promise<void> {
  const suites = new Map<string, Tally>();
  const worse: string[] = [];
  let threw = 0;
  let wrongCounts = 0;
  for (const file of corpus) {
    const line = await parse(file);
    if (line === undefined) threw += 1;
    const tally = suites.get(file.suite) ?? { stated: 0, right: 0, exact: 0, rssParser: 0 };
    suites.set(file.suite, tally);
    for (const verdict of await judge(file, line)) {
      tally.stated += 1;
      tally.right += Number(verdict.isRight);
      tally.exact += Number(verdict.isExact);
      tally.rssParser += Number(verdict.wasRight);
      if (verdict.wasRight && !verdict.isRight) worse.push(`${file.file} ${verdict.name}`);
    }
    if (isWrongCount(file, line)) wrongCounts += 1;
  }
  print(suites);
  const undisputed = worse.filter((name) => !DISPUTES.has(name.split(' ')[0] ?? ''));
  console.log(
    `threw: ${threw} of ${corpus.length}; wrong number of entries or wrongly accepted: ${wrongCounts}`,
  );
  console.log(
    `worse than rss-parser alone: ${worse.length}, of which disputed ${worse.length - undisputed.length}`,
  );
  for (const [name, why] of DISPUTES) console.log(`  dispute: ${name}: ${why}`);
  for (const name of undisputed) console.log(`  worse: ${name}`);
}

async function parse({ body, url, contentType, file }: CorpusFile): Promise<ParseLine | undefined> {
  try {
    const address = url ?? undefined;
    return toParseLine(file, await readDocument({ body, contentType, url: address }), address);
  } catch (error) {
    console.log(`  threw: ${file}`, error);
    return undefined;
  }
}

function isWrongCount({ expect }: CorpusFile, line: ParseLine | undefined): boolean {
  if (expect.mustfail === true) return line?.ok === true;
  return expect.nitems !== undefined && line?.entries.length !== expect.nitems;
}

async function judge(file: CorpusFile, line: ParseLine | undefined): Promise<readonly Verdict[]> {
  const { feed, items } = file.expect;
  const other = await readWithRssParserAlone(textOf(file));
  const names = Object.keys(feed).filter((name) => name === 'title' || name === 'link');
  const verdicts = names.map((name) =>
    compare(name, feed[name], [line?.feed[name === 'title' ? 'title' : 'link']], [other?.[name]]),
  );
  for (const [index, values] of Object.entries(items)) {
    const entry: Readonly<Record<string, unknown>> = { ...line?.entries[Number(index)] };
    const their = other?.items[Number(index)] ?? {};
    for (const [name, value] of Object.entries(values)) {
      const ours = name === 'date' ? [entry['published'], entry['updated']] : [entry[name]];
      verdicts.push(compare(`[${index}].${name}`, value, ours, theirs(name, their)));
    }
  }
  return verdicts;
}

/** Where rss-parser puts what a suite calls by this name. */
function theirs(name: string, entry: Readonly<Record<string, unknown>>): readonly unknown[] {
  if (name === 'content') return [entry['content:encoded'], entry['content'], entry['summary']];
  if (name === 'id') return [entry['guid'] ?? entry['id'] ?? entry['rdf:about']];
  const isDate = name === 'date' || name === 'published' || name === 'updated';
  return [isDate ? (entry['isoDate'] ?? entry['pubDate'] ?? entry['date']) : entry[name]];
}

/** A value is right when it names the same instant, or reads the same once markup and white space are set aside. */
function compare(
  name: string,
  expected: string | undefined,
  ours: readonly unknown[],
  other: readonly unknown[],
): Verdict {
  const isDate = /(?:date|published|updated)$/.test(name);
  const normalise = (value: unknown): unknown => (isDate ? Date.parse(String(value)) : toPlain(value));
  const wanted = normalise(expected);
  return {
    name,
    isRight: ours.some((value) => value !== undefined && normalise(value) === wanted),
    isExact: ours.some((value) =>
      isDate ? normalise(value) === wanted : squeeze(value) === squeeze(expected),
    ),
    wasRight: other.some((value) => value !== undefined && normalise(value) === wanted),
  };
}

const squeeze = (value: unknown): string =>
  typeof value === 'string' ? value.replaceAll(/\s+/g, ' ').trim() : '';
const toPlain = (value: unknown): string => htmlToLine(htmlToLine(typeof value === 'string' ? value : ''));

function print(suites: ReadonlyMap<string, Tally>): void {
  const total: Tally = { stated: 0, right: 0, exact: 0, rssParser: 0 };
  const rows: Record<string, Record<string, string | number>> = {};
  for (const [suite, tally] of [...suites, ['all', total] as const]) {
    if (tally.stated > 0) rows[suite] = toRow(tally);
    if (tally === total) continue;
    total.stated += tally.stated;
    total.right += tally.right;
    total.exact += tally.exact;
    total.rssParser += tally.rssParser;
  }
  console.table(rows);
}

const toRow = ({ stated, right, exact, rssParser }: Tally): Record<string, string | number> => ({
  stated,
  right: percent(right, stated),
  'to the letter': percent(exact, stated),
  'rss-parser alone': percent(rssParser, stated),
});
