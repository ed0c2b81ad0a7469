import type { Feature } from './command.ts';
import { latestStories, type LatestDeps } from './commands/latest.ts';
import { status, type StatusDeps } from './commands/status.ts';
import { topics } from './commands/topics.ts';
import { whyButton, type WhyDeps } from './why.ts';

/** What commands and buttons can find out and do; the program hands these functions in. */
export interface FeatureDeps extends StatusDeps, WhyDeps, Omit<LatestDeps, 'topics'> {}

/** Returns everything that people can do on Discord. */
export function createFeatures(deps: FeatureDeps): readonly Feature[] {
  const { subject } = deps;
  return [
    { commands: [topics(subject), status(deps)] },
    latestStories({ ...deps, topics: subject.topics }),
    whyButton(deps),
  ];
}
