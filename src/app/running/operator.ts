import { statfs } from 'node:fs/promises';
import { settleOperator } from '../../db/deliveries/operator.ts';
import type { Db } from '../../db/engine/open.ts';
import type { BotHealth } from '../../discord/bot.ts';
import { toOperatorDestination, watchForOperator } from '../../pipeline/delivering/operator.ts';
import type { Turn } from '../../pipeline/schedule.ts';
import { feedsById, type AppOptions } from '../options.ts';

const EVERY_SECONDS = 30;
/** A program that has just started has polled nothing and is not connected yet: that is no trouble. */
const FIRST_LOOK_MS = 30_000;

/** Settles whose the operator's channel is, and returns the turn that looks after it; none without a channel. */
export async function openOperator(
  { settings, configuration, log, now }: AppOptions,
  db: Db,
  findConnection: () => BotHealth | undefined,
): Promise<readonly Turn[]> {
  const { token, operatorChannel } = settings.discord;
  const { language } = settings;
  const channel = token === undefined ? undefined : operatorChannel;
  await settleOperator(
    db,
    channel === undefined ? undefined : toOperatorDestination(channel, language),
    now(),
  );
  if (channel === undefined) return [];
  const deps = {
    db,
    feeds: feedsById(configuration),
    language,
    measureFreeBytes: () => measureFreeBytes(settings.dataDir),
    findConnection,
  };
  const run = async (): Promise<void> => {
    for (const { kind, trouble } of await watchForOperator(deps, now()))
      log.info({ trouble: trouble.kind, state: kind }, 'operator told');
  };
  return [{ name: 'operator', everySeconds: EVERY_SECONDS, startAfterMs: FIRST_LOOK_MS, run }];
}

/** What is left to this program on the disk of a folder; undefined where that cannot be told. */
async function measureFreeBytes(folder: string): Promise<number | undefined> {
  const found = await statfs(folder).catch(() => undefined);
  return found === undefined ? undefined : found.bavail * found.bsize;
}
