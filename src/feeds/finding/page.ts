import { Parser } from 'htmlparser2';
import type { Language } from '../../core/types.ts';
import { decodeBody } from '../reading/decode.ts';
import type { Fetcher } from '../fetching/fetch.ts';

/** What a page says of itself to those who link to it, markup and all. */
export interface Page {
  readonly title: string;
  /** Empty when the page gives none. */
  readonly description: string;
  readonly language?: Language;
}

/** A page, or in plain words why there is none. */
export type PageOutcome =
  | { readonly kind: 'read'; readonly page: Page; readonly url: string }
  | { readonly kind: 'none'; readonly detail: string };

/** A page's head ends long before this. */
const MAX_PAGE_CHARACTERS = 1_000_000;
/** The cleanest first: what a page writes for sharing carries no outlet's name, as its `<title>` does. */
const TITLES = ['og:title', 'twitter:title', 'title'];
const DESCRIPTIONS = ['og:description', 'twitter:description', 'description'];

/** Visits an address and reads what its page says of itself. Never rejects. */
export async function fetchPage(address: string, fetcher: Fetcher, now: Date): Promise<PageOutcome> {
  const outcome = await fetcher.fetch({ url: address, conditional: false }, now);
  if (outcome.kind === 'failed') return { kind: 'none', detail: outcome.detail };
  if (outcome.kind !== 'fetched') return { kind: 'none', detail: 'the host asks for a pause' };
  const page = readPage(decodeBody(outcome.body, outcome.contentType));
  return page.title === ''
    ? { kind: 'none', detail: 'there is no page with a title' }
    : { kind: 'read', page, url: outcome.url };
}

/** Reads a page's title, description and language from its head; each is empty or absent where the page has none. */
export function readPage(html: string): Page {
  const said = new Map<string, string>();
  const say = (name: string, text: string | undefined): void => {
    if (text !== undefined && text.trim() !== '' && !said.has(name)) said.set(name, text.trim());
  };
  let title: string | undefined;
  const parser = new Parser({
    onopentag(tag, attributes) {
      if (tag === 'html') say('lang', attributes['lang']);
      if (tag === 'meta')
        say((attributes['property'] ?? attributes['name'] ?? '').toLowerCase(), attributes['content']);
      if (tag === 'title') title = '';
    },
    ontext(text) {
      if (title !== undefined) title += text;
    },
    onclosetag(tag) {
      if (tag !== 'title') return;
      say('title', title);
      title = undefined;
    },
  });
  parser.end(html.slice(0, MAX_PAGE_CHARACTERS));
  const first = (names: readonly string[]): string =>
    names.map((name) => said.get(name)).find((text) => text !== undefined) ?? '';
  const language = said.get('lang');
  return {
    title: first(TITLES),
    description: first(DESCRIPTIONS),
    ...(language === undefined ? {} : { language }),
  };
}
