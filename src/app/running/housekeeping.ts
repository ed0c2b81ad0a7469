import { saveAudited } from '../../db/deliveries/operator.ts';
import { expireMutes } from '../../db/people/mutes.ts';
import type { Db } from '../../db/engine/open.ts';
import { ageStories } from '../../db/stories/story-life.ts';
import { spansOf } from '../../core/stories/story.ts';
import type { Bot } from '../../discord/bot.ts';
import type { Turn } from '../../pipeline/schedule.ts';
import { indexEarlierStories } from '../../pipeline/stories/search.ts';
import { removeAged } from '../../pipeline/upkeep.ts';
import { auditBooks } from '../tools/audit.ts';
import type { AppOptions } from '../options.ts';
import { attendPausesTurn } from './subscribing.ts';

const HOUR_SECONDS = 3_600;
/** Nobody waits for these: the start is busy enough without them. */
const AFTER_START_MS = 60_000;
/** Nightly, and once by day. */
const HALF_DAY_SECONDS = 12 * HOUR_SECONDS;

/** What is done now and then beside polling and delivering. */
export function listHousekeeping(
  options: AppOptions,
  db: Db,
  findBot: () => Bot | undefined,
): readonly Turn[] {
  const { settings, configuration, log, now } = options;
  return [
    attendPausesTurn(options, db, findBot),
    {
      name: 'age stories',
      everySeconds: 60,
      async run() {
        const spans = spansOf(configuration.subject.windowDays * 24 * HOUR_SECONDS * 1_000);
        const aged = await ageStories(db, now(), spans);
        if (aged.length > 0) log.debug({ stories: aged.length }, 'stories came into another phase');
      },
    },
    {
      name: 'remove old rows',
      everySeconds: HOUR_SECONDS,
      startAfterMs: AFTER_START_MS,
      run: (signal) => removeAged({ db, retention: settings.retention, log }, now(), signal),
    },
    {
      name: 'forget what is over, and let earlier stories be found',
      everySeconds: HOUR_SECONDS,
      startAfterMs: AFTER_START_MS,
      async run() {
        await expireMutes(db, now());
        await indexEarlierStories(db);
      },
    },
    {
      name: 'audit',
      everySeconds: HALF_DAY_SECONDS,
      startAfterMs: AFTER_START_MS,
      async run() {
        const { differences } = await auditBooks(db);
        await saveAudited(db, differences.length);
        if (differences.length > 0) log.error({ differences }, 'the books do not balance');
        else log.info('the books balance');
      },
    },
  ];
}
