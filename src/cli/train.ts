import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { learn, LEARNING_PARTS, type Lessons } from '../app/tools/learn.ts';
import { loadLessons } from '../config/lessons.ts';
import { EXIT, type Command } from './command.ts';
import { print } from './output.ts';
import { openProgress } from './progress.ts';
import { readSettings } from './setup.ts';

/** `vigia train`: learns the weights of the configured subject from its labelled examples. */
export const train: Command = {
  name: 'train',
  usage: '',
  summary: 'Learn the weights anew from the subject’s concepts and labelled examples',
  options: {},
  positionals: { min: 0, max: 0 },
  async run() {
    const settings = readSettings();
    const folder = join(settings.configDir, settings.subject);
    const lessons = loadLessons(settings);
    const begun = performance.now();
    const { model, storyModel } = await learnAll(lessons);
    replaceFile(join(folder, 'weights.json'), model);
    replaceFile(join(folder, 'pair-weights.json'), storyModel);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    await print(
      `Learned from ${String(lessons.entries.length)} labelled entries in ${seconds} s (corpus ${model.corpus}).\n`,
    );
    return EXIT.ok;
  },
};

async function learnAll(lessons: Lessons): Promise<ReturnType<typeof learn>> {
  using progress = await openProgress({ what: 'parts', total: LEARNING_PARTS });
  return learn(lessons, progress.step);
}

/** Writes beside the file and then takes its place, so that a program that starts meanwhile reads one or the other. */
function replaceFile(path: string, value: object): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(`${path}.new`, path);
}
