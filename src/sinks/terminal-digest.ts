import wrapAnsi from 'wrap-ansi';
import type { Digest, DigestGroup, DigestLine, TopStory } from '../core/digest/digest.ts';
import {
  markOf,
  sayBecame,
  sayChanged,
  sayChecked,
  sayCounts,
  sayCoverage,
  sayDeveloping,
  sayLead,
  sayMarks,
  sayOutlets,
  sayQuiet,
  sayReasons,
  sayTitle,
  sayVolume,
} from '../core/digest/words.ts';
import { say } from '../core/messages/phrases.ts';
import type { UiLanguage } from '../core/subject.ts';
import { toPlainLine } from '../core/text/plain-text.ts';

const WIDTH = 96;
const RESET = '\u001B[0m';
const BOLD = '\u001B[1m';
const DIM = '\u001B[2m';

/** Returns a digest as the lines of a terminal: the same in the same order as the card in a channel. */
export function digestLines(digest: Digest): string[] {
  const { language, top, highlights, groups, developing, useful = [], coverage, isQuiet } = digest;
  if (isQuiet) {
    const checked = sayChecked(coverage, language, toTime);
    return [bold(sayQuiet(digest)), ...(checked === undefined ? [] : [dim(checked)])];
  }
  const listed = (lines: readonly DigestLine[]): string[] => lines.flatMap((line) => toLines(line, language));
  const lead = sayLead(digest);
  return [
    bold(sayTitle(digest)),
    ...(lead === undefined ? [] : wrap(lead)),
    ...wrap(sayCounts(digest)),
    ...(top === undefined ? [] : ['', ...topLines(top, digest)]),
    ...(highlights.length === 0 ? [] : ['', ...listed(highlights)]),
    ...groups.flatMap((group) => ['', ...groupLines(group, digest)]),
    ...(developing.length === 0 ? [] : ['', bold(sayDeveloping(digest)), ...listed(developing)]),
    ...(useful.length === 0 ? [] : ['', bold(say('digest.useful', language)), ...listed(useful)]),
    '',
    ...sayMarks(digest).map(dim),
    dim(sayCoverage(coverage, language)),
  ];
}

function topLines(top: TopStory, { language }: Digest): string[] {
  const reasons = sayReasons(top.reasons, language, toPlainLine);
  return [
    bold(say('digest.top', language)),
    ...wrap(`${top.topic.emoji} ${toPlainLine(top.headline)}`).map(bold),
    ...wrap(sayOutlets(top, language, toPlainLine)),
    ...(reasons === undefined ? [] : wrap(reasons)),
    ...(top.url === undefined ? [] : [dim(toPlainLine(top.url))]),
  ];
}

function groupLines(group: DigestGroup, digest: Digest): string[] {
  const { language, top } = digest;
  const { topic, lines, count } = group;
  const changed = sayChanged(group, language);
  const hidden = count - lines.length - (top?.topic.id === topic.id ? 1 : 0);
  return [
    `${bold(toPlainLine(`${topic.emoji} ${topic.name}`))} · ${sayVolume(group, digest)}`,
    ...(changed === undefined ? [] : wrap(changed).map(dim)),
    ...lines.flatMap((line) => toLines(line, language)),
    ...(hidden > 0 ? [dim(say('more', language, { count: hidden }))] : []),
  ];
}

function toLines(line: DigestLine, language: UiLanguage): string[] {
  const { headline, outlet, otherOutlets } = line;
  const became = sayBecame(line, language);
  const others = otherOutlets > 0 ? ` +${String(otherOutlets)}` : '';
  return wrap(
    `• ${toPlainLine(headline)}${markOf(line)} (${toPlainLine(outlet)}${others})${became === undefined ? '' : ` · ${became}`}`,
  );
}

const toTime = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const bold = (text: string): string => `${BOLD}${text}${RESET}`;
const dim = (text: string): string => `${DIM}${text}${RESET}`;
const wrap = (text: string): string[] => wrapAnsi(text, WIDTH, { hard: true }).split('\n');
