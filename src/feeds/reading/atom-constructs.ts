/** Whether a link's relation makes it the page that an entry stands for; none at all does too. */
const isAlternate = (rel: string | undefined): boolean =>
  rel === undefined || rel === '' || rel === 'alternate';

/** Whether a text could serve as an entry's address. */
export const isAddress = (text: string | undefined): boolean => /^https?:\/\//i.test(text ?? '');

export interface Link {
  readonly href?: string | undefined;
  readonly rel?: string | undefined;
  readonly type?: string | undefined;
}

/** Of an entry's links, the page that stands for it: an HTML alternate, else any alternate. */
export function findAlternate(links: readonly Link[]): string | undefined {
  const alternates = links.filter(({ href, rel }) => href?.trim() && isAlternate(rel?.trim()));
  const page = alternates.find(({ type }) => type === undefined || type.includes('html'));
  return (page ?? alternates[0])?.href?.trim();
}

/** The first link that leads anywhere, whatever its relation. */
export const findAnyLink = (links: readonly Link[]): string | undefined =>
  links.find(({ href }) => href?.trim())?.href?.trim();

/**
 * Whether a text construct is plain text. By the specification one without a type is, but many a feed that says
 * nothing means HTML, and some that say text do too: a tag in the text decides against it.
 */
export function isPlainText(type: string | undefined, mode: string | undefined, value: string): boolean {
  const isDeclared = /^\s*(?:text|text\/plain|plain)\s*$/i.test(type ?? '') && mode !== 'escaped';
  return isDeclared && !/<\/?[a-z][^<>]{0,500}>/i.test(value);
}
