import { createHash } from 'node:crypto';
import { ApplicationCommandType, Routes, type Client, type REST } from 'discord.js';
import type { Log } from '../log.ts';
import type { Feature } from './command.ts';
import { toLoggable } from './loggable.ts';

type Definition = Feature['commands'][number]['definition'];

/** Where the fingerprint of the commands last registered is kept, by application. */
export interface CommandHash {
  readonly find: (applicationId: string) => Promise<string | undefined>;
  readonly save: (applicationId: string, hash: string) => Promise<void>;
}

interface Registering {
  readonly features: readonly Feature[];
  readonly commandHash: CommandHash;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Tells Discord the commands if it does not know them. A failure is logged; the next login tries again. */
export async function registerCommands(
  client: Client<true>,
  { features, commandHash, log, signal }: Registering,
): Promise<void> {
  if (signal.aborted) return;
  const definitions = features.flatMap(({ commands }) => commands).map(({ definition }) => definition);
  try {
    const outcome = await syncCommands(client, definitions, commandHash);
    // Their ids let messages link to them.
    await client.application.commands.fetch();
    log.info({ commands: definitions.length, outcome }, 'commands checked');
  } catch (error) {
    if (!signal.aborted) log.error({ err: toLoggable(error) }, 'commands could not be registered');
  }
}

/**
 * Registers the commands, all of which are global, when they are neither those registered last nor those that Discord
 * has: it allows 200 new ones a day, and a list that is put again counts.
 */
export async function syncCommands(
  { rest, application }: Client<true>,
  definitions: readonly Definition[],
  kept: CommandHash,
): Promise<'unchanged' | 'registered'> {
  const hash = createHash('sha256').update(JSON.stringify(definitions)).digest('hex');
  if ((await kept.find(application.id)) === hash) return 'unchanged';
  const isKnown = await hasCommands(rest, application.id, definitions);
  if (!isKnown) await rest.put(Routes.applicationCommands(application.id), { body: definitions });
  await kept.save(application.id, hash);
  return isKnown ? 'unchanged' : 'registered';
}

async function hasCommands(
  rest: REST,
  applicationId: string,
  definitions: readonly Definition[],
): Promise<boolean> {
  const answer = await rest.get(Routes.applicationCommands(applicationId), {
    query: new URLSearchParams({ with_localizations: 'true' }),
  });
  if (!Array.isArray(answer) || answer.length !== definitions.length) return false;
  const known = new Map(answer.map((command: unknown) => [keyOf(command), command]));
  return definitions.every((definition) => isSame(definition, known.get(keyOf(definition))));
}

/** A command is known by its type, chat unless it says otherwise, and its name. */
const keyOf = (command: unknown): string =>
  JSON.stringify([memberOf(command, 'type') ?? ApplicationCommandType.ChatInput, memberOf(command, 'name')]);

/** What Discord adds to a definition. */
const ADDED = new Set([
  'id',
  'application_id',
  'version',
  'type',
  'nsfw',
  'default_permission',
  'dm_permission',
]);

/** Whether Discord has what a definition says, and nothing else. */
function isSame(wanted: unknown, found: unknown): boolean {
  if (isAbsent(wanted) && isAbsent(found)) return true;
  if (typeof wanted !== 'object' || typeof found !== 'object' || wanted === null || found === null)
    return wanted === found;
  const names = new Set([...Object.keys(wanted), ...Object.keys(found).filter((name) => !ADDED.has(name))]);
  return [...names].every((name) => isSame(memberOf(wanted, name), memberOf(found, name)));
}

/** What Discord leaves out of its answers, or puts in, because it is the default. */
const isAbsent = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.getOwnPropertyDescriptor(value, name)?.value
    : undefined;
}
