import { test } from 'vitest';
import type { Engine } from './databases.ts';

/** Returns how a test is made that needs an engine: skipped where there is none. */
export const testOn =
  ({ skipped }: Engine) =>
  (name: string, run: () => Promise<void>): void =>
    test.skipIf(skipped !== undefined)(name, run);
