import { fold } from '../text/characters.ts';
import { agencyOf } from '../facts/wire.ts';

const TEASER =
  /^(?:\p{Extended_Pictographic}|[\u{FE0F}\u{200D}\s])*(?:live(?: updates?| blog)?|breaking(?: news)?|watch|video|photos|exclusive|update|en vivo|en directo|última hora|urgente|vídeos?|fotos|exclusiva|ao vivo|exclusivo|assista)\s*[:|–—-]\s*/iu;
/** How agencies number what they send again: `UPDATE 1-`, `RPT-WRAPUP 3-`. */
const NUMBERED = /^(?:(?:(?:update|wrapup)\s*\d+|refile|rpt)\s*[:|–—-]\s*)+/iu;
/** The same in capitals without a mark behind it, before a headline that is not in capitals itself. */
const SHOUTED =
  /^(?:BREAKING(?: NEWS)?|EXCLUSIVE|EXCLUSIV[AO]|URGENTE|URGENT|ÚLTIMA HORA|ÚLTIMAS NOTÍCIAS)\s+(?=\p{Lu}\p{Ll})/u;
/** What an outlet puts before a headline of a piece that it has mended. */
const CORRECTION_WORD =
  '(?:correct(?:ion|ed)|clarification|retraction|correcci[oó]n|corregid[oa]|rectificaci[oó]n|aclaraci[oó]n|fe de (?:erratas?|errores)|corre[cç][aã]o|corrigid[oa]|retifica[cç][aã]o|errata|esclarecimento)';
const CORRECTION = new RegExp(
  String.raw`^\s*(?:[([]${CORRECTION_WORD}[)\]]\s*[:|–—-]?|${CORRECTION_WORD}\s*[:|–—-])\s*`,
  'iu',
);
const LAST_PART = /\s+[-–—|]\s+([^-–—|]{2,40})$/u;

/**
 * Returns a headline without what is not part of it: `LIVE:`, `UPDATE 1-` and their like before it, the outlet's or an
 * agency's name after it. What is left is a piece of the title as it stands; capitals stay as the outlet set them.
 */
export function cleanHeadline(title: string, outlet: string): string {
  const withoutTeaser = title.trim().replace(NUMBERED, '').replace(TEASER, '').replace(SHOUTED, '');
  const last = LAST_PART.exec(withoutTeaser);
  const name = last?.[1]?.trim() ?? '';
  const isCredit = name !== '' && (fold(name) === fold(outlet) || agencyOf(name) !== undefined);
  const clean = isCredit ? withoutTeaser.slice(0, last?.index) : withoutTeaser;
  return clean.trim() === '' ? title.trim() : clean.trim();
}

/** Tells whether a title announces a live blog, a video or the like rather than what happened. */
export const isTeaser = (title: string): boolean => TEASER.test(title.trim());

/** Returns a headline without `CORRECTED:` and its like, for where that is said in the reader's language already. */
export function withoutCorrection(headline: string): string {
  const rest = headline.replace(CORRECTION, '');
  return rest === '' ? headline : rest;
}
