import type { Period } from '../../../core/digest/period.ts';

/** A page of all the stories of a period. */
export interface DigestRef extends Period {
  readonly page: number;
}

const SECOND_MS = 1_000;
const BASE = 36;
/** No digest tells of more than 31 days; a button made by hand could ask for all there ever was. */
const LONGEST_MS = 32 * 86_400_000;
const MOST_PAGES = 10_000;

/** Writes what a button refers to: seconds and a page in as few characters as they need. */
export const toDigestRef = ({ from, until, page }: DigestRef): string =>
  [from.getTime() / SECOND_MS, until.getTime() / SECOND_MS, page]
    .map((value) => Math.floor(value).toString(BASE))
    .join('.');

/** Reads it; undefined when it is none. */
export function fromDigestRef(text: string): DigestRef | undefined {
  const [from, until, page, ...rest] = text.split('.').map((part) => Number.parseInt(part, BASE));
  if (from === undefined || until === undefined || page === undefined || rest.length > 0) return undefined;
  const [begin, end] = [new Date(from * SECOND_MS), new Date(until * SECOND_MS)];
  const lengthMs = end.getTime() - begin.getTime();
  const isValid = lengthMs > 0 && lengthMs <= LONGEST_MS && page >= 0 && page < MOST_PAGES;
  return isValid ? { from: begin, until: end, page } : undefined;
}
