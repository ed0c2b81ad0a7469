import { loadCorpus } from './feeds-corpus.ts';
import { measureAttacks } from './feeds-attacks.ts';
import { measureCpu } from './feeds-cpu.ts';
import { measureDamage } from './feeds-damage.ts';
import { measureValues } from './feeds-values.ts';

const PARTS = ['values', 'damage', 'attacks', 'cpu'] as const;

const wanted = process.argv.slice(2);
const isWanted = (part: (typeof PARTS)[number]): boolean => wanted.length === 0 || wanted.includes(part);
const corpus = loadCorpus();

if (corpus === undefined) {
  console.log('The corpus ../shared/feeds is not here: values, damage and CPU are skipped.');
} else {
  if (isWanted('values')) await section('Stated values read right', () => measureValues(corpus));
  if (isWanted('damage')) await section('Damaged copies', () => measureDamage(corpus));
}
if (isWanted('attacks')) await section('Attacks of 1 MB', () => measureAttacks());
if (corpus !== undefined && isWanted('cpu'))
  await section('CPU, rss-parser alone = 1', () => measureCpu(corpus));

async function section(title: string, measure: () => Promise<void>): Promise<void> {
  console.log(`\n${title}`);
  await measure();
}
