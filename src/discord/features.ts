import type { Feature } from './command.ts';
import { digestCommands, type DigestDeps } from './commands/digest/digest.ts';
import { statusFeature, type StatusDeps } from './commands/reading/status.ts';
import { createReading, type ReadingDeps } from './commands/reading/reading.ts';
import { createSubscribing, type SubscribingDeps } from './commands/subscribing.ts';

/** What commands and buttons can find out and do; the program hands these functions in. */
export interface FeatureDeps extends StatusDeps, DigestDeps, ReadingDeps, SubscribingDeps {}

/** Returns everything that people can do on Discord. */
export function createFeatures(deps: FeatureDeps): readonly Feature[] {
  return [statusFeature(deps), ...createReading(deps), ...createSubscribing(deps), digestCommands(deps)];
}
