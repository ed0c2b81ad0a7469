import type { Json } from '../json.ts';
import type { Platform } from '../platform.ts';
import type { Upload } from '../posting.ts';

/** One request, parsed and admitted, as the function behind its route sees it. */
export interface Call {
  readonly platform: Platform;
  /** What stood in the places of the template's `{names}`, percent-decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The JSON body, or the `payload_json` part of a form; undefined when there was none. */
  readonly body: unknown;
  readonly files: readonly Upload[];
}

export interface Answer {
  readonly status: number;
  /** Absent for 204. */
  readonly body?: Json;
}

/** One entry of the REST interface. `path` is spelled as in Discord's OpenAPI document. */
export interface Route {
  readonly method: string;
  readonly path: string;
  /** False for the routes whose address holds a token of its own (interactions and webhooks). */
  readonly needsBot: boolean;
  /** Routes are plain functions: what they do to the state is done when they return. */
  readonly run: (call: Call) => Answer;
}

export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

const OPEN = /^\/(?:interactions|webhooks)\/\{\w+\}\/\{\w*token\}/;

/** Declares a route from `METHOD /path/{name}`. */
export function route(signature: string, run: (call: Call) => Answer): Route {
  const [method = '', path = ''] = signature.split(' ');
  return { method, path, needsBot: !OPEN.test(path), run };
}

export const ok = (body: Json): Answer => ({ status: 200, body });
export const created = (body: Json): Answer => ({ status: 201, body });
export const NO_CONTENT: Answer = { status: 204 };

/** Returns the function that finds the route of a method and path. Literal segments win over names. */
export function createRouter(
  routes: readonly Route[],
): (method: string, path: string) => RouteMatch | undefined {
  const compiled = routes
    .toSorted((left, right) => countNames(left.path) - countNames(right.path))
    .map((each) => ({ each, pattern: toPattern(each.path) }));
  return (method, path) => {
    for (const { each, pattern } of compiled) {
      const match = each.method === method ? pattern.exec(path) : null;
      if (match !== null) return { route: each, params: decode(match.groups ?? {}) };
    }
    return undefined;
  };
}

const countNames = (path: string): number => path.split('{').length - 1;

function toPattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}

function decode(groups: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
}

/** Reads a parameter of the template. */
export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}
