import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { openApp, type App } from '../../src/app/worker.ts';
import { loadSettings } from '../../src/config/settings.ts';
import type { Destination } from '../../src/core/destination.ts';
import { openLoopbackDiscord, type LoopbackDiscord } from '../../src/demo/discord/loopback-discord.ts';
import { openOrigin, type Origin } from '../../src/demo/origin.ts';
import { destination, feed } from '../support/builders.ts';
import { temporaryFolder } from '../support/command.ts';
import { document, licence } from '../support/polling.ts';
import { until } from '../support/program.ts';
import { configuration, NOON } from '../support/watch.ts';

const HOUR_MS = 3_600_000;
const topics = configuration.subject.topics.map(({ id }) => id);
const flight = {
  ...licence,
  guid: 'flight',
  link: 'https://one.example/flight',
  title: 'Deportation flight with 214 Venezuelans lands in Caracas from Texas',
  text: '',
};
const again = { ...licence, guid: 'again', link: 'https://two.example/again' };
const PERSON = '200000000000000077';
const GONE = '100000000000000077';

interface Life extends AsyncDisposable {
  readonly app: App;
  /** Lets time pass, then looks at the feeds and sends what is owed. */
  readonly goOn: (ms: number) => Promise<void>;
  /** What Prometheus would be told at this moment. */
  readonly scrape: () => Promise<string>;
}

/** The whole program beside a loopback Discord, on a clock of its own. */
async function openLife(
  origin: Origin,
  discord: LoopbackDiscord,
  destinations: readonly Destination[],
): Promise<Life> {
  await using stack = new AsyncDisposableStack();
  const { path } = stack.use(temporaryFolder());
  const { value: settings } = loadSettings({
    VIGIA_DATA_DIR: join(path, 'data'),
    VIGIA_ALLOWED_ADDRESSES: '127.0.0.1',
    VIGIA_HTTP_PORT: '0',
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
  });
  if (settings === undefined) throw new Error('the settings are wrong');
  const clock = { now: NOON };
  const lines: string[] = [];
  const feeds = ['one', 'two', 'dead'].map((id) => feed({ id, url: origin.url(`/${id}`, `${id}.example`) }));
  const app = stack.use(
    await openApp({
      settings,
      configuration: { ...configuration, feeds, destinations },
      log: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
      now: () => clock.now,
      chance: () => 0.5,
      print: () => Promise.resolve(true),
      colour: false,
      resolve: origin.resolve,
      spacingMs: 0,
      onFatal: (reason) => lines.push(reason),
      onHopeless: (reason) => lines.push(reason),
    }),
  );
  const port = /"port":(\d+)/.exec(lines.join(''))?.[1] ?? '';
  const parts = stack.move();
  return {
    app,
    async goOn(ms) {
      clock.now = new Date(clock.now.getTime() + ms);
      discord.advance(ms);
      await app.poll();
      await app.deliver();
    },
    scrape: async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text(),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

/** What must have happened by then; no family is left out. */
const MOVED = [
  /^vigia_polls_total\{outcome="fetched"\} [1-9]/m,
  /^vigia_polls_total\{outcome="failed"\} [1-9]/m,
  /^vigia_poll_duration_seconds_count [1-9]/m,
  /^vigia_entries_total\{state="posted"\} 2/m,
  /^vigia_entries_matched_total\{topic="oil"\} [1-9]/m,
  /^vigia_alerts_sent_total\{topic="oil"\} 1/m,
  /^vigia_published_to_posted_seconds_count [1-9]/m,
  /^vigia_delivery_attempts_total\{kind="alert",to="channel",result="sent"\} 2/m,
  /^vigia_delivery_attempts_total\{kind="edit",to="channel",result="sent"\} [1-9]/m,
  /^vigia_delivery_attempts_total\{kind="\w+",to="person",result="closed"\} [1-9]/m,
  /^vigia_discord_errors_total\{code="10003"\} [1-9]/m,
  /^vigia_digest_stories_count 1/m,
  /^vigia_opinions_total\{opinion="useful",topic="oil"\} 1/m,
  /^vigia_stories_tagged\{topic="migration"\} 1/m,
  /^vigia_deliveries\{state="sent"\} [1-9]/m,
  /^vigia_outbox_oldest_age_seconds 0/m,
  /^vigia_pings\{state="made"\} 0/m,
  /^vigia_feeds\{state="ok"\} 2/m,
  /^vigia_destinations\{state="paused"\} [1-9]/m,
];

/** Somebody finds the alert about Chevron useful, once the bot has told Discord what can be done. */
async function pressUseful(discord: LoopbackDiscord, channelId: string): Promise<void> {
  const isReady = () =>
    discord.requests().some(({ method, path }) => method === 'PUT' && path.includes('commands'));
  await until(isReady, { timeoutMs: 5_000, everyMs: 5, what: () => 'no commands' });
  const alert = discord
    .messages(channelId)
    .find((message) => ['Chevron', 'Useful'].every((word) => JSON.stringify(message).includes(word)));
  const [guild] = discord.guilds();
  const press = { userId: guild?.ownerId ?? '', messageId: alert?.id ?? '', button: 'Useful' };
  await discord.outcome(discord.click(press).id);
}

test('every family of figures moves in the running program, and none names a person or a channel', async () => {
  await using origin = await openOrigin();
  await using discord = await openLoopbackDiscord({ now: () => NOON });
  const address = discord.channels()[0]?.id ?? '';
  await using life = await openLife(origin, discord, [
    destination({ address, topics, digest: { at: '20:00', daily: true, weekly: false, quietDay: 'line' } }),
    destination({ id: 'gone', address: GONE, topics }),
    destination({ id: 'p-1', address: PERSON, isPrivate: true, topics }),
  ]);
  for (const id of ['one', 'two']) origin.set(`/${id}`, document([]));
  origin.set('/dead', { kind: 'status', status: 503 });
  await life.goOn(0);
  origin.set('/one', document([licence, flight]));
  await life.goOn(HOUR_MS);
  origin.set('/two', document([again]));
  for (let hour = 0; hour < 10; hour += 1) await life.goOn(HOUR_MS);
  await pressUseful(discord, address);
  const text = await life.scrape();
  for (const moved of MOVED) expect(text).toMatch(moved);
  const families = [...text.matchAll(/^# TYPE (vigia_\w+)/gm)].map(([, name = '']) => name);
  expect(families.filter((name) => !MOVED.some(({ source }) => source.startsWith(`^${name}`)))).toEqual([]);
  const guilds = discord.guilds().map(({ id }) => id);
  for (const secret of [address, GONE, PERSON, 'p-1', ...guilds]) expect(text).not.toContain(secret);
});
