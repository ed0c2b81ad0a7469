import { openChartDrawer } from '../../charts/draw.ts';
import { findSetting, saveSetting, settleSetting } from '../../db/engine/settings.ts';
import type { Bot, BotHealth } from '../../discord/bot.ts';
import { openDigestsOnDemand } from '../../pipeline/digest/digest-on-demand.ts';
import {
  openDeliverer,
  type DeliverDeps,
  type Deliverer,
  type Sender,
} from '../../pipeline/delivering/deliver.ts';
import { openTerminalSink } from '../../sinks/terminal.ts';
import type { Metrics } from '../../web/metrics.ts';
import { countOpinions, countSends } from './counting.ts';
import { openPseudonyms } from './pseudonyms.ts';
import { openReading } from './reading.ts';
import { openSubscribing } from './subscribing.ts';
import type { AppOptions, Foundation } from '../options.ts';

/** How long the answer is waited for that tells Discord's time, and how soon it is asked for again. */
const TIME_PATIENCE_MS = 5_000;

export interface Deliveries {
  readonly deliverer: Deliverer;
  /** Opens the way to Discord, once, if there is one to open. */
  readonly connect: () => Promise<void>;
  /** How the connection to Discord is doing; undefined as long as there is none. */
  readonly health: () => BotHealth | undefined;
  /** Undefined until the way to Discord is open. */
  readonly findBot: () => Bot | undefined;
}

interface WayOutParts extends Foundation, Pick<DeliverDeps, 'mayClaim'> {
  readonly metrics: Metrics;
}

/** The way out: to Discord when there is a token, else to the terminal. */
export async function openDeliveries(
  options: AppOptions,
  { db, stack, mayClaim, metrics }: WayOutParts,
): Promise<Deliveries> {
  const { settings, log, now, print, colour, onFatal } = options;
  const { token } = settings.discord;
  const terminal = openTerminalSink(print, { colour });
  const printer: Sender = {
    send: ({ message }) => terminal.send(message),
    find: () => Promise.resolve({ kind: 'absent' }),
    now,
  };
  let bot: Bot | undefined;
  const findBot = (): Bot | undefined => bot;
  const findSender = (platform: string): Sender | undefined => (platform === 'discord' ? bot : printer);
  const askTime = createTimeAsker(now);
  // Closed after the deliverer, which finishes what is under way first.
  const connections = stack.use(new AsyncDisposableStack());
  const deliverer = stack.use(
    openDeliverer({
      db,
      installation: await settleSetting(db, 'installation', newInstallation(options)),
      findSender({ platform }) {
        const sender = findSender(platform);
        return sender === undefined ? undefined : countSends(sender, { metrics, now });
      },
      now,
      nowThere: () => bot?.now() ?? now(),
      log,
      // What is sent at a time that Discord does not tell could not be looked for afterwards.
      mayClaim: () => mayClaim() && (token === undefined || bot?.now() !== undefined),
      onFatal,
    }),
  );
  return {
    deliverer,
    async connect() {
      if (token === undefined) return;
      bot ??= await openDiscord(options, token, { db, stack: connections, findBot, metrics });
      await askTime(bot);
    },
    health: () => bot?.health(),
    findBot,
  };
}

/** Lets Discord tell its time, unless it has, or has just been asked. */
function createTimeAsker(now: () => Date): (bot: Bot) => Promise<void> {
  let askedMs = -Infinity;
  return async (bot) => {
    const nowMs = now().getTime();
    if (bot.now() !== undefined || Math.abs(nowMs - askedMs) < TIME_PATIENCE_MS) return;
    askedMs = nowMs;
    await bot.askTime(AbortSignal.timeout(TIME_PATIENCE_MS));
  };
}

/** discord.js takes a quarter of a second and 50 MB: it is loaded only where there is a token. */
async function openDiscord(
  options: AppOptions,
  token: string,
  { db, stack, findBot, metrics }: Foundation & Pick<Deliveries, 'findBot'> & Pick<WayOutParts, 'metrics'>,
): Promise<Bot> {
  const { settings, configuration, log, now, chance, onFatal } = options;
  const [{ openBot }, { createFeatures }] = await Promise.all([
    import('../../discord/bot.ts'),
    import('../../discord/features.ts'),
  ]);
  const drawer = stack.use(openChartDrawer(log));
  const pseudonymOf = openPseudonyms(settings);
  return stack.use(
    openBot({
      token,
      draw: drawer.draw,
      apiUrl: settings.discord.apiUrl,
      shards: settings.discord.shards,
      log,
      onFatal,
      onRefused: metrics.observeDiscordError,
      commandHash: {
        find: (application) => findSetting(db, `commands:${application}`),
        save: (application, hash) => saveSetting(db, `commands:${application}`, hash),
      },
      features: createFeatures({
        digests: openDigestsOnDemand({
          db,
          subject: configuration.subject,
          zone: settings.timeZone,
          now,
        }),
        draw: drawer.draw,
        ...countOpinions(
          openReading({ db, zone: settings.timeZone, configuration, now, pseudonymOf }),
          metrics,
        ),
        ...openSubscribing({
          db,
          subject: configuration.subject,
          now,
          chance,
          zone: settings.timeZone,
          findSender: findBot,
          pseudonymOf,
        }),
      }),
    }),
  );
}

/** Six characters that tell this database's messages from those of another. */
const newInstallation = ({ chance }: AppOptions): string =>
  Math.floor(chance() * 36 ** 6)
    .toString(36)
    .padStart(6, '0');
