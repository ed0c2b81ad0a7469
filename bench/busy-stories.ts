import { openClusterer } from '../src/app/tools/clusterer.ts';
import { openScorer } from '../src/app/scorer.ts';
import { loadConfiguration } from '../src/config/configuration.ts';
import { loadSample } from '../src/demo/sample.ts';

/*
 * The configured weights on the demo's sample: three busy days of 33 events. No weight was learned from them, but they
 * were looked at: the correction for busy days was chosen on them, and some examples were written after their mistakes.
 * The labels stand in the sample; it prints the subject, the topics, and the pairs of reports that belong to one event.
 */

const START = Date.parse('2026-01-01T00:00:00Z');
const MINUTE_MS = 60_000;

const configuration = loadConfiguration({ configDir: 'config', subject: 'venezuela-us' });
const score = openScorer(configuration);
const place = openClusterer(configuration);

interface Count {
  right: number;
  wrong: number;
  missed: number;
}

const counts = new Map<string, Count>();
const placed: { readonly event: string; readonly story: string }[] = [];

for (const { guid, title, text, html, at, label } of loadSample().entries) {
  const entry = { id: guid, title, description: html ?? text };
  const assessment = score(entry);
  tally('subject', assessment.relevant, label.relevant);
  for (const { id, tagged } of assessment.topics) tally(`  ${id}`, tagged, label.topics.includes(id));
  if (!assessment.relevant) continue;
  const { story } = place({ ...entry, published: new Date(START + at * MINUTE_MS).toISOString() });
  placed.push({ event: label.story ?? guid, story });
}
for (const [index, one] of placed.entries()) {
  for (const other of placed.slice(0, index)) {
    tally('pairs of one event', one.story === other.story, one.event === other.event);
  }
}

function tally(question: string, said: boolean, is: boolean): void {
  const count = counts.get(question) ?? { right: 0, wrong: 0, missed: 0 };
  counts.set(question, count);
  if (said && is) count.right += 1;
  else if (said) count.wrong += 1;
  else if (is) count.missed += 1;
}

console.log(`${''.padEnd(20)}precision  recall   F1     wrong missed`);
for (const [question, { right, wrong, missed }] of counts) {
  const figures = [
    right / (right + wrong),
    right / (right + missed),
    (2 * right) / (2 * right + wrong + missed),
  ];
  const shown = figures.map((figure) => figure.toFixed(3).padEnd(9)).join('');
  console.log(`${question.padEnd(20)}${shown}${String(wrong).padStart(3)} ${String(missed).padStart(5)}`);
}
