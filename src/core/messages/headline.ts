import { fold } from '../text/characters.ts';
import { agencyOf } from '../facts/wire.ts';

const TEASER =
  /^(?:\p{Extended_Pictographic}|[\u{FE0F}\u{200D}\s])*(?:live(?: updates?| blog)?|breaking(?: news)?|watch|video|photos|exclusive|update|en vivo|en directo|última hora|urgente|vídeos?|fotos|exclusiva|ao vivo|exclusivo|assista)\s*[:|–—-]\s*/iu;
const LAST_PART = /\s+[-–—|]\s+([^-–—|]{2,40})$/u;

/**
 * Returns a headline without what is not part of it: `LIVE:` and its like before it, the outlet's or an agency's name
 * after it. What is left is a piece of the title as it stands; capitals stay as the outlet set them.
 */
export function cleanHeadline(title: string, outlet: string): string {
  const withoutTeaser = title.trim().replace(TEASER, '');
  const last = LAST_PART.exec(withoutTeaser);
  const name = last?.[1]?.trim() ?? '';
  const isCredit = name !== '' && (fold(name) === fold(outlet) || agencyOf(name) !== undefined);
  const clean = isCredit ? withoutTeaser.slice(0, last?.index) : withoutTeaser;
  return clean.trim() === '' ? title.trim() : clean.trim();
}

/** Tells whether a title announces a live blog, a video or the like rather than what happened. */
export const isTeaser = (title: string): boolean => TEASER.test(title.trim());
