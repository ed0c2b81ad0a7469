import type { Phrase } from '../../src/core/messages/phrases.ts';
import type { UiLanguage } from '../../src/core/subject.ts';
import type { BotWorld } from './bot.ts';
import { idOf, request } from './loopback-request.ts';
import { until } from './program.ts';

const RUMOUR = 'Licence extended by six months';
/** Two days, and the first page of what was reported in them. */
const PERIOD = 'abcdef.abghij.0';
const HERE = { channel: 'here' };

const LOCALES = { en: 'en-US', es: 'es-ES', pt: 'pt-BR' } as const;

type Options = Readonly<Record<string, string | number | boolean>>;
export type Kind = 'command' | 'message' | 'suggestions' | 'button' | 'menu' | 'form';
/** What somebody does, the phrases that what they get is made of, and the options or what a button is about. */
export type Step = readonly [kind: Kind, name: string, says: readonly Phrase[], given?: Options | string];

/** Everything that people can do with the bot, each thing once at least. */
export const STEPS: readonly Step[] = [
  ['command', 'status', ['status.partly', 'status.stories', 'status.program']],
  ['button', 'status', ['status.partly', 'status.stories']],
  ['command', 'topics', ['topics.today']],
  ['command', 'help', ['help.what', 'help.read', 'help.follow', 'help.manage', 'help.privacy']],
  ['command', 'latest', ['latest.title', 'show-everyone', 'open-story'], { count: 2 }],
  ['command', 'latest', ['latest.of-topic'], { topic: 'oil' }],
  ['button', 'latest', ['latest.title', 'show-everyone'], '.5'],
  ['button', 'show-latest', ['latest.of-topic', 'open-story'], 'oil.5'],
  ['command', 'search', ['search.title', 'page.of', 'page.next'], { query: 'licence' }],
  ['button', 'search', ['search.title', 'page.previous'], '2.licence'],
  ['command', 'story', ['timeline', 'phase.developing'], { story: '42' }],
  ['suggestions', 'story story', ['keep-typing'], { story: 'zeppelin' }],
  ['menu', 'open-story', ['timeline', 'phase.developing']],
  ['button', 'story', ['timeline', 'phase.developing'], '42'],
  ['button', 'story-page', ['page.of', 'page.previous'], '42.2'],
  ['button', 'sources', ['sources.title'], '42'],
  ['command', 'why', ['why.which']],
  ['command', 'why', ['why.text-title', 'why.would-alert'], { text: RUMOUR }],
  ['suggestions', 'why story', ['keep-typing'], { story: 'zeppelin' }],
  ['button', 'why', ['why.title.story', 'feedback.right', 'mute.story'], '42'],
  ['message', 'Why this alert?', ['why.no-alert']],
  ['message', 'Score this message', ['why.text-title', 'why.would-alert']],
  ['button', 'useful', ['feedback.thanks', 'opinion.useful', 'feedback.take-back'], '42'],
  ['button', 'irrelevant', ['feedback.thanks', 'opinion.irrelevant'], '42'],
  ['button', 'right-topic', ['feedback.thanks', 'opinion.right-topic'], '42'],
  ['button', 'wrong-topic', ['feedback.which-topic', 'feedback.private'], '42'],
  ['button', 'opinion', ['feedback.thanks', 'opinion.useful'], 'useful.42'],
  ['menu', 'right-topics', ['feedback.thanks', 'opinion.wrong-topic'], '42'],
  ['button', 'no-opinion', ['feedback.taken-back'], '42'],
  ['command', 'mute story', ['mute.done', 'mute.where.private', 'mute.end'], { story: '42' }],
  ['command', 'mute topic', ['mute.done', 'mute.where.private'], { topic: 'oil', for: 8 }],
  ['command', 'mute list', ['mute.list', 'mute.until', 'mute.choose']],
  ['command', 'mute remove', ['mute.ended'], { muted: 'own.topic.oil' }],
  ['suggestions', 'mute story story', ['keep-typing'], { story: 'zeppelin' }],
  ['suggestions', 'mute remove muted', [], { muted: '' }],
  ['button', 'mute-story', ['mute.done', 'mute.where.private'], '42'],
  ['menu', 'unmute', ['mute.ended']],
  ['command', 'subscribe', ['own.saved'], { level: 'digest' }],
  ['suggestions', 'subscribe topics', [], { topics: 'o' }],
  ['form', 'own-save', ['form.own', 'form.topics', 'form.level', 'own.saved', 'button.change']],
  ['button', 'own-change', ['form.own', 'form.language', 'form.zone', 'form.quiet.note']],
  ['button', 'own-try', ['own.saved', 'own.test-arrived', 'button.stop-all']],
  ['button', 'stop', ['own.stopped']],
  ['command', 'unsubscribe', ['own.stopped']],
  ['suggestions', 'unsubscribe topics', [], { topics: 'o' }],
  ['command', 'channel subscribe', ['form.channel', 'form.role', 'form.layout'], HERE],
  ['command', 'channel edit', ['form.channel', 'form.topics.channel'], HERE],
  ['form', 'channel-save', ['channel.saved', 'channel.looks', 'button.send-test'], HERE],
  ['command', 'channel list', ['error.paused', 'button.resume']],
  ['command', 'channel test', ['channel.tested'], HERE],
  ['command', 'channel pause', ['channel.paused', 'button.resume'], HERE],
  ['command', 'channel remove', ['channel.removed'], HERE],
  ['command', 'channel preview', [], HERE],
  ['button', 'channel-form', ['form.channel', 'form.topics'], 'channel'],
  ['button', 'channel-test', ['channel.tested'], 'here'],
  ['button', 'channel-pause', ['channel.paused'], 'here'],
  ['button', 'channel-resume', ['channel.resumed'], 'here'],
  ['button', 'channel-remove', ['channel.removed'], 'here'],
  ['command', 'privacy', ['privacy.title', 'privacy.mutes', 'privacy.note', 'button.delete-all']],
  ['button', 'privacy-delete', ['privacy.deleted']],
  ['command', 'digest now', ['digest.top', 'digest.settings'], { since: 'day' }],
  ['command', 'digest settings', ['digest.form.own', 'digest.form.kinds'], { where: 'me' }],
  ['suggestions', 'digest settings zone', [], { zone: 'cara' }],
  ['button', 'digest-all', ['digest.page', 'digest.next'], PERIOD],
  ['button', 'digest-page', ['digest.page', 'digest.next'], PERIOD],
  ['button', 'digest-settings', ['digest.form.channel', 'digest.form.quiet']],
  ['form', 'digest-save', ['digest.form.time', 'digest.saved'], { where: 'me' }],
];

/** What is chosen in the menus. */
const CHOSEN = new Map([
  ['open-story', '42'],
  ['right-topics', 'oil'],
  ['unmute', 'own.topic.oil'],
]);

export const kindOf = (name: string): Kind => (CHOSEN.has(name) ? 'menu' : 'button');

/** The commands that open the forms. */
const OPENED_BY = new Map([
  ['own-save', 'subscribe'],
  ['channel-save', 'channel edit'],
  ['digest-save', 'digest settings'],
]);

/** Somebody new each time, who manages the server and speaks a language. */
export function addManager({ discord }: BotWorld, language: UiLanguage): string {
  const guildId = discord.guilds()[0]?.id ?? '';
  const role = discord.addRole(guildId, { name: 'manager', permissions: ['MANAGE_GUILD'] });
  const { id } = discord.addUser({ username: 'manager', locale: LOCALES[language] });
  discord.addMember(guildId, id, [role.id]);
  return id;
}

/** Posts a message with one button or menu, as an earlier reply carried it, and returns its id. */
async function post({ discord, channelId }: BotWorld, kind: string, customId: string): Promise<string> {
  const chosen = CHOSEN.get(kind);
  const control =
    chosen === undefined
      ? { type: 2, style: 2, label: '-', custom_id: customId }
      : { type: 3, custom_id: customId, options: [{ label: '-', value: chosen }] };
  const row = { type: 1, components: [control] };
  // What takes the place of a message keeps to the layout that the message was made in.
  const body =
    kind === 'own-try'
      ? { content: '-', components: [row] }
      : { flags: 1 << 15, components: [{ type: 17, components: [{ type: 10, content: '-' }, row] }] };
  return idOf(await request(discord, `POST /channels/${channelId}/messages`, body));
}

/** Presses a button, or chooses in a menu, and returns what is read of it in the end. */
async function press(world: BotWorld, userId: string, kind: string, about: string): Promise<string> {
  const { discord, channelId } = world;
  const customId = `${kind}:1:${about === 'channel' ? channelId : about}:`;
  const messageId = await post(world, kind, customId);
  const shown = () =>
    readWords(discord.messages({ channelId, as: userId }).find((message) => message.id === messageId));
  const before = shown();
  const chosen = CHOSEN.get(kind);
  const { id } =
    chosen === undefined
      ? discord.click({ userId, messageId, button: customId })
      : discord.select({ userId, messageId, customId, values: [chosen] });
  const outcome = await discord.outcome(id);
  if (outcome.kind !== 'acknowledged') return readWords(outcome);
  await until(() => shown() !== before, { timeoutMs: 3_000, everyMs: 2, what: () => `unchanged: ${before}` });
  return shown();
}

/** Does one thing and returns everything that is read of it. */
export async function live(
  world: BotWorld,
  userId: string,
  [kind, name, , given = {}]: Step,
): Promise<string> {
  const { discord, channelId } = world;
  if (typeof given === 'string') return press(world, userId, name, given);
  if (kind === 'button' || kind === 'menu') return press(world, userId, name, '');
  const options = Object.fromEntries(
    Object.entries(given).map(([option, value]) => [option, option === 'channel' ? channelId : value]),
  );
  const at = { userId, channelId };
  const read = async ({ id }: { readonly id: string }): Promise<string> =>
    readWords(await discord.outcome(id));
  if (kind === 'suggestions') {
    const [focused = '', ...words] = name.split(' ').toReversed();
    return read(discord.autocomplete({ ...at, command: words.toReversed().join(' '), options, focused }));
  }
  if (kind === 'message') {
    const { id: targetId } = discord.say(channelId, userId, RUMOUR);
    return read(discord.invoke({ ...at, command: name, targetId }));
  }
  if (kind === 'command') return read(discord.invoke({ ...at, command: name, options }));
  const opened = discord.invoke({ ...at, command: OPENED_BY.get(name) ?? '', options });
  const form = await read(opened);
  return `${form}\n${await read(discord.submitModal({ interactionId: opened.id }))}`;
}

/** Under these names stand the words that a person reads. */
const SHOWN = new Set(['content', 'label', 'title', 'description', 'placeholder', 'name', 'value', 'text']);

function readWords(part: unknown, key = ''): string {
  if (typeof part === 'string') return SHOWN.has(key) ? part : '';
  if (typeof part !== 'object' || part === null) return '';
  return Object.entries(part)
    .map(([name, value]) => readWords(value, Array.isArray(part) ? key : name))
    .filter((words) => words !== '')
    .join('\n');
}
