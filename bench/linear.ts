import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openClusterer } from '../src/app/tools/clusterer.ts';
import { openScorer } from '../src/app/scorer.ts';
import { loadConfiguration } from '../src/config/configuration.ts';

// How the time to judge and to place one text grows with its length, whatever it is made of: twice the text may take
// at most 2.3 times as long. Ends with code 1 where it takes longer.

const MOST_GROWTH = 2.3;
const RUNS = 5;
const MOST_RUNS = 25;
/** Characters of the shorter text. Both lengths fit a processor's cache, so that work is compared and not memory. */
const LENGTH = 200_000;
/** An entry of this many is judged once as well: its time is shown, and a square would show in it. */
const LARGEST = 2_000_000;

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

setFlagsFromString('--expose-gc');
/** What one measurement leaves behind is not to be swept in the next one's time. */
const collectGarbage: () => void = runInNewContext('gc');

/** Milliseconds of this thread alone: others on the machine do not count. */
function measureMs(job: (text: string) => unknown, text: string, times: number): number {
  collectGarbage();
  const begun = process.threadCpuUsage();
  for (let time = 0; time < times; time += 1) job(text);
  const { user, system } = process.threadCpuUsage(begun);
  return (user + system) / 1000 / times;
}

/**
 * The least of five turns for both lengths. Other work on the machine only ever adds time, so where the two are too far
 * apart, both get further turns, which bring a disturbed figure down and leave a true one as it is.
 */
function compare(job: (text: string) => unknown, text: string): readonly [shortMs: number, longMs: number] {
  const short = text.slice(0, LENGTH);
  const long = text.slice(0, 2 * LENGTH);
  job(long);
  const times = Math.ceil(LEAST_MS / Math.max(measureMs(job, short, 4), 0.5));
  let [shortMs, longMs] = [Infinity, Infinity];
  for (let turn = 0; turn < (longMs > MOST_GROWTH * shortMs ? MOST_RUNS : RUNS); turn += 1) {
    shortMs = Math.min(shortMs, measureMs(job, short, times));
    longMs = Math.min(longMs, measureMs(job, long, times));
  }
  return [shortMs, longMs];
}

let worst = 0;
console.log(
  `| text | job | ${LENGTH} characters | ${2 * LENGTH} | growth | ${LARGEST} |\n|---|---|---:|---:|---:|---:|`,
);
for (const [shape, unit] of Object.entries(SHAPES)) {
  const text = unit.repeat(Math.ceil(LARGEST / unit.length));
  for (const [name, job] of Object.entries(JOBS)) {
    const [shortMs, longMs] = compare(job, text);
    const growth = longMs / shortMs;
    worst = Math.max(worst, growth);
    const figures = [
      shortMs.toFixed(1),
      longMs.toFixed(1),
      growth.toFixed(2),
      measureMs(job, text, 1).toFixed(0),
    ];
    console.log(`| ${shape} | ${name} | ${figures.join(' | ')} |`);
  }
}
console.log(`\nTimes in ms of one thread. Worst growth ${worst.toFixed(2)}, allowed ${MOST_GROWTH}`);
process.exitCode = worst > MOST_GROWTH ? 1 : 0;
