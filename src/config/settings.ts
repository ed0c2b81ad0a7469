import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';
import { DEFAULT_RETENTION, type Retention } from '../core/retention.ts';
import { isZone } from '../core/time/zone.ts';
import { UI_LANGUAGES, type UiLanguage } from '../core/subject.ts';
import type { Loaded, Problem } from './problem.ts';

/** A day is the longest any feed waits for its next poll, so a shortest interval above it means nothing. */
const MAX_POLL_SECONDS = 86_400;

/** Discord's limit is far away; so many would be a mistake. */
const MAX_SHARDS = 64;

const PORT = 'must be a port: a whole number from 0 to 65535';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const schema = z.object({
  VIGIA_SUBJECT: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9-]*$/,
      'must be the name of a folder in the configuration: lower case, digits, dashes',
    )
    .default('venezuela-us'),
  VIGIA_CONFIG_DIR: z.string().min(1).default('config'),
  VIGIA_DATA_DIR: z.string().min(1).default('data'),
  DATABASE_URL: z
    .string()
    .refine(
      (address) => /^postgres(?:ql)?:\/\//.test(address) && URL.canParse(address),
      'must be an address such as postgres://user:password@host/database',
    )
    .optional(),
  VIGIA_UNSAFE_DATABASE: z.enum(['refuse', 'allow'], 'must be refuse or allow').default('refuse'),
  DISCORD_TOKEN: z
    .string()
    .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'does not look like a bot token: three parts joined by dots')
    .optional(),
  DISCORD_TOKEN_FILE: z.string().min(1).optional(),
  DISCORD_API_URL: z.url('must be a URL').default('https://discord.com/api'),
  VIGIA_SHARDS: z
    .union(
      [z.literal('auto'), z.coerce.number().int().min(1).max(MAX_SHARDS)],
      'must be a number of shards or auto',
    )
    .default(1),
  VIGIA_OPERATOR_CHANNEL: z
    .string()
    .regex(/^\d{17,19}$/, "must be a channel's id: 17 to 19 digits (Copy Channel ID)")
    .optional(),
  VIGIA_LANGUAGE: z.enum(UI_LANGUAGES, `must be one of ${UI_LANGUAGES.join(', ')}`).default('en'),
  VIGIA_TIME_ZONE: z
    .string()
    .refine(isZone, 'must be the name of a time zone such as Europe/Madrid')
    .default(systemZone),
  VIGIA_CONTACT_URL: z.url('must be a URL').optional(),
  VIGIA_MIN_POLL_SECONDS: seconds(MAX_POLL_SECONDS).default(120),
  VIGIA_TICK_SECONDS: seconds(30).default(5),
  VIGIA_ALLOWED_ADDRESSES: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((range) => range.trim())
        .filter((range) => range !== ''),
    )
    .refine((ranges) => ranges.every(isNetwork), 'must be networks such as 10.0.0.0/8, joined by commas'),
  VIGIA_HTTP_PORT: z.coerce.number(PORT).int(PORT).min(0, PORT).max(65_535, PORT).optional(),
  VIGIA_KEEP_OFF_SUBJECT_DAYS: days(7).default(DEFAULT_RETENTION.offSubjectDays),
  VIGIA_KEEP_EVIDENCE_DAYS: days(14).default(DEFAULT_RETENTION.evidenceDays),
  VIGIA_KEEP_STORY_DAYS: days(30).default(DEFAULT_RETENTION.storyDays),
  VIGIA_KEEP_LEDGER_DAYS: days(30).default(DEFAULT_RETENTION.ledgerDays),
  VIGIA_KEEP_DELIVERY_DAYS: days(14).default(DEFAULT_RETENTION.deliveryDays),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
});

/** Systems without a zone say so in several ways; all of them mean UTC. */
function systemZone(): string {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return isZone(zone) ? zone : 'UTC';
}

function seconds(most: number) {
  const message = `must be a whole number of seconds from 1 to ${String(most)}`;
  return z.coerce.number(message).int(message).min(1, message).max(most, message);
}

/** @param least below which the program would forget what it still needs */
function days(least: number) {
  const message = `must be a whole number of days, at least ${String(least)}`;
  return z.coerce.number(message).int(message).min(least, message);
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const mostBits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  const hasBits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= mostBits);
  return mostBits > 0 && hasBits && rest.length === 0;
}

type Variables = z.infer<typeof schema>;

/** What the environment says, parsed once. The Discord token is here and nowhere else. */
export interface Settings {
  readonly subject: string;
  readonly configDir: string;
  readonly dataDir: string;
  readonly databaseUrl?: string;
  /** A PostgreSQL server may lose what it acknowledged when the power fails: for trials and tests. */
  readonly allowsUnsafeDatabase: boolean;
  readonly discord: {
    readonly token?: string;
    readonly apiUrl: string;
    /** How many shards the gateway is divided into; `auto`: as many as Discord recommends. */
    readonly shards: number | 'auto';
    /** The channel in which the operator hears how the program is doing. */
    readonly operatorChannel?: string;
  };
  /** In which language alerts are printed at the terminal, and the operator is told. */
  readonly language: UiLanguage;
  /** An IANA name: in which zone digests are due where a destination names none. The system's unless given. */
  readonly timeZone: string;
  /** Where a publisher can complain: sent with every request. */
  readonly contactUrl?: string;
  readonly minPollMs: number;
  readonly tickSeconds: number;
  /** Address ranges (CIDR) that feeds may be on although they are not public. */
  readonly allowedAddresses: readonly string[];
  /** Where supervisors and monitors ask on loopback; nowhere unless set. */
  readonly httpPort?: number;
  readonly retention: Retention;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

const MEND = 'Correct it in .env or in the environment; .env.example lists every variable.';

/** Parses the environment; an empty variable counts as absent. Every problem is listed, and none shows a value. */
export function loadSettings(environment: NodeJS.ProcessEnv = process.env): Loaded<Settings> {
  const given = withoutEmpty(environment);
  const parsed = schema.safeParse(given);
  const token = readToken(given);
  if (parsed.success && token.value !== undefined)
    return { value: toSettings(parsed.data, token.value.token), problems: [] };
  const problems = (parsed.error?.issues ?? []).map(({ path, message }) => ({
    where: path.map(String).join('.'),
    what: message,
    mend: MEND,
  }));
  return { problems: [...problems, ...token.problems] };
}

/** Where the configuration lies, told even when other variables are wrong; undefined when that cannot be told either. */
export function findConfigurationPlace(
  environment: NodeJS.ProcessEnv = process.env,
): Pick<Settings, 'configDir' | 'subject'> | undefined {
  const place = schema.pick({ VIGIA_SUBJECT: true, VIGIA_CONFIG_DIR: true });
  const { data } = place.safeParse(withoutEmpty(environment));
  return data === undefined ? undefined : { configDir: data.VIGIA_CONFIG_DIR, subject: data.VIGIA_SUBJECT };
}

const withoutEmpty = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));

function toSettings(variables: Variables, token: string | undefined): Settings {
  return {
    subject: variables.VIGIA_SUBJECT,
    configDir: variables.VIGIA_CONFIG_DIR,
    dataDir: variables.VIGIA_DATA_DIR,
    ...(variables.DATABASE_URL === undefined ? {} : { databaseUrl: variables.DATABASE_URL }),
    allowsUnsafeDatabase: variables.VIGIA_UNSAFE_DATABASE === 'allow',
    discord: {
      apiUrl: variables.DISCORD_API_URL,
      shards: variables.VIGIA_SHARDS,
      ...(token === undefined ? {} : { token }),
      ...(variables.VIGIA_OPERATOR_CHANNEL === undefined
        ? {}
        : { operatorChannel: variables.VIGIA_OPERATOR_CHANNEL }),
    },
    ...(variables.VIGIA_CONTACT_URL === undefined ? {} : { contactUrl: variables.VIGIA_CONTACT_URL }),
    language: variables.VIGIA_LANGUAGE,
    timeZone: variables.VIGIA_TIME_ZONE,
    minPollMs: variables.VIGIA_MIN_POLL_SECONDS * 1000,
    tickSeconds: variables.VIGIA_TICK_SECONDS,
    allowedAddresses: variables.VIGIA_ALLOWED_ADDRESSES,
    ...(variables.VIGIA_HTTP_PORT === undefined ? {} : { httpPort: variables.VIGIA_HTTP_PORT }),
    retention: toRetention(variables),
    logLevel: variables.LOG_LEVEL,
  };
}

const toRetention = (variables: Variables): Retention => ({
  offSubjectDays: variables.VIGIA_KEEP_OFF_SUBJECT_DAYS,
  evidenceDays: variables.VIGIA_KEEP_EVIDENCE_DAYS,
  storyDays: variables.VIGIA_KEEP_STORY_DAYS,
  ledgerDays: variables.VIGIA_KEEP_LEDGER_DAYS,
  deliveryDays: variables.VIGIA_KEEP_DELIVERY_DAYS,
});

/** The token may stand in a file of its own (`DISCORD_TOKEN_FILE`), as container secrets do. */
function readToken(variables: NodeJS.ProcessEnv): Loaded<{ readonly token?: string }> {
  const { DISCORD_TOKEN: token, DISCORD_TOKEN_FILE: path } = variables;
  if (path === undefined) return { value: token === undefined ? {} : { token }, problems: [] };
  if (token !== undefined)
    return tokenFileProblem('is set together with DISCORD_TOKEN; only one of them may be');
  try {
    const parsed = schema.shape.DISCORD_TOKEN.safeParse(readFileSync(path, 'utf8').trim());
    return parsed.success && parsed.data !== undefined
      ? { value: { token: parsed.data }, problems: [] }
      : tokenFileProblem('names a file that holds no bot token');
  } catch {
    return tokenFileProblem('names a file that cannot be read');
  }
}

const tokenFileProblem = (what: string): { readonly problems: readonly Problem[] } => ({
  problems: [{ where: 'DISCORD_TOKEN_FILE', what, mend: MEND }],
});

/** Adds what stands in `.env` to the environment; a variable that is set already stays as it is. */
export function loadEnvFile(path = '.env'): void {
  if (existsSync(path)) process.loadEnvFile(path);
}
