import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** Discord's own OpenAPI document, kept beside the checkout where there is one. */
const DOCUMENT = new URL('../../../shared/discord-openapi.json', import.meta.url);

/** False where the document is absent: nothing can be checked then, and the tests that want to are skipped. */
export const hasOpenApi: boolean = existsSync(DOCUMENT);

/** One request with its answer, in the form that the loopback Discord records it. */
export interface CheckedExchange {
  readonly method: string;
  /** Without `/api/v10`; a query is ignored. */
  readonly path: string;
  readonly requestBody?: unknown;
  readonly status: number;
  readonly responseBody?: unknown;
}

interface Operation {
  readonly pointer: string;
  readonly pattern: RegExp;
  readonly names: number;
}

const read = (): Record<string, unknown> => asRecord(JSON.parse(readFileSync(DOCUMENT, 'utf8'), mend));

/**
 * Mends two places where the document says other than Discord's reference. The codes of a form's errors are words such
 * as BASE_TYPE_REQUIRED (https://docs.discord.com/developers/reference#error-messages), not numbers; and a command's
 * default_member_permissions is a number written as text, as every set of permissions is.
 */
function mend(key: string, value: unknown): unknown {
  if (key === 'default_member_permissions') return { type: ['integer', 'string', 'null'] };
  if (key !== 'InnerErrors') return value;
  const complaint = { type: 'object', properties: { code: { type: 'string' }, message: { type: 'string' } } };
  const properties = {
    ['_errors']: { type: 'array', items: { ...complaint, required: ['code', 'message'] } },
  };
  return { type: 'object', properties, required: ['_errors'], additionalProperties: false };
}

let opened: ReturnType<typeof open> | undefined;

/**
 * Returns what Discord's document has against a request and its answer; empty when all is well, or when the document is
 * absent. Schemas are compiled when they are first needed: the document is large, a test touches few routes.
 */
export function checkExchange(exchange: CheckedExchange): string[] {
  if (!hasOpenApi) return [];
  opened ??= open();
  const { document, operations } = opened;
  const path = exchange.path.split('?')[0] ?? '';
  const operation = operations.find(
    ({ pattern, pointer }) =>
      pattern.test(path) && member(document, [...split(pointer), exchange.method.toLowerCase()]),
  );
  const where = `${exchange.method} ${path}`;
  if (operation === undefined) return [`${where}: no such route in Discord's document`];
  const at = [...split(operation.pointer), exchange.method.toLowerCase()];
  const hasJson = exchange.requestBody !== undefined && exchange.status < 400;
  const request = hasJson ? check([...at, 'requestBody', ...JSON_SCHEMA], exchange.requestBody, opened) : [];
  const answer = check(answerPointer(document, at, exchange.status), exchange.responseBody, opened);
  return [
    ...request.map((problem) => `${where} request${problem}`),
    ...answer.map((problem) => `${where} answer${problem}`),
  ];
}

const JSON_SCHEMA = ['content', 'application/json', 'schema'];

function open() {
  const document = read();
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  addFormats.default(ajv);
  for (const format of ['nonce', 'snowflake']) ajv.addFormat(format, true);
  ajv.addFormat('int32', { type: 'number', validate: Number.isInteger });
  ajv.addSchema({ ...document, $id: 'discord' });
  const operations = Object.keys(asRecord(document['paths']))
    .map((template): Operation => ({
      pointer: `/paths/${escapePointer(template)}`,
      pattern: new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
      names: template.split('{').length,
    }))
    .toSorted((left, right) => left.names - right.names);
  return { document, ajv, operations, compiled: new Map<string, ValidateFunction>() };
}

type Opened = ReturnType<typeof open>;

function check(pointer: readonly string[], value: unknown, { document, ajv, compiled }: Opened): string[] {
  if (member(document, pointer) === undefined) return [];
  const reference = `discord#/${pointer.map(escapePointer).map(encodeURIComponent).join('/')}`;
  const validate = compiled.get(reference) ?? ajv.compile({ $ref: reference });
  compiled.set(reference, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => ` ${instancePath} ${message ?? 'is wrong'}`,
  );
}

function answerPointer(document: Record<string, unknown>, at: readonly string[], status: number): string[] {
  const keys = [String(status), `${String(status)[0] ?? ''}XX`];
  for (const key of keys) {
    const response = member(document, [...at, 'responses', key]);
    const reference = asRecord(response)['$ref'];
    if (typeof reference === 'string') return [...split(reference.slice(1)), ...JSON_SCHEMA];
    if (response !== undefined) return [...at, 'responses', key, ...JSON_SCHEMA];
  }
  return [];
}

function member(document: unknown, pointer: readonly string[]): unknown {
  return pointer.reduce<unknown>((value, key) => asRecord(value)[key], document);
}

const split = (pointer: string): string[] => pointer.slice(1).split('/').map(unescapePointer);
const escapePointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
const unescapePointer = (key: string): string => key.replaceAll('~1', '/').replaceAll('~0', '~');

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
