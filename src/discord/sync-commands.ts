import { createHash } from 'node:crypto';
import type { Client } from 'discord.js';
import type { Command } from './command.ts';

/** Where the fingerprint of the commands last registered is kept, by application. */
export interface CommandHash {
  readonly find: (applicationId: string) => Promise<string | undefined>;
  readonly save: (applicationId: string, hash: string) => Promise<void>;
}

/** Registers the commands when their definition is not the one registered last; Discord limits how often that may be. */
export async function syncCommands(
  client: Client<true>,
  commands: readonly Command[],
  kept: CommandHash,
): Promise<'unchanged' | 'registered'> {
  const definitions = commands.map(({ definition }) => definition);
  const hash = createHash('sha256').update(JSON.stringify(definitions)).digest('hex');
  const applicationId = client.application.id;
  if ((await kept.find(applicationId)) === hash) return 'unchanged';
  await client.application.commands.set(definitions);
  await kept.save(applicationId, hash);
  return 'registered';
}
