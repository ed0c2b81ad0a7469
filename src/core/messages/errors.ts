import type { UiLanguage } from '../subject.ts';
import { say } from './phrases.ts';

/** Everything that can go wrong for a person, by what they would call it. Each has a reason and an action in words. */
const ERROR_CODES = [
  'no-access',
  'no-permission',
  'channel-gone',
  'guild-gone',
  'message-gone',
  'dm-closed',
  'no-shared-server',
  'too-fast',
  'bad-message',
  'thread-exists',
  'threads-full',
  'thread-locked',
  'automod',
  'tag-needed',
  'role-silent',
  'closed',
  'unreachable',
  'token',
  'paused',
  'unknown-topic',
  'already-subscribed',
  'not-allowed',
  'away',
  'too-much',
  'limit',
  'not-followed',
  'by-file',
  'bad-time-zone',
  'old-button',
  'feeds-down',
  'ours',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** What happened, and what to do about it and who can. */
export interface Explained {
  readonly reason: string;
  readonly action: string;
}

/** What an error's words are filled with: the channel, the permissions; a command by its mention, where it is known. */
export type ErrorValues = Readonly<Record<string, string | number>>;

/** The commands that errors send people to, as they are typed. */
const COMMANDS: ErrorValues = {
  subscribe: '/subscribe',
  topics: '/topics',
  latest: '/latest',
  channelSubscribe: '/channel subscribe',
  channelRemove: '/channel remove',
  channelList: '/channel list',
};

/** What Discord answers, by the code of its answer or, where it has none, by the status. */
const DISCORD_CODES: ReadonlyMap<number, ErrorCode> = new Map([
  [401, 'token'],
  [429, 'unreachable'],
  [500, 'unreachable'],
  [502, 'unreachable'],
  [503, 'unreachable'],
  [504, 'unreachable'],
  [10_003, 'channel-gone'],
  [10_004, 'guild-gone'],
  [10_008, 'message-gone'],
  [40_003, 'too-fast'],
  [40_067, 'tag-needed'],
  [50_001, 'no-access'],
  [50_007, 'dm-closed'],
  [50_013, 'no-permission'],
  [50_035, 'bad-message'],
  [50_278, 'no-shared-server'],
  [160_004, 'thread-exists'],
  [160_005, 'thread-locked'],
  [160_006, 'threads-full'],
  [200_000, 'automod'],
  [200_001, 'automod'],
]);

/** Tells what a code of Discord's means to people; `closed` for one that nobody has a better word for. */
export const errorOfDiscord = (code: number): ErrorCode => DISCORD_CODES.get(code) ?? 'closed';

export const isErrorCode = (text: string): text is ErrorCode => ERROR_CODES.some((code) => code === text);

/** Explains an error in a language. Values that stand for names must be safe for the platform they are shown on. */
export function explainError(code: ErrorCode, language: UiLanguage, values: ErrorValues = {}): Explained {
  const filled = { ...COMMANDS, ...generalValues(language), ...values };
  return {
    reason: say(`error.${code}`, language, filled),
    action: say(`error.${code}.do`, language, filled),
  };
}

/** Explains an error in one line. */
export function sayError(code: ErrorCode, language: UiLanguage, values: ErrorValues = {}): string {
  const { reason, action } = explainError(code, language, values);
  return `${reason} ${action}`;
}

/** What is said where nobody knows better: which channel it was, and which permissions an alert needs at least. */
const generalValues = (language: UiLanguage): ErrorValues => ({
  channel: say('this-channel', language),
  permissions: new Intl.ListFormat(language)
    .formatToParts([say('permission.SendMessages', language), say('permission.EmbedLinks', language)])
    .map(({ type, value }) => (type === 'element' ? `**${value}**` : value))
    .join(''),
  topic: say('this-topic', language),
  zone: '?',
  time: '?',
  meant: '',
  reference: '?',
  count: '?',
});
