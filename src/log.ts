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
  /** An open file; standard error unless given. */
  readonly destination?: number;
}

/** Opens the log: one event a line on standard error, so that standard output belongs to what a command prints. */
export async function openLog({ level, pretty, secrets = [], destination = 2 }: LogOptions): Promise<Log> {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    redact: { paths: REDACTED_PATHS, censor: '[secret]' },
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: {
      streamWrite: (line: string) => {
        const safe = withoutSecrets(line, secrets);
        return pretty ? withoutOrders(safe) : safe;
      },
    },
  };
  const { default: pinoPretty } = pretty ? await import('pino-pretty') : { default: undefined };
  const stream = pinoPretty?.({
    destination,
    colorize: true,
    ignore: 'pid,hostname',
    translateTime: 'HH:MM:ss',
    // Without a prototype: a field called “constructor” would otherwise end the stream.
    customPrettifiers: Object.create(null),
  });
  return stream === undefined ? pino(options, pino.destination(destination)) : pino(options, stream);
}

/** What JSON escapes, and what a terminal obeys although JSON leaves it as it is. */
const ESCAPED_OR_ORDER = /\\(?:u[\dA-Fa-f]{4}|.)|[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
const HARMLESS = /^\\(?:["\\/nt]|u(?!00[01]))/;

/** Takes out of a line of JSON what a terminal would obey once the line is laid out for a person. */
const withoutOrders = (line: string): string =>
  line.replaceAll(ESCAPED_OR_ORDER, (found) => (HARMLESS.test(found) ? found : ''));

/** Addresses of webhooks and interactions carry a token that anybody could post with. */
const TOKEN_IN_ADDRESS = /(\/(?:webhooks|interactions)\/\d+\/)[\w-]+/g;

/** Replaces every secret in a text that goes to a log, an error or a page. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  let safe = text.replaceAll(TOKEN_IN_ADDRESS, '$1[secret]');
  for (const secret of secrets) if (secret !== '') safe = safe.replaceAll(secret, '[secret]');
  return safe;
}
