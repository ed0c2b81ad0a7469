import type { RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js';
import type { StoryView } from '../core/messages/message.ts';
import type { Status } from '../core/status.ts';
import type { Subject, UiLanguage } from '../core/subject.ts';
import type { TopicId } from '../core/types.ts';
import type { Explanation } from '../core/messages/explanation.ts';

/** What somebody asked, as plain values. */
export interface Call {
  /** The language of the person's own Discord. */
  readonly language: UiLanguage;
  /** The person may manage this server, so may see where alerts go in it. */
  readonly mayManage: boolean;
  readonly options: Readonly<Record<string, string | number | boolean>>;
}

/** What commands can find out; the program hands these functions in. */
export interface CommandDeps {
  readonly subject: Subject;
  readonly listLatest: (wanted: {
    readonly language: UiLanguage;
    readonly limit: number;
    readonly topicId?: TopicId;
  }) => Promise<readonly StoryView[]>;
  readonly findStatus: () => Promise<Status>;
  /** Undefined for a story that is kept no more. */
  readonly explainStory: (storyId: string, language: UiLanguage) => Promise<Explanation | undefined>;
}

/** Text in Discord's markup for the person who asked, and for nobody else. */
export type Reply = string;

/** A slash command: a definition for Discord and a function from plain input to a reply. */
export interface Command {
  readonly definition: RESTPostAPIChatInputApplicationCommandsJSONBody;
  readonly run: (call: Call, deps: CommandDeps) => Promise<Reply>;
}

/** Discord's limit on a message's text. */
export const REPLY_LENGTH = 2_000;

/** Joins lines as far as the limit allows. */
export function toReply(lines: readonly string[]): Reply {
  let reply = '';
  for (const line of lines) {
    const longer = reply === '' ? line : `${reply}\n${line}`;
    if (longer.length > REPLY_LENGTH) break;
    reply = longer;
  }
  return reply;
}
