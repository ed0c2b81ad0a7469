import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    // Many tests wait for processes, timers and answers: a third worker beside two cores keeps those busy.
    maxWorkers: 3,
    testTimeout: 40_000,
    hookTimeout: 60_000,
  },
});
