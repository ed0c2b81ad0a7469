/* Cross-validates the scores by event on the real labelled entries and prints them beside their goals and rivals. */
import { evaluate, type Evaluation, type Quality, type Verdict } from '../src/core/relevance/evaluate.ts';
import { assess, type Judge } from '../src/core/relevance/score.ts';
import type { Example } from '../src/core/relevance/train.ts';
import { LANGUAGES, readCorpus } from './corpus.ts';
import { crossValidate, judgeWithout, type Split } from './cross-validation.ts';
import { RIVALS, type Rival } from './rivals.ts';

const FOLDS = 10;
const everything = readCorpus();
const corpus = process.argv.includes('--real-only') ? { ...everything, invented: [] } : everything;
const { real, invented, topics: TOPICS } = corpus;
const MAIN_TOPICS = TOPICS.slice(0, 4);
const byEvent: Split = { folds: FOLDS, keyOf: ({ event }) => event };

/** Texts that have broken tokenizers. */
const SHAPES = ['a', 'A.', '1.', 'word ', '. ', '\ud800', 'á\u0301', "a'", 'Venezuela ', 'U.S. '];

/** Measured with one model loaded, as the program runs, and not with one for every fold. */
const firstJudge = judgeWithout(0, corpus, byEvent);
const perSecond = entriesPerSecond(real, firstJudge);
const evaluation = evaluate(crossValidate(corpus, byEvent), TOPICS);

printQualities();
printRivals();
printGoals();
if (process.argv.includes('--mistakes')) printMistakes();

function printQualities(): void {
  console.log(
    `${real.length} real entries, ${invented.length} invented ones to learn from, ${FOLDS} folds by event\n`,
  );
  console.log(`${'question'.padEnd(26)}     P     R    F1   95 %           wrong missed`);
  printQuality('subject', evaluation.subject);
  for (const [name, quality] of Object.entries(evaluation.groups)) {
    if (!name.startsWith('adjudicated') && !name.startsWith('sweep')) printQuality(`  ${name}`, quality);
  }
  for (const [name, quality] of Object.entries(evaluation.topics)) printQuality(name, quality);
}

function printQuality(name: string, { precision, recall, f1, wrong, missed }: Quality): void {
  const shares = [precision, recall, f1].map(({ value }) => value.toFixed(3)).join(' ');
  const interval = `[${f1.low.toFixed(3)}, ${f1.high.toFixed(3)}]`;
  console.log(
    `${name.padEnd(26)} ${shares} ${interval} ${String(wrong).padStart(6)} ${String(missed).padStart(6)}`,
  );
}

function printRivals(): void {
  console.log('\nrivals                       subject F1   hard alarmed   topics, macro of four');
  printRival('vigía', evaluation);
  for (const [name, rival] of RIVALS)
    printRival(
      name,
      evaluate(
        real.map((example) => rivalVerdict(example, rival)),
        TOPICS,
      ),
    );
}

function printRival(name: string, { subject, hardAlarmed, topics }: Evaluation): void {
  const parts = [subject.f1.value.toFixed(3), hardAlarmed.value.toFixed(3), macro(topics).toFixed(3)];
  console.log(`${name.padEnd(30)} ${parts.map((part) => part.padEnd(12)).join(' ')}`);
}

function rivalVerdict(example: Example, rival: Rival): Verdict {
  const { relevant, topics } = rival(`${example.title}\n${example.text}`);
  const score = { raw: 0, bias: 0, score: relevant ? 1 : 0, evidence: [] };
  const tagged = TOPICS.map((id) => ({ ...score, id, tagged: relevant && topics.includes(id) }));
  return { example, assessment: { language: example.language, subject: score, relevant, topics: tagged } };
}

function macro(topics: Evaluation['topics']): number {
  return MAIN_TOPICS.reduce((sum, topic) => sum + (topics[topic]?.f1.value ?? 0), 0) / MAIN_TOPICS.length;
}

function printGoals(): void {
  const { subject, groups, topics, hardAlarmed, calibrationError } = evaluation;
  console.log('\ngoal                                          wanted   reached');
  printGoal('subject F1', subject.f1.value, 0.95);
  printGoal(
    'subject F1, worst language',
    least(LANGUAGES.map((language) => groups[language]?.f1.value)),
    0.92,
  );
  printGoal('hard entries alarmed', hardAlarmed.value, -0.03);
  printGoal('topic F1, worst of four', least(MAIN_TOPICS.map((topic) => topics[topic]?.f1.value)), 0.88);
  printGoal('topic F1, macro of four', macro(topics), 0.91);
  printGoal('calibration error', calibrationError, -0.04);
  printGoal('entries scored in a second of one core', Math.round(perSecond), 5000);
  printGoal('time for twice the text over time for once', growth(), -2.3);
}

function least(values: readonly (number | undefined)[]): number {
  return Math.min(...values.map((value) => value ?? 0));
}

/** A negative goal is a ceiling. */
function printGoal(name: string, reached: number, goal: number): void {
  const isMet = goal < 0 ? reached <= -goal : reached >= goal;
  const wanted = `${goal < 0 ? '≤' : '≥'} ${Math.abs(goal)}`;
  console.log(
    `${name.padEnd(44)} ${wanted.padStart(7)}   ${Number(reached.toFixed(3))} ${isMet ? '' : '(missed)'}`,
  );
}

function entriesPerSecond(examples: readonly Example[], judge: Judge): number {
  for (const example of examples) assess(example, judge);
  const ROUNDS = 5;
  const turns = [1, 2, 3].map(() =>
    processorMs(() => {
      for (let round = 0; round < ROUNDS; round += 1) for (const example of examples) assess(example, judge);
    }),
  );
  return (examples.length * ROUNDS * 1000) / Math.min(...turns);
}

/** The worst growth over them: linear time doubles. */
function growth(): number {
  return Math.max(...SHAPES.map((shape) => spent(shape, 400_000) / Math.max(5, spent(shape, 200_000))));
}

function spent(shape: string, length: number): number {
  const title = shape.repeat(Math.ceil(length / shape.length));
  return Math.min(...[1, 2, 3].map(() => processorMs(() => assess({ title, text: title }, firstJudge))));
}

/** The processor's time, not the clock's: what others do on the machine does not count. */
function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function printMistakes(): void {
  for (const { verdict, question, answer, score } of evaluation.mistakes) {
    const { example, assessment } = verdict;
    const judged =
      question === 'subject' ? assessment.subject : assessment.topics.find(({ id }) => id === question);
    const reasons = judged?.evidence.slice(0, 8) ?? [];
    console.log(
      `\n${question}: ${answer ? 'missed' : 'wrong'} at ${score.toFixed(2)} (${example.language}, ${example.id})`,
    );
    console.log(`  ${example.title} | ${example.text}`);
    for (const { feature, weight, words } of reasons) {
      console.log(`  ${weight.toFixed(2).padStart(6)}  ${feature} (${words.slice(0, 4).join(', ')})`);
    }
  }
}
