import type { JsonObject } from './json.ts';

/** Status and text of every JSON code that this Discord answers with. */
const CODES = new Map<number, readonly [status: number, message: string]>([
  [10003, [404, 'Unknown Channel']],
  [10004, [404, 'Unknown Guild']],
  [10007, [404, 'Unknown Member']],
  [10008, [404, 'Unknown Message']],
  [10011, [404, 'Unknown Role']],
  [10013, [404, 'Unknown User']],
  [10014, [400, 'Unknown Emoji']],
  [10015, [404, 'Unknown Webhook']],
  [10062, [404, 'Unknown interaction']],
  [10063, [404, 'Unknown application command']],
  [30003, [400, 'Maximum number of pins reached (50)']],
  [30032, [400, 'Maximum number of application commands reached']],
  [30034, [400, 'Max number of daily application command creates has been reached (200)']],
  [30046, [400, 'Maximum number of edits to messages older than 1 hour reached. Try again later']],
  [40001, [401, 'Unauthorized']],
  [40003, [400, 'You are opening direct messages too fast']],
  [40033, [400, 'This message has already been crossposted']],
  [40060, [400, 'Interaction has already been acknowledged.']],
  [40094, [400, 'This interaction has hit the maximum number of follow up messages.']],
  [40067, [400, 'A tag is required to create a forum post in this channel']],
  [50001, [403, 'Missing Access']],
  [50005, [403, 'Cannot edit a message authored by another user']],
  [50006, [400, 'Cannot send an empty message']],
  [50007, [403, 'Cannot send messages to this user']],
  [50008, [400, 'Cannot send messages in a non-text channel']],
  [50013, [403, 'Missing Permissions']],
  [50024, [400, 'Cannot execute action on this channel type']],
  [50027, [401, 'Invalid Webhook Token']],
  [50034, [400, 'A message provided was too old to bulk delete']],
  [50035, [400, 'Invalid Form Body']],
  [50083, [400, 'Thread is archived']],
  [50109, [400, 'The request body contains invalid JSON.']],
  [50278, [403, 'Cannot send messages to this user due to having no mutual guilds']],
  [160002, [400, 'Cannot reply without permission to read message history']],
  [160004, [400, 'A thread has already been created for this message']],
  [160005, [400, 'Thread is locked']],
  [200000, [400, 'Message was blocked by automatic moderation']],
  [200001, [400, 'Title was blocked by automatic moderation']],
]);

/** A request that Discord refuses, with its status and the body that says why. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: number;
  readonly errors: JsonObject | undefined;

  constructor(code: number, errors?: JsonObject) {
    const [status, message] = CODES.get(code) ?? [400, 'Bad Request'];
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  toBody(): JsonObject {
    return { message: this.message, code: this.code, errors: this.errors };
  }
}

/** Throws what Discord answers when there is no such thing, and returns the thing otherwise. */
export function found<T>(thing: T | undefined, code: number): T {
  if (thing === undefined) throw new ApiError(code);
  return thing;
}
