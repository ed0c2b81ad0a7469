import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Configuration } from '../config/configuration.ts';
import type { Settings } from '../config/settings.ts';
import { playDemo, type PlayedDemo } from '../demo/play.ts';
import type { Log } from '../log.ts';
import { openApp, type App } from './worker.ts';

/** The sample tells of the first days of a year; on fixed days its weekdays fit its words. */
const SAMPLE_START = new Date('2026-01-01T00:00:00Z');

interface DemoSetup {
  readonly settings: Settings;
  readonly configuration: Configuration;
  readonly log: Log;
  readonly onProgress: (share: number) => void;
}

/**
 * Runs the whole program on the bundled sample, with a database that is thrown away, so that nothing of it touches an
 * installation.
 */
export async function openDemo({
  settings,
  configuration,
  log,
  onProgress,
}: DemoSetup): Promise<PlayedDemo<App>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'vigia-demo-'));
  const { databaseUrl: _, httpPort: __, ...own } = settings;
  const random = seededChance(1);
  const stopped = (reason: string): void => log.fatal({ reason }, 'the demo cannot go on');
  const played = await playDemo({
    start: SAMPLE_START,
    topics: configuration.subject.topics.map(({ id }) => id),
    onProgress,
    openProgram: ({ feeds, destinations, resolve, discord, now }) =>
      openApp({
        settings: { ...own, dataDir, discord: { ...discord, shards: 1 }, allowedAddresses: ['127.0.0.0/8'] },
        configuration: { ...configuration, feeds, destinations },
        log,
        now,
        chance: random,
        resolve,
        spacingMs: 0,
        print: () => Promise.resolve(true),
        colour: false,
        onHopeless: stopped,
        onFatal: stopped,
      }),
  });
  return {
    ...played,
    async [Symbol.asyncDispose]() {
      await played[Symbol.asyncDispose]();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Chance that is the same in every run (the generator is Mulberry32), so that the demo is, too. */
function seededChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
