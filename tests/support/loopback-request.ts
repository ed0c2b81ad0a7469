import type { LoopbackDiscord } from '../../src/demo/discord/loopback-discord.ts';

export interface RawAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** Sends a request to a loopback Discord as the bot, without a client that would check or mend it. */
export async function request(
  discord: LoopbackDiscord,
  signature: string,
  body?: unknown,
  token: string = discord.token,
): Promise<RawAnswer> {
  const [method = '', path = ''] = signature.split(' ');
  const response = await fetch(`${discord.apiUrl}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text === '' ? undefined : JSON.parse(text),
    headers: response.headers,
  };
}

/** The paths of everything that a 50035 complains of, with the codes: `embeds.0.title BASE_TYPE_MAX_LENGTH`. */
export function complaints(answer: RawAnswer): string[] {
  return walk(member(answer.body, 'errors'), []);
}

function walk(tree: unknown, path: readonly string[]): string[] {
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([key, child]: [string, unknown]) => {
    if (key !== '_errors') return walk(child, [...path, key]);
    return (Array.isArray(child) ? child : []).map((each) =>
      `${path.join('.')} ${String(member(each, 'code'))}`.trim(),
    );
  });
}

/** Reads a member of an answer whose shape is not known. */
export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.getOwnPropertyDescriptor(value, name)?.value
    : undefined;
}

/** The id in an answer. */
export const idOf = (answer: RawAnswer): string => String(member(answer.body, 'id'));
