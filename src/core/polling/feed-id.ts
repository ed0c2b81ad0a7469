const MAX_LENGTH = 40;
const ACCENTS = /\p{M}/gu;
const OTHERS = /[^a-z0-9]+/g;

/** Makes an id for a feed out of a name or, where that has no Latin letters, out of its host; none that is taken. */
export function toFeedId(name: string, url: string, taken: ReadonlySet<string>): string {
  const host = (URL.parse(url)?.hostname ?? '').replace(/^www\./, '');
  const stem = [toSlug(name), toSlug(host)].find((slug) => slug !== '') ?? 'feed';
  let id = stem;
  for (let number = 2; taken.has(id); number += 1) id = `${stem}-${String(number)}`;
  return id;
}

const toSlug = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(ACCENTS, '')
    .toLowerCase()
    .replaceAll(OTHERS, '-')
    .slice(0, MAX_LENGTH)
    .replaceAll(/^-+|-+$/g, '');
