import { openSubscribing } from '../../src/app/running/subscribing.ts';
import type { Db } from '../../src/db/engine/open.ts';
import type { Message } from '../../src/demo/discord/world.ts';
import type { LoopbackDiscordOptions } from '../../src/demo/discord/loopback-discord.ts';
import { createSubscribing, type SubscribingDeps } from '../../src/discord/commands/subscribing.ts';
import { openBotWorld, type BotWorld } from './bot.ts';
import { entry } from './builders.ts';
import { until } from './program.ts';
import { configuration, NOON, openWatch, type Watch } from './watch.ts';

export const { subject } = configuration;

/** A bot on which people can subscribe, with a real database behind it in which there is one story, about oil. */
export interface SubscribingWorld extends AsyncDisposable {
  readonly bot: BotWorld;
  readonly db: Db;
  /** Takes in a document of a feed, as a poll does. */
  readonly read: Watch['read'];
  readonly deps: SubscribingDeps;
  /** Adds somebody to the first guild whose Discord speaks a language; the owner manages it. */
  readonly addMember: (locale: 'en-US' | 'es-ES' | 'es-419' | 'pt-BR') => string;
  /** Carries out a command and returns what the person sees. */
  readonly command: (act: Act & { readonly command: string; readonly options?: Options }) => Promise<Seen>;
  readonly click: (userId: string, seen: Seen, button: string) => Promise<Seen>;
  /** Sends in the form that the person was shown, as it was filled except for these values. */
  readonly submit: (seen: Seen, values?: Values) => Promise<Seen>;
  /** What stands in a person's direct messages. */
  readonly directMessages: (userId: string) => readonly Message[];
}

type Options = Readonly<Record<string, string>>;
type Values = Readonly<Record<string, string | boolean | readonly string[]>>;

interface Act {
  readonly userId: string;
  readonly channelId?: string;
}

/** What a person is shown: words with buttons, or a form. */
export interface Seen {
  readonly interactionId: string;
  readonly text: string;
  readonly message?: Message | undefined;
  readonly modal?: unknown;
}

let drawn = 0;

/** Stands for the keyed hash that the program uses. */
export const pseudonymOf = (userId: string): Promise<string> =>
  Promise.resolve(`somebody ${String(userId.length)} ${userId.slice(-4)}`);

export async function openSubscribingWorld(discord: LoopbackDiscordOptions = {}): Promise<SubscribingWorld> {
  const watch = await openWatch({ destinations: [] });
  await watch.read('one', [entry()]);
  const reached: { bot?: BotWorld } = {};
  const deps = openSubscribing({
    db: watch.db,
    subject,
    now: () => NOON,
    zone: 'UTC',
    // Different each time, and the same in every run.
    chance: () => ((drawn += 1) * 0.618_033_988_749_895) % 1,
    findSender: () => reached.bot?.bot,
    pseudonymOf,
  });
  const bot = await openBotWorld({ discord, features: createSubscribing(deps) });
  reached.bot = bot;
  await bot.ready();
  return {
    bot,
    db: watch.db,
    read: watch.read,
    deps,
    ...people(bot),
    async [Symbol.asyncDispose]() {
      await bot[Symbol.asyncDispose]();
      await watch[Symbol.asyncDispose]();
    },
  };
}

function people(
  bot: BotWorld,
): Pick<SubscribingWorld, 'addMember' | 'command' | 'click' | 'submit' | 'directMessages'> {
  const { discord } = bot;
  /** The loopback gives up after the three seconds that Discord allows. */
  const see = async (interactionId: string): Promise<Seen> => {
    const outcome = await discord.outcome(interactionId);
    if (outcome.kind === 'modal') return { interactionId, text: '', modal: outcome.modal };
    if (outcome.kind === 'message' || outcome.kind === 'update')
      return { interactionId, text: outcome.message.content, message: outcome.message };
    return { interactionId, text: '' };
  };
  return {
    addMember(locale) {
      const { id } = discord.addUser({ username: `reader-${locale}`, locale });
      discord.addMember(discord.guilds()[0]?.id ?? '', id);
      return id;
    },
    command: ({ channelId = bot.channelId, ...act }) => see(discord.invoke({ ...act, channelId }).id),
    async click(userId, { message }, button) {
      const before = message?.content ?? '';
      const { id } = discord.click({ userId, messageId: message?.id ?? '', button });
      const seen = await see(id);
      // A reply that takes the place of another is acknowledged first: it is seen where the other stood.
      if (seen.text !== '' || seen.modal !== undefined) return seen;
      const find = () =>
        discord
          .messages({ channelId: message?.channelId ?? '', as: userId })
          .find((each) => each.id === message?.id && each.content !== before);
      await until(() => find() !== undefined, {
        timeoutMs: 3_000,
        everyMs: 5,
        what: () => 'nothing changed',
      });
      const changed = find();
      return changed === undefined ? seen : { interactionId: id, text: changed.content, message: changed };
    },
    submit: ({ interactionId }, values = {}) => see(discord.submitModal({ interactionId, values }).id),
    directMessages(userId) {
      const own = discord.channels().filter(({ recipientId }) => recipientId === userId);
      return own.flatMap(({ id }) => discord.messages(id));
    },
  };
}
