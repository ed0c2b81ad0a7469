import * as z from 'zod';
import type { RawEntry, RawFeed, RawText } from './raw-entry.ts';

const text = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined);
const author = z.object({ name: text }).optional().catch(undefined);
const item = z.object({
  id: text,
  url: text,
  external_url: text,
  title: text,
  content_html: text,
  content_text: text,
  summary: text,
  date_published: text,
  date_modified: text,
  author,
  authors: z.array(author).optional().catch(undefined),
  language: text,
});
const feed = z.object({
  title: text,
  home_page_url: text,
  language: text,
  items: z.array(item.optional().catch(undefined)),
});

/** Reads JSON Feed 1.x. Returns undefined for JSON that is none; an item that is no object is left out. */
export function readJsonFeed(source: string, url: string | undefined): RawFeed | undefined {
  const parsed = feed.safeParse(toJson(source));
  if (!parsed.success) return undefined;
  const { title, home_page_url: link, language, items } = parsed.data;
  return {
    title: toPlain(title),
    link,
    language,
    entries: items.filter((value) => value !== undefined).map((value) => readItem(value, url)),
    base: url,
  };
}

function readItem(value: z.infer<typeof item>, base: string | undefined): RawEntry {
  const html = value.content_html;
  return {
    guid: value.id,
    link: value.url ?? value.external_url,
    title: toPlain(value.title),
    contents: [
      html === undefined ? undefined : { value: html, base },
      toPlain(value.content_text),
      toPlain(value.summary),
    ].filter((content) => content !== undefined),
    published: [value.date_published],
    updated: [value.date_modified],
    author: value.authors?.find((one) => one?.name !== undefined)?.name ?? value.author?.name,
    language: value.language,
    base,
  };
}

const toPlain = (value: string | undefined): RawText | undefined =>
  value === undefined || value.trim() === '' ? undefined : { value, isPlain: true };

function toJson(source: string): unknown {
  try {
    return JSON.parse(source.trim());
  } catch {
    return undefined;
  }
}
