import type { Feature } from './command.ts';
import { latestStories, type LatestDeps } from './commands/latest.ts';
import { score } from './commands/score.ts';
import { topics } from './commands/topics.ts';
import { why, type WhyDeps } from './commands/why.ts';

/** What readers' commands and buttons can find out and do. */
export interface ReadingDeps extends WhyDeps, Omit<LatestDeps, 'topics'> {}

/** What anybody can do: read, search, ask why. */
export function createReading(deps: ReadingDeps): readonly Feature[] {
  const { subject } = deps;
  return [
    { commands: [topics(subject)] },
    latestStories({ ...deps, topics: subject.topics }),
    why(deps),
    score(deps),
  ];
}
