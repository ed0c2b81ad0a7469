import { openClusterer } from '../src/app/clusterer.ts';
import { openScorer } from '../src/app/scorer.ts';
import { loadConfiguration } from '../src/config/configuration.ts';

// How the time to judge and to place one text grows with its length, whatever it is made of: twice the text may take
// at most 2.3 times as long. Ends with code 1 where it takes longer.

const MOST_GROWTH = 2.3;
const RUNS = 5;
/** Characters of the shorter text; the longer one has twice as many. */
const LENGTH = 500_000;
/** What takes less is done several times over: the clock of a thread ticks every few milliseconds. */
const LEAST_MS = 40;

const NEWS = 'Caracas and Washington resumed talks on oil licences on Tuesday, the minister said. ';
const SHAPES: Readonly<Record<string, string>> = {
  'news, again and again': NEWS,
  'news without an end of a sentence': NEWS.replaceAll(/[.,]/g, ''),
  'one word': 'a',
  'one word of capitals': 'A',
  'one name after the other': 'Maduro Trump ',
  'letters with points': 'U.S.',
  digits: '7',
  'numbers with commas': '1,',
  'open brackets': '<',
  'tags that nest': '<div><b>',
  'tags that never end': '<a href="',
  comments: '<!-- a ',
  'character references': '&amp;lt;',
  ampersands: '&',
  'white space': ' \n\t',
  quotes: '“',
  'right-to-left marks': '\u200Fא ',
  'combining marks': 'e\u0301\u0301\u0301',
  'family emoji': '👨‍👩‍👧 ',
  'surrogate halves': '\uD83D',
  'control characters': '\u0000\u0007',
  'a language without spaces': '委内瑞拉石油',
};

const configuration = loadConfiguration({ configDir: 'config', subject: 'venezuela-us' });
const score = openScorer(configuration);

const JOBS: Readonly<Record<string, (text: string) => unknown>> = {
  'scored as text': (description) => score({ title: 'Talks resume', description }),
  'scored as title': (title) => score({ title, description: '' }),
  'placed in a story': (description) =>
    openClusterer(configuration)({ id: '1', title: 'Talks resume', description }),
};

/** Milliseconds of this thread alone: others on the machine do not count. */
function measureMs(job: (text: string) => unknown, text: string, times: number): number {
  const begun = process.threadCpuUsage();
  for (let time = 0; time < times; time += 1) job(text);
  const { user, system } = process.threadCpuUsage(begun);
  return (user + system) / 1000 / times;
}

/** The least of several turns for both lengths, taken by turns, so that what disturbs one disturbs the other. */
function compare(job: (text: string) => unknown, text: string): readonly [shortMs: number, longMs: number] {
  const short = text.slice(0, LENGTH);
  const long = text.slice(0, 2 * LENGTH);
  job(long);
  const times = Math.ceil(LEAST_MS / Math.max(measureMs(job, short, 4), 0.5));
  const turns = Array.from({ length: RUNS }, () => [
    measureMs(job, short, times),
    measureMs(job, long, times),
  ]);
  return [Math.min(...turns.map(([one = 0]) => one)), Math.min(...turns.map(([, other = 0]) => other))];
}

let worst = 0;
console.log(`| text | job | ${LENGTH} characters | ${2 * LENGTH} | growth |\n|---|---|---:|---:|---:|`);
for (const [shape, unit] of Object.entries(SHAPES)) {
  const long = unit.repeat(Math.ceil((2 * LENGTH) / unit.length));
  for (const [name, job] of Object.entries(JOBS)) {
    const [shortMs, longMs] = compare(job, long);
    const growth = longMs / shortMs;
    worst = Math.max(worst, growth);
    console.log(
      `| ${shape} | ${name} | ${shortMs.toFixed(1)} ms | ${longMs.toFixed(1)} ms | ${growth.toFixed(2)} |`,
    );
  }
}
console.log(`\nworst growth ${worst.toFixed(2)}, allowed ${MOST_GROWTH}`);
process.exitCode = worst > MOST_GROWTH ? 1 : 0;
