import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Configuration } from '../../config/configuration.ts';
import type { ProgramFacts } from '../../discord/commands/reading/status.ts';

const PACKAGE = new URL('../../../package.json', import.meta.url);
const HASH_LENGTH = 4;

/** Returns which program this is, and four characters that tell one configuration from another. */
export function findProgramFacts(configuration: Configuration, startedAt: Date): ProgramFacts {
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(PACKAGE, 'utf8')));
  const { subject, feeds, destinations, model } = configuration;
  const hash = createHash('sha256').update(JSON.stringify([subject, feeds, destinations, model]));
  return { version, startedAt, configuration: hash.digest('hex').slice(0, HASH_LENGTH) };
}
