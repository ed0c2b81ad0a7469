import { pino, stdTimeFunctions, type Logger } from 'pino';

export type Log = Logger;

/** Field names that could carry a secret, at the depths at which errors and requests carry them. */
const SECRET_FIELDS = ['token', 'authorization', 'Authorization', 'password', 'databaseUrl', 'webhookUrl'];
const REDACTED_PATHS = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);

export interface LogOptions {
  readonly level: string;
  /** Lines for a person at a terminal in place of JSON. */
  readonly pretty: boolean;
  /** Texts that must never appear, wherever they stand: the token, the database's password. */
  readonly secrets?: readonly string[];
}

/** Opens the log: one event a line on standard error, so that standard output belongs to what a command prints. */
export async function openLog({ level, pretty, secrets = [] }: LogOptions): Promise<Log> {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    redact: { paths: REDACTED_PATHS, censor: '[secret]' },
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: { streamWrite: (line: string) => withoutSecrets(line, secrets) },
  };
  const { default: pinoPretty } = pretty ? await import('pino-pretty') : { default: undefined };
  const stream = pinoPretty?.({
    destination: 2,
    colorize: true,
    ignore: 'pid,hostname',
    translateTime: 'HH:MM:ss',
  });
  return stream === undefined ? pino(options, pino.destination(2)) : pino(options, stream);
}

/** Addresses of webhooks and interactions carry a token that anybody could post with. */
const TOKEN_IN_ADDRESS = /(\/(?:webhooks|interactions)\/\d+\/)[\w-]+/g;

/** Replaces every secret in a text that goes to a log, an error or a page. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  let safe = text.replaceAll(TOKEN_IN_ADDRESS, '$1[secret]');
  for (const secret of secrets) if (secret !== '') safe = safe.replaceAll(secret, '[secret]');
  return safe;
}
