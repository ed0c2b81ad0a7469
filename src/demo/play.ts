import type { Destination } from '../core/destination.ts';
import type { Feed } from '../core/subject.ts';
import type { TopicId } from '../core/types.ts';
import { openLoopbackDiscord, type LoopbackDiscord } from './discord/loopback-discord.ts';
import { openOrigin, type Origin } from './origin.ts';
import { feedAt, loadSample, SAMPLE_ZONE, type Sample, type SampleFeed } from './sample.ts';

const MINUTE_MS = 60_000;
/** How far the demo's clock goes on from one turn to the next. */
const STEP_MINUTES = 20;
const LAST_MINUTE = 3 * 24 * 60;
const SLOW_ANSWER_MS = 80;
/** Three days pass in seconds, so Discord's pace of five messages in five seconds is lifted with them. */
const PACE = { messages: { limit: 1000, windowMs: 1000 }, global: { limit: 1000, windowMs: 1000 } };

/** What the program is given to run in: a small internet of its own, on this machine. */
export interface DemoWorld {
  readonly feeds: readonly Feed[];
  readonly destinations: readonly Destination[];
  readonly resolve: Origin['resolve'];
  readonly discord: Pick<LoopbackDiscord, 'apiUrl' | 'token'>;
  readonly now: () => Date;
}

/** The program, as far as the demo drives it. */
export interface DemoProgram extends AsyncDisposable {
  readonly poll: () => Promise<void>;
  readonly deliver: () => Promise<void>;
}

/** A demo whose three days have passed, with everything still standing. */
export interface PlayedDemo<Program extends DemoProgram> extends AsyncDisposable {
  readonly discord: LoopbackDiscord;
  readonly program: Program;
  readonly channels: readonly { readonly id: string; readonly name: string }[];
  /** The time on the demo's clock. */
  readonly now: () => Date;
}

interface DemoOptions<Program extends DemoProgram> {
  /** The moment of the sample's minute 0. */
  readonly start: Date;
  readonly topics: readonly TopicId[];
  readonly openProgram: (world: DemoWorld) => Promise<Program>;
  /** Told the share of the three days that has passed, in [0, 1]. */
  readonly onProgress: (share: number) => void;
}

/**
 * Plays the sample's three days: the real program polls the sample's feeds from a loopback origin and posts to a
 * loopback Discord through the real discord.js, while the demo moves the program's clock from turn to turn.
 */
export async function playDemo<Program extends DemoProgram>(
  options: DemoOptions<Program>,
): Promise<PlayedDemo<Program>> {
  await using stack = new AsyncDisposableStack();
  const { start, onProgress } = options;
  const sample = loadSample();
  const clock = { minute: 0 };
  const now = (): Date => new Date(start.getTime() + clock.minute * MINUTE_MS);
  const origin = stack.use(await openOrigin());
  const discord = stack.use(await openLoopbackDiscord({ now, guilds: [GUILD], rateLimits: PACE }));
  serve(origin, sample, { clock, start });
  const channels = discord.channels().map(({ id, name }) => ({ id, name }));
  const program = stack.use(
    await options.openProgram({
      feeds: sample.feeds.map((feed) => toFeed(feed, origin)),
      destinations: channels.map((channel) => toDestination(channel, options.topics)),
      resolve: origin.resolve,
      discord,
      now,
    }),
  );
  for (; clock.minute <= LAST_MINUTE; clock.minute += STEP_MINUTES) {
    await program.poll();
    await program.deliver();
    onProgress(clock.minute / LAST_MINUTE);
  }
  const parts = stack.move();
  return { discord, program, channels, now, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}

const GUILD = {
  name: 'Newsroom',
  channels: [
    { name: 'alerts', topic: 'Every story, in English' },
    { name: 'noticias', topic: 'Diálogo y migración, en español' },
  ],
};

/** One channel gets everything in English, the other two topics in Spanish, with what follows in threads. */
function toDestination(
  { id, name }: { readonly id: string; readonly name: string },
  topics: readonly TopicId[],
): Destination {
  const isSpanish = name === 'noticias';
  return {
    id: name,
    platform: 'discord',
    address: id,
    topics: isSpanish ? topics.filter((topic) => topic === 'talks' || topic === 'migration') : topics,
    level: 'all',
    language: isSpanish ? 'es' : 'en',
    timeZone: SAMPLE_ZONE,
    ...(isSpanish ? { layout: 'threads' } : {}),
  };
}

const CONTENT_TYPES: Readonly<Record<SampleFeed['format'], string>> = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  rdf: 'application/rdf+xml',
  json: 'application/feed+json',
};

/** Each feed answers with its document of the clock's minute, in the manner it has. */
function serve(
  origin: Origin,
  sample: Sample,
  { clock, start }: { readonly clock: { readonly minute: number }; readonly start: Date },
): void {
  for (const { id, format, behaviour } of sample.feeds) {
    origin.set(`/${id}`, () =>
      behaviour === 'dead'
        ? { kind: 'status', status: 503 }
        : {
            kind: 'document',
            body: feedAt(sample, id, clock.minute, start),
            contentType: CONTENT_TYPES[format],
            ...(behaviour === 'slow' ? { delayMs: SLOW_ANSWER_MS } : {}),
          },
    );
  }
}

function toFeed({ id, site, outlet, language }: SampleFeed, origin: Origin): Feed {
  return { id, url: origin.url(`/${id}`, new URL(site).hostname), outlet, language, certainty: 'sure' };
}
