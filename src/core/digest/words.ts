import { say, type Phrase } from '../messages/phrases.ts';
import type { UiLanguage } from '../subject.ts';
import { BECAME } from './became.ts';
import {
  linesOf,
  type Coverage,
  type Digest,
  type DigestGroup,
  type DigestLine,
  type Reason,
  type TopStory,
} from './digest.ts';

/** Makes what a feed wrote safe for the place where it will stand. */
export type Safe = (text: string) => string;

const SHOWN_OUTLETS = 2;

/** Returns a day as people write it: `23 November 2026`. */
export function sayDay(day: string, language: UiLanguage): string {
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
  return format.format(new Date(`${day}T00:00:00Z`));
}

/** Returns a number as people write it: `1,204`. */
export const sayNumber = (value: number, language: UiLanguage): string =>
  new Intl.NumberFormat(language).format(value);

type Counted = 'stories' | 'major' | 'outlets' | 'topics';

const sayCount = (of: Counted, count: number, language: UiLanguage): string =>
  say(`digest.${of}.${count === 1 ? 'one' : 'other'}`, language, { count: sayNumber(count, language) });

/** The digest's title. */
export function sayTitle({ variant, language, day, days }: Digest): string {
  const isSince = variant === 'now' && days !== 1;
  const phrase: Phrase = isSince ? 'digest.since' : `digest.${variant}`;
  return say(phrase, language, { day: sayDay(day, language) });
}

/** The line by which a person's digest is announced: `Your digest: 21 stories. Top: …`. */
export function sayPrivateLead({ language, counts, top, highlights }: Digest, safe: Safe): string {
  const headline = (top ?? highlights[0])?.headline;
  const stories = sayCount('stories', counts.stories, language);
  return headline === undefined
    ? say('digest.private-counts', language, { stories })
    : say('digest.private-lead', language, { stories, headline: safe(headline) });
}

/** What stands above an absence's stories; undefined for every other digest. */
export function sayLead({ variant, language, day, days }: Digest): string | undefined {
  if (variant !== 'away') return undefined;
  const count = sayNumber(days, language);
  return say(`digest.away-lead.${days === 1 ? 'one' : 'other'}`, language, {
    count,
    day: sayDay(day, language),
  });
}

/** `21 stories (+7 on yesterday) · 5 major · 14 outlets · 4 topics`. */
export function sayCounts({ variant, language, counts }: Digest): string {
  const { stories, major, outlets, topics, change } = counts;
  const period = variant === 'weekly' ? 'week' : 'day';
  const compared =
    change === undefined
      ? ''
      : ` (${
          change === 0
            ? say(`digest.same-${period}`, language)
            : say(`digest.change-${period}`, language, { change: saySigned(change, language) })
        })`;
  return [
    `${sayCount('stories', stories, language)}${compared}`,
    ...(major > 0 ? [sayCount('major', major, language)] : []),
    ...(stories > 0 ? [sayCount('outlets', outlets, language)] : []),
    ...(topics > 1 ? [sayCount('topics', topics, language)] : []),
  ].join(' · ');
}

/** `9 (+2)`, or of a topic whose only story stands above: `1 (+1) · the top story`. */
export function sayVolume({ topic, count, change }: DigestGroup, { language, top }: Digest): string {
  const compared = change === undefined || change === 0 ? '' : ` (${saySigned(change, language)})`;
  const isAbove = count === 1 && top?.topic.id === topic.id;
  return `${sayNumber(count, language)}${compared}${isAbove ? ` · ${say('digest.above', language)}` : ''}`;
}

/** What the marks of a digest's lines mean, each once; one line for all where every story was announced. */
export function sayMarks(digest: Digest): string[] {
  const { language, top, counts } = digest;
  const lines = linesOf(digest);
  const isAllTold = top === undefined && counts.stories > 0 && lines.every(({ isAnnounced }) => isAnnounced);
  if (isAllTold) return [say('digest.all-told', language)];
  return [
    ...(lines.some(({ isUpdated }) => isUpdated) ? [say('digest.updated', language)] : []),
    ...(lines.some(({ isAnnounced }) => isAnnounced) ? [say('digest.announced', language)] : []),
  ];
}

/** What stands above the stories from before that were told further. */
export function sayDeveloping({ variant, language }: Digest): string {
  if (variant === 'daily') return say('digest.developing', language);
  return say(variant === 'weekly' ? 'digest.further' : 'digest.still', language);
}

/** Of a week, what became of a story: `corrected, closed`; undefined when there is nothing to say. */
export function sayBecame({ became = [] }: DigestLine, language: UiLanguage): string | undefined {
  if (became.length === 0) return undefined;
  return became.map((kind) => say(`digest.became.${kind}`, language)).join(', ');
}

/** Of a week, what became of a topic's stories: `What changed: 1 corrected, 3 closed`. Undefined without a change. */
export function sayChanged({ became = {} }: DigestGroup, language: UiLanguage): string | undefined {
  const counted = BECAME.flatMap((kind) => {
    const count = became[kind] ?? 0;
    if (count === 0) return [];
    return say(`digest.changed.${kind}.${count === 1 ? 'one' : 'other'}`, language, {
      count: sayNumber(count, language),
    });
  });
  return counted.length === 0 ? undefined : say('digest.changed', language, { changes: counted.join(', ') });
}

/** What stands behind a headline that is announced, and told further or not. */
export function markOf({ isUpdated, isAnnounced }: DigestLine): string {
  if (isUpdated) return ' ↻';
  return isAnnounced ? ' ✓' : '';
}

const saySigned = (change: number, language: UiLanguage): string =>
  new Intl.NumberFormat(language, { signDisplay: 'exceptZero' }).format(change).replace('-', '−');

/** `Reuters, also EFE, AP and 2 more`. */
export function sayOutlets({ outlet, others }: TopStory, language: UiLanguage, safe: Safe): string {
  if (others.length === 0) return safe(outlet);
  const named = others.slice(0, SHOWN_OUTLETS).map(safe).join(', ');
  const hidden = others.length - SHOWN_OUTLETS;
  const list = hidden > 0 ? say('digest.and-more', language, { others: named, count: hidden }) : named;
  return say('digest.also', language, { outlet: safe(outlet), others: list });
}

/** `Why it matters: 5 independent outlets report it; officials are quoted`. Undefined without a reason. */
export function sayReasons(reasons: readonly Reason[], language: UiLanguage, safe: Safe): string | undefined {
  if (reasons.length === 0) return undefined;
  const said = reasons.map((reason) =>
    say(`digest.reason.${reason.kind}`, language, {
      ...('count' in reason ? { count: reason.count } : {}),
      ...('outlet' in reason ? { outlet: safe(reason.outlet) } : {}),
      ...('headline' in reason ? { headline: safe(reason.headline) } : {}),
    }),
  );
  return say('digest.why', language, { reasons: said.join('; ') });
}

/** The one line of a period without stories. */
export const sayQuiet = ({ variant, language }: Digest): string =>
  say(variant === 'daily' ? 'digest.quiet' : 'digest.nothing', language);

/** `14 feeds checked, last at 19:58, 2 not answering`; undefined before the first visit. */
export function sayChecked(
  { feeds, feedsDown, lastPollAt }: Coverage,
  language: UiLanguage,
  sayTime: (at: Date) => string,
): string | undefined {
  if (lastPollAt === undefined) return undefined;
  const line = say('digest.checked', language, {
    feeds: sayNumber(feeds, language),
    time: sayTime(lastPollAt),
  });
  return withDown(line, feedsDown, language);
}

/** `From 1,204 entries read, 96 of them on the subject · 33 feeds, 1 not answering`. */
export function sayCoverage(
  { entries, onSubject, feeds, feedsDown }: Coverage,
  language: UiLanguage,
): string {
  const line = say('digest.coverage', language, {
    entries: sayNumber(entries, language),
    onSubject: sayNumber(onSubject, language),
    feeds: sayNumber(feeds, language),
  });
  return withDown(line, feedsDown, language);
}

/** Silence of feeds is not to be taken for silence of the world. */
const withDown = (line: string, count: number, language: UiLanguage): string =>
  count === 0 ? line : `${line}, ${say('digest.down', language, { count: sayNumber(count, language) })}`;
