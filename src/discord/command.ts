import type {
  APIEmbed,
  APIMessageTopLevelComponent,
  APIModalInteractionResponseCallbackData,
  RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { UiLanguage } from '../core/subject.ts';
import type { ChannelFacts } from './interaction/channel-facts.ts';
import type { CustomId } from './rendering/custom-id.ts';

/** Who acts, and where, as plain values. The id is for looking things up: it is neither logged nor shown. */
export interface Caller {
  /** The language of the person's own Discord. */
  readonly language: UiLanguage;
  /** Discord's name of that language and region: `es-419`. */
  readonly locale: string;
  readonly userId: string;
  /**
   * Whether the bot belongs to where this happens: to a server that it is a member of, or to its own direct messages.
   * It is `away` where only the person has brought it: a server without it, or a conversation between people.
   */
  readonly place: 'server' | 'direct' | 'away';
  /** The server, where the bot is a member of it. */
  readonly guildId?: string;
  readonly channelId?: string;
  /** Of a thread, as far as it is known: the channel that it belongs to. */
  readonly parentId?: string;
  /** The language of the server, whether the bot is a member of it or not. */
  readonly serverLanguage?: UiLanguage;
  /** The person may manage this server, which the bot is a member of. */
  readonly mayManage: boolean;
  /** What the person has shown to everyone is seen by others here, and they may write here themselves. */
  readonly maySpeak: boolean;
  /** What is known of a channel and of what the bot may do there; undefined for one that the bot cannot see. */
  readonly findChannel: (id: string) => ChannelFacts | undefined;
  /** Writes a command (`channel list`) so that it can be clicked, where Discord has told its id; else as it is typed. */
  readonly mention: (command: string) => string;
}

/** A command somebody gave. */
export interface Call extends Caller {
  /** Options by name; channels, roles and people as their ids. */
  readonly options: Readonly<Record<string, string | number | boolean>>;
  readonly subcommand?: string;
  /** The message that a message command was used on. */
  readonly target?: TargetMessage;
}

/** A message as far as a command about it needs to know it. */
export interface TargetMessage {
  /** Everything a reader sees of it, as text. */
  readonly text: string;
  /** The ids of its buttons, where they are ours. */
  readonly customIds: readonly CustomId[];
}

/** Somebody writing an option that suggests values. */
export interface Completion extends Caller {
  readonly option: string;
  readonly written: string;
  readonly subcommand?: string;
}

/** A value that is suggested: at most 100 characters each. */
export interface Suggestion {
  readonly name: string;
  readonly value: string;
}

/** A button that was pressed or a menu in which something was chosen. */
export interface Press extends Caller {
  readonly id: CustomId;
  /** What was chosen in a menu. */
  readonly values: readonly string[];
}

/** A form that was sent in. */
export interface Submission extends Caller {
  readonly id: CustomId;
  /** By the fields' custom ids: what was written or chosen, a list where several may be, a truth value for a box. */
  readonly fields: Readonly<Record<string, string | boolean | readonly string[]>>;
}

/** Text in Discord's markup, or more than text. */
export type Reply = string | RichReply;

export interface RichReply {
  readonly content?: string;
  readonly embeds?: readonly APIEmbed[];
  readonly components?: readonly APIMessageTopLevelComponent[];
  /** The components are Discord's version 2, which carry the text themselves: no content and no embeds beside them. */
  readonly isV2?: true;
  readonly files?: readonly ReplyFile[];
}

export interface ReplyFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Says in words what an image shows. */
  readonly description?: string;
}

/** A form as Discord shows it over the page. */
export type Form = APIModalInteractionResponseCallbackData;

/** What is done when somebody acts. */
export interface Answer<Given> {
  /** Opens a form instead of answering, where it returns one. Nothing can be acknowledged before it: it must be quick. */
  readonly form?: (given: Given) => Promise<Form | undefined>;
  readonly run: (given: Given) => Promise<Reply>;
  /**
   * Who sees the reply: the person alone unless given; `same` puts it in the place of the message that the button
   * stands in, which must be one that only this person sees; `everyone` posts it in the channel, for those who may
   * speak there.
   */
  readonly shownTo?: 'same' | 'everyone';
  /** It is carried out however much the person has asked for lately: what they want to end must end. */
  readonly isNeverPutOff?: true;
}

/** A command: a definition for Discord and a function from plain input to a reply. */
export interface Command extends Answer<Call> {
  readonly definition: RESTPostAPIApplicationCommandsJSONBody;
  /** Suggests values while an option is written, at most 25. */
  readonly complete?: (completion: Completion) => Promise<readonly Suggestion[]>;
}

/** Commands that belong together, with the answers to their buttons and forms by the kind in the custom id. */
export interface Feature {
  readonly commands: readonly Command[];
  readonly buttons?: Readonly<Record<string, Answer<Press>>>;
  readonly forms?: Readonly<Record<string, Answer<Submission>>>;
}

/** Discord's limit on a message's text. */
const REPLY_LENGTH = 2_000;

/** Joins lines as far as the limit allows. */
export function toReply(lines: readonly string[]): string {
  let reply = '';
  for (const line of lines) {
    const longer = reply === '' ? line : `${reply}\n${line}`;
    if (longer.length > REPLY_LENGTH) break;
    reply = longer;
  }
  return reply;
}
