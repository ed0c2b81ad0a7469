const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How often a feed publishes, as far as is known. Older observations weigh less and less. */
export interface Rhythm {
  /** Entries seen, weighted. */
  readonly rhythmEntries: number;
  /** Time watched, in milliseconds, weighted alike: divided by the entries it is the usual time between two. */
  readonly rhythmMs: number;
  /** When both were last brought up to date; absent until the first document has been read. */
  readonly rhythmAt?: Date | undefined;
  /** The longest pause between two entries, slowly forgotten. */
  readonly longestGapMs: number;
  /** When the newest entry came out. */
  readonly lastEntryAt?: Date | undefined;
}

/** What a document that was read tells about its feed's rhythm. */
export interface Publication {
  /** Entries not seen before. */
  readonly fresh: number;
  /** The dates of all entries that have one. */
  readonly dates: readonly Date[];
}

/** Nothing is known yet: a guess of one entry an hour, which the first day corrects. */
export const UNKNOWN_RHYTHM: Rhythm = { rhythmEntries: 1, rhythmMs: HOUR_MS, longestGapMs: 0 };

/** Observations lose half their weight in a week, so that a campaign or a holiday is noticed within days. */
const MEMORY_MS = (7 * DAY_MS) / Math.LN2;
/** Entries of a first document older than this say nothing about today. */
const WINDOW_MS = 14 * DAY_MS;
/** A document whose dates all lie within an hour was stamped by its server, not by an editor. */
const SHORTEST_SPAN_MS = HOUR_MS;
/** Shorter pauses are nights and weekends. */
const SHORTEST_SILENCE_MS = 3 * DAY_MS;
/** What is granted to a feed of which no two entries are known. */
const UNKNOWN_SILENCE_MS = 30 * DAY_MS;

/** Returns the rhythm after a document has been read. The first document's dates stand in for earlier visits. */
export function afterPublication(rhythm: Rhythm, publication: Publication, now: Date): Rhythm {
  const times = publication.dates
    .map((date) => Math.min(date.getTime(), now.getTime()))
    .toSorted((a, b) => b - a);
  if (rhythm.rhythmAt === undefined) return startRhythm(times, now);
  const { rhythmEntries, rhythmMs } = weighAt(rhythm, now);
  const { longestGapMs } = rhythm;
  const counted = { rhythmEntries: rhythmEntries + publication.fresh, rhythmMs, rhythmAt: now };
  if (publication.fresh === 0) return { ...counted, longestGapMs, lastEntryAt: rhythm.lastEntryAt };
  const previous = rhythm.lastEntryAt ?? now;
  const lastEntryAt = new Date(Math.max(times[0] ?? now.getTime(), previous.getTime()));
  const gapMs = lastEntryAt.getTime() - previous.getTime();
  return { ...counted, lastEntryAt, longestGapMs: Math.max(gapMs, 0.98 * longestGapMs) };
}

/** Returns the usual time between two entries, in milliseconds: longer with every day on which none came. */
export function usualGapMs(rhythm: Rhythm, now: Date): number {
  const { rhythmEntries, rhythmMs } = weighAt(rhythm, now);
  return rhythmMs / rhythmEntries;
}

/** Returns how long the feed may stay silent before something must be wrong with it, in milliseconds. */
export function expectedSilenceMs(rhythm: Rhythm): number {
  if (rhythm.longestGapMs === 0) return UNKNOWN_SILENCE_MS;
  const gapMs = rhythm.rhythmMs / rhythm.rhythmEntries;
  return Math.max(SHORTEST_SILENCE_MS, 2 * rhythm.longestGapMs, 8 * gapMs);
}

function weighAt(rhythm: Rhythm, now: Date): { readonly rhythmEntries: number; readonly rhythmMs: number } {
  const elapsedMs = now.getTime() - (rhythm.rhythmAt ?? now).getTime();
  const weight = Math.exp(-Math.max(0, elapsedMs) / MEMORY_MS);
  return {
    rhythmEntries: rhythm.rhythmEntries * weight,
    rhythmMs: rhythm.rhythmMs * weight + MEMORY_MS * (1 - weight),
  };
}

function startRhythm(newestFirst: readonly number[], now: Date): Rhythm {
  const nowMs = now.getTime();
  const [newest] = newestFirst;
  if (newest === undefined) return { ...UNKNOWN_RHYTHM, rhythmAt: now, lastEntryAt: now };
  const recent = newestFirst.filter((time) => nowMs - time <= WINDOW_MS);
  const oldestRecent = recent.at(-1) ?? newest;
  const reachesBack = recent.length > 0 && recent.length < newestFirst.length;
  const spanMs = Math.max(SHORTEST_SPAN_MS, reachesBack ? WINDOW_MS : nowMs - oldestRecent);
  // Time watched never weighs more than endless watching would.
  const scale = Math.min(1, MEMORY_MS / spanMs);
  const gaps = newestFirst.slice(1).map((time, index) => (newestFirst[index] ?? time) - time);
  return {
    rhythmEntries: Math.max(1, recent.length) * scale,
    rhythmMs: spanMs * scale,
    rhythmAt: now,
    longestGapMs: gaps.reduce((longest, gap) => Math.max(longest, gap), 0),
    lastEntryAt: new Date(newest),
  };
}

/** Whether so long a time has gone by since something happened; not, if it never has. */
export function hasPassed(since: Date | undefined, delayMs: number, now: Date): boolean {
  return since !== undefined && now.getTime() - since.getTime() >= delayMs;
}
