import { z } from 'zod';
import type { Model } from '../core/relevance/model.ts';
import type { StoryModel } from '../core/stories/story-model.ts';
import { loadJsonFile } from './json-file.ts';
import type { Loaded } from './problem.ts';

const MEND = 'Learn it again: npm run -s vigia -- train.';

const weights = z.record(z.string(), z.number());
const calibration = z.strictObject({ slope: z.number(), shift: z.number() });
const linear = z.strictObject({
  bias: z.number(),
  calibration,
  threshold: z.number().min(0).max(1),
  weights,
});

const model = z.strictObject({
  corpus: z.string(),
  examples: z.number().int().positive(),
  rules: z.strictObject({
    pinned: z.array(z.strictObject({ question: z.string(), feature: z.string(), weight: z.number() })),
    forbidden: z.array(z.string()),
  }),
  subject: linear,
  topics: z.record(z.string(), linear),
});

/** Reads what was learned about relevance and topics. */
export function loadModel(path: string): Loaded<Model> {
  return loadJsonFile<Model>(path, model, MEND);
}

const storyModel = z.strictObject({
  corpus: z.string(),
  examples: z.number().int().positive(),
  threshold: z.number().min(0).max(1),
  calibration,
  bias: z.number(),
  weights,
  rarity: z.strictObject({ entries: weights, frequencies: weights }),
});

/** Reads what was learned about telling events apart. */
export function loadStoryModel(path: string): Loaded<StoryModel> {
  return loadJsonFile<StoryModel>(path, storyModel, MEND);
}
