import { openReading } from '../../src/app/running/reading.ts';
import type { Destination } from '../../src/core/destination.ts';
import type { Entry } from '../../src/core/types.ts';
import { listFeedbackOf } from '../../src/db/people/feedback.ts';
import type { Opinion } from '../../src/core/feedback.ts';
import { syncDestinations } from '../../src/db/deliveries/destinations.ts';
import type { Db } from '../../src/db/engine/open.ts';
import type { Message } from '../../src/demo/discord/world.ts';
import { status } from '../../src/discord/commands/reading/status.ts';
import { createReading } from '../../src/discord/commands/reading/reading.ts';
import { openBotWorld, type BotWorld } from './bot.ts';
import { destination, entry, feed } from './builders.ts';
import { member } from './loopback-request.ts';
import { until } from './program.ts';
import { readReply } from './reply-text.ts';
import { pseudonymOf } from './subscribing.ts';
import { configuration, NOON, openWatch } from './watch.ts';

export const LOCALES = { en: 'en-US', es: 'es-419', pt: 'pt-BR' } as const;
const TOPICS = configuration.subject.topics.map(({ id }) => id);

/** A message as somebody sees it, with everything on it in words. */
export interface Seen {
  readonly text: string;
  readonly message: Message;
}

export type Options = Readonly<Record<string, string | number | boolean>>;

/** What one person does, and sees. */
export interface Reader {
  readonly userId: string;
  readonly command: (command: string, options?: Options, targetId?: string) => Promise<Seen>;
  /** By the words on the button. */
  readonly click: (on: Seen, button: string) => Promise<Seen>;
  /** In the menu, of which a message has one at most. */
  readonly choose: (on: Seen, ...values: readonly string[]) => Promise<Seen>;
  /** What is suggested while an option is written. */
  readonly suggestions: (
    command: string,
    option: string,
    written: string,
  ) => Promise<readonly { readonly name: string; readonly value: string }[]>;
}

/** The readers' commands on the loopback Discord, with a real database that is filled the way feeds fill it. */
export interface ReadingWorld extends AsyncDisposable {
  readonly bot: BotWorld;
  readonly db: Db;
  /** A person who reads in a language; or the one who manages the server. */
  readonly reader: (language: keyof typeof LOCALES, who?: 'member' | 'owner') => Reader;
  readonly read: (outlet: string, entries: readonly Partial<Entry>[]) => Promise<void>;
  /** Makes what is sent to the channel, and to a person. */
  readonly sendTo: (...destinations: readonly Partial<Destination>[]) => Promise<void>;
  readonly opinionsOf: (userId: string) => Promise<readonly Opinion[]>;
}

export async function openReadingWorld(): Promise<ReadingWorld> {
  const watch = await openWatch({
    destinations: [],
    feeds: ['Reuters', 'EFE', 'Diario'].map((id) =>
      feed({ id, outlet: { name: id, kind: id === 'Diario' ? 'independent' : 'wire' } }),
    ),
  });
  const deps = openReading({ db: watch.db, zone: 'UTC', configuration, now: () => NOON, pseudonymOf });
  const bot = await openBotWorld({ features: [{ commands: [status(deps)] }, ...createReading(deps)] });
  await bot.ready();
  const placed: Destination[] = [];
  return {
    bot,
    db: watch.db,
    reader(language, who = 'member') {
      const { id } = bot.discord.addUser({ username: `reader-${language}`, locale: LOCALES[language] });
      bot.discord.addMember(bot.discord.guilds()[0]?.id ?? '', id);
      return readerOf(bot, who === 'owner' ? bot.ownerId : id);
    },
    read: (outlet, entries) => watch.read(outlet, entries.map(entry)),
    async sendTo(...destinations) {
      placed.push(...destinations.map((given) => destination({ topics: TOPICS, ...given })));
      await syncDestinations(watch.db, placed);
    },
    opinionsOf: async (userId) => listFeedbackOf(watch.db, await pseudonymOf(userId)),
    async [Symbol.asyncDispose]() {
      await bot[Symbol.asyncDispose]();
      await watch[Symbol.asyncDispose]();
    },
  };
}

function readerOf({ discord, channelId }: BotWorld, userId: string): Reader {
  /** What came of it; an answer that takes the place of another is seen where that stood, once it has changed. */
  const see = async (interactionId: string, before?: Message): Promise<Seen> => {
    const outcome = await discord.outcome(interactionId);
    if (outcome.kind === 'message' || outcome.kind === 'update') return toSeen(outcome.message);
    const old = before === undefined ? '' : readReply(before);
    const find = () =>
      discord.messages({ channelId, as: userId }).find(({ id }) => id === before?.id && before !== undefined);
    const hasChanged = () => {
      const now = find();
      return now !== undefined && readReply(now) !== old;
    };
    await until(hasChanged, { timeoutMs: 3_000, everyMs: 5, what: () => `unchanged: ${old}` });
    const now = find();
    if (now === undefined) throw new Error('the message is gone');
    return toSeen(now);
  };
  return {
    userId,
    command: (command, options, targetId) =>
      see(discord.invoke({ userId, channelId, command, options, targetId }).id),
    click: ({ message }, button) =>
      see(discord.click({ userId, messageId: message.id, button }).id, structuredClone(message)),
    choose: ({ message }, ...values) =>
      see(
        discord.select({ userId, messageId: message.id, customId: menuOf(message.components), values }).id,
        structuredClone(message),
      ),
    async suggestions(command, option, written) {
      const options = { [option]: written };
      const { id } = discord.autocomplete({ userId, channelId, command, options, focused: option });
      const outcome = await discord.outcome(id);
      const choices = outcome.kind === 'choices' ? outcome.choices : [];
      return choices.map((choice) => ({
        name: String(member(choice, 'name')),
        value: String(member(choice, 'value')),
      }));
    },
  };
}

const toSeen = (message: Message): Seen => ({ text: readReply(message), message });

/** The custom id of the first menu among components. */
function menuOf(components: unknown): string {
  if (!Array.isArray(components)) return '';
  for (const component of components) {
    const id = member(component, 'options') === undefined ? '' : String(member(component, 'custom_id'));
    const found = id === '' ? menuOf(member(component, 'components')) : id;
    if (found !== '') return found;
  }
  return '';
}
