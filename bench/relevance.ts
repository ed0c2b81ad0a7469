import { detectLanguage } from '../src/core/language.ts';
import { evaluate, type Evaluation, type Verdict } from '../src/core/evaluate.ts';
import { extractFeatures } from '../src/core/features.ts';
import { readEntry } from '../src/core/reading.ts';
import { assess, type Judge } from '../src/core/score.ts';
import { foldOf, trainModel, type Example } from '../src/core/train.ts';
import { readInventedExamples, readLexicon, readRealExamples, TOPICS } from './corpus.ts';

const FOLDS = 10;
const lexicon = readLexicon();
const prepare = (example: Example) => ({
  example,
  features: extractFeatures(readEntry(example, example.language, lexicon)),
});
const real = readRealExamples();
const prepared = real.map(prepare);
const invented = readInventedExamples().map(prepare);
const detect = (text: string, declared?: string) => detectLanguage(text, ['en', 'es', 'pt'], declared);

const verdicts: Verdict[] = [];
for (let fold = 0; fold < FOLDS; fold += 1) {
  const learned = prepared.filter(({ example }) => foldOf(example.event, FOLDS) !== fold);
  const model = trainModel([...learned, ...invented], { topics: TOPICS, corpus: '' });
  const judge: Judge = { lexicon, model, topics: TOPICS, detect };
  for (const example of real) {
    if (foldOf(example.event, FOLDS) === fold) verdicts.push({ example, assessment: assess(example, judge) });
  }
}
report(evaluate(verdicts, TOPICS));

function report(evaluation: Evaluation): void {
  const show = (name: string, { precision, recall, f1, wrong, missed }: Evaluation['subject']) =>
    console.log(
      `${name.padEnd(28)} P ${precision.value.toFixed(3)}  R ${recall.value.toFixed(3)}  F1 ${f1.value.toFixed(3)} [${f1.low.toFixed(3)}, ${f1.high.toFixed(3)}]  wrong ${wrong} missed ${missed}`,
    );
  show('subject', evaluation.subject);
  for (const [name, quality] of Object.entries(evaluation.groups)) show(`  ${name}`, quality);
  for (const [name, quality] of Object.entries(evaluation.topics)) show(name, quality);
  const four = TOPICS.slice(0, 4).map((topic) => evaluation.topics[topic]?.f1.value ?? 0);
  console.log('macro of four', (four.reduce((a, b) => a + b) / 4).toFixed(3));
  console.log(
    'hard alarmed',
    evaluation.hardAlarmed.value.toFixed(3),
    'calibration error',
    evaluation.calibrationError.toFixed(3),
  );
  if (process.argv.includes('--mistakes')) {
    for (const { verdict, question, answer, score } of evaluation.mistakes) {
      const { example, assessment } = verdict;
      const evidence =
        question === 'subject' ? assessment.subject : assessment.topics.find(({ id }) => id === question);
      console.log(
        `\n${question} ${answer ? 'MISSED' : 'WRONG'} ${score.toFixed(2)} ${example.language} ${example.topics.join()} | ${example.title} | ${example.text}`,
      );
      console.log(
        '   ',
        evidence?.evidence
          .slice(0, 9)
          .map(
            ({ feature, weight, words }) =>
              `${feature} ${weight.toFixed(2)} (${words.slice(0, 4).join('; ')})`,
          )
          .join(' | '),
      );
    }
  }
}
