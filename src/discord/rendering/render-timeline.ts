import { say, sayLanguage, sayOutletKind } from '../../core/messages/phrases.ts';
import type { LinkedStory, Timeline, TimelineChange, TimelineReport } from '../../core/messages/timeline.ts';
import type { Subject, UiLanguage } from '../../core/subject.ts';
import type { RichReply } from '../command.ts';
import { fateLines } from './fates.ts';
import { nameOf } from './judgement.ts';
import { toButton, toButtons, toPanel } from './panel.ts';
import { toLink, toMarkup } from './safe-text.ts';
import { toTime } from './words.ts';

const HEADLINE_LENGTH = 160;
const TITLE_LENGTH = 110;
const OUTLET_LENGTH = 60;
const PAGE = 10;
/** More stories than these in a row are no help. */
const SHOWN_LINKS = 3;

export interface TimelineWish {
  readonly subject: Subject;
  readonly language: UiLanguage;
  /** From 1; any other number is the nearest page there is. */
  readonly page: number;
}

/** Tells how a story went: each report and change in the order of time, a page at a time. */
export function renderTimeline(
  timeline: Timeline,
  { subject, language, page: wanted }: TimelineWish,
): RichReply {
  const { storyId, reports, topics } = timeline;
  const events = listEvents(timeline, language);
  const pages = Math.max(1, Math.ceil(events.length / PAGE));
  const page = Math.min(Math.max(1, Number.isInteger(wanted) ? wanted : 1), pages);
  const outlets = new Set(reports.map(({ outlet }) => outlet)).size;
  const colour = subject.topics.find(({ id }) => id === topics[0])?.colour;
  return toPanel({
    parts: [
      headLines(timeline, subject, language),
      [
        `**${say('timeline', language)}**`,
        ...events.slice((page - 1) * PAGE, page * PAGE).map(({ line }) => line),
      ],
      [...linkLines(timeline, language), ...fateLines(timeline.fates, subject, language)],
      pages === 1 ? [] : [`-# ${say('page.of', language, { page, pages })}`],
    ],
    rows: [
      toButtons([
        ...(page > 1
          ? [toButton('story-page', `${storyId}.${String(page - 1)}`, say('page.previous', language))]
          : []),
        ...(page < pages
          ? [toButton('story-page', `${storyId}.${String(page + 1)}`, say('page.next', language))]
          : []),
      ]),
      toButtons([
        ...(outlets > 1
          ? [toButton('sources', storyId, say('sources.all', language, { count: outlets }))]
          : []),
        toButton('why', storyId, say('why', language)),
        toButton('mute-story', storyId, say('mute.story', language)),
      ]),
    ],
    ...(colour === undefined ? {} : { colour }),
  });
}

function headLines(
  { headline, url, phase, topics, importance, reports }: Timeline,
  subject: Subject,
  language: UiLanguage,
): string[] {
  const tags = topics.flatMap((id) => {
    const emoji = subject.topics.find((topic) => topic.id === id)?.emoji;
    return emoji === undefined ? [] : [`${emoji} ${nameOf(id, subject, language)}`];
  });
  const { level, dots, independentOutlets } = importance;
  return [
    `### ${toLink(headline, url, HEADLINE_LENGTH)}`,
    tags.join(' · '),
    say('story.facts', language, {
      phase: say(`phase.${phase}`, language),
      importance: `${'●'.repeat(dots)}${'○'.repeat(4 - dots)} ${say(`importance.${level}`, language)}`,
      reports: reports.length,
      outlets: independentOutlets,
    }),
  ].filter((line) => line !== '');
}

interface Event {
  readonly at: Date;
  readonly line: string;
}

function listEvents({ reports, changes }: Timeline, language: UiLanguage): Event[] {
  const told = reports.map((report) => ({ at: report.at, line: reportLine(report, language) }));
  const changed = changes.flatMap((change) => {
    const words = sayChange(change, language);
    return words === undefined ? [] : [{ at: change.at, line: `${toTime(change.at, 'f')} · **${words}**` }];
  });
  return [...told, ...changed].toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

function reportLine(report: TimelineReport, language: UiLanguage): string {
  const title = toLink(report.title, report.url, TITLE_LENGTH);
  return `${toTime(report.at, 'f')} · ${toMarkup(report.outlet, OUTLET_LENGTH)} (${marksOf(report, language)}) · ${title}`;
}

/** What kind of outlet it is, in which language it writes if not the reader's, and whose words it carries. */
const marksOf = ({ outletKind, language: written, copyOf }: TimelineReport, language: UiLanguage): string =>
  [
    sayOutletKind(outletKind, language),
    ...(written === language ? [] : [toMarkup(sayLanguage(written, language), OUTLET_LENGTH)]),
    ...(copyOf === undefined
      ? []
      : [say('story.copy-of', language, { outlet: toMarkup(copyOf, OUTLET_LENGTH) })]),
  ].join(', ');

/** That another outlet joined is seen from its report. */
function sayChange({ change }: TimelineChange, language: UiLanguage): string | undefined {
  switch (change.kind) {
    case 'more-outlets':
      return undefined;
    case 'correction':
      return say('story.correction', language, { outlet: toMarkup(change.outlet, OUTLET_LENGTH) });
    case 'became-major':
    case 'new-fact':
    case 'joined':
    case 'split':
    case 'split-from':
      return say(`story.${change.kind}`, language);
  }
}

function linkLines({ follows, followedBy }: Timeline, language: UiLanguage): string[] {
  return [
    ...(follows === undefined ? [] : [say('story.follows', language, { story: nameStory(follows) })]),
    ...followedBy
      .slice(-SHOWN_LINKS)
      .map((story) => say('story.followed-by', language, { story: nameStory(story) })),
  ];
}

const nameStory = ({ headline }: LinkedStory): string => toMarkup(headline, TITLE_LENGTH);

/** Lists who reports a story: each outlet once with its first report, voices of their own before those that repeat. */
export function renderSources(timeline: Timeline, subject: Subject, language: UiLanguage): RichReply {
  const { headline, url, reports, topics } = timeline;
  const first = reports.filter(
    ({ outlet }, index) => reports.findIndex((one) => one.outlet === outlet) === index,
  );
  const own = first.filter(({ copyOf }) => copyOf === undefined);
  const copies = first.filter(({ copyOf }) => copyOf !== undefined);
  const line = (report: TimelineReport): string =>
    `• ${toLink(report.outlet, report.url, OUTLET_LENGTH)} (${marksOf(report, language)}) · ${toTime(report.at)}`;
  const colour = subject.topics.find(({ id }) => id === topics[0])?.colour;
  return toPanel({
    parts: [
      [`### ${say('sources.title', language)}`, toLink(headline, url, HEADLINE_LENGTH)],
      [`**${say('sources.independent', language, { count: own.length })}**`, ...own.map(line)],
      copies.length === 0
        ? []
        : [`**${say('sources.copies', language, { count: copies.length })}**`, ...copies.map(line)],
    ],
    ...(colour === undefined ? {} : { colour }),
  });
}
