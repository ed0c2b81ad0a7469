import type { DigestsOnDemand } from '../../core/digest/on-demand.ts';
import { followPeriod, type Period } from '../../core/digest/period.ts';
import type { Digest, DigestLine } from '../../core/digest/digest.ts';
import { toLine } from '../../core/digest/layout.ts';
import { nextDigestAt } from '../../core/digest/schedule.ts';
import { withDigests } from '../../core/digest/wishes.ts';
import type { Destination } from '../../core/destination.ts';
import { chooseHeadline } from '../../core/messages/summary.ts';
import type { Subject } from '../../core/subject.ts';
import { localDateOf } from '../../core/time/zone.ts';
import type { TopicId } from '../../core/types.ts';
import { findDestinationAt, saveDestination } from '../../db/deliveries/destinations.ts';
import { listPeriodStories } from '../../db/deliveries/digest-stories.ts';
import { findReaders } from '../../db/deliveries/digest-readers.ts';
import { findDigestCursors, findSentDigest } from '../../db/deliveries/digests.ts';
import type { Db } from '../../db/engine/open.ts';
import { chooseFor, layOut, NEW_READER } from './digest-content.ts';
import { readPeriod } from './period-content.ts';
import { weighStory } from '../stories/weigh-story.ts';

const DAY_MS = 86_400_000;
/** Somebody who comes back after longer is told of the last month. */
const LONGEST_MS = 31 * DAY_MS;

export interface OnDemandDeps {
  readonly db: Db;
  readonly subject: Subject;
  /** The zone of those who have named none. */
  readonly zone: string;
  readonly now: () => Date;
}

/** Opens digests to those who ask for one. */
export function openDigestsOnDemand(deps: OnDemandDeps): DigestsOnDemand {
  const { db, zone, now } = deps;
  return {
    zone,
    findAt: (address) => findDestinationAt(db, address),
    writeNow: (reader) => writeNow(deps, reader),
    listAll: (wanted) => listAll(deps, wanted),
    async save(destination, wishes) {
      const wished = withDigests(destination, wishes);
      await saveDestination(db, wished, { isWelcomed: true, now: now() });
      return nextDigestAt(wished, zone, now());
    },
  };
}

type Asked = Parameters<DigestsOnDemand['writeNow']>[0];

async function writeNow(deps: OnDemandDeps, { userId, language, since }: Asked): Promise<Digest> {
  const { db, subject } = deps;
  const own = (await findDestinationAt(db, userId))?.destination;
  const zone = own?.timeZone ?? deps.zone;
  const topicIds = own?.topics ?? subject.topics.map(({ id }) => id);
  const { period, isSince } = await findPeriod(deps, since === 'last' ? own : undefined);
  const days = isSince ? Math.max(2, Math.round(lengthOf(period) / DAY_MS)) : 1;
  const content = await readPeriod(deps, period);
  // Whoever asks is shown everything, alerts or not.
  const selection = lengthOf(period) > 2 * DAY_MS ? 'away' : 'daily';
  const choice = await chooseFor(subject, content, { ...NEW_READER, topics: topicIds }, selection);
  return layOut(subject, content, choice, {
    zone,
    isQuiet: choice.storyCount === 0 && choice.developing.length === 0,
    frame: {
      variant: 'now',
      language,
      day: localDateOf(period.until, zone),
      days,
      ...period,
      topicIds,
      silent: true,
    },
  });
}

/** Since a destination's last digest; the last 24 hours where there was none. */
async function findPeriod(
  { db, now }: OnDemandDeps,
  own: Destination | undefined,
): Promise<{ readonly period: Period; readonly isSince: boolean }> {
  const until = now();
  const cursors = own === undefined ? [] : await findDigestCursors(db, own.id);
  const last = cursors.map((cursor) => cursor.until.getTime());
  const from = last.length === 0 ? until.getTime() - DAY_MS : Math.max(...last, until.getTime() - LONGEST_MS);
  return { period: { from: new Date(from), until }, isSince: last.length > 0 };
}

const lengthOf = ({ from, until }: Period): number => until.getTime() - from.getTime();

type Listed = Parameters<DigestsOnDemand['listAll']>[0];

async function listAll(
  { db, subject }: OnDemandDeps,
  { period, language, from, count, ...whose }: Listed,
): Promise<{ readonly lines: readonly DigestLine[]; readonly total: number }> {
  const { topicIds, muted } = await findTold(db, subject, { ...whose, until: period.until });
  const topics = subject.topics.filter(({ id }) => topicIds.includes(id) && !muted.has(`topic:${id}`));
  const stories = await listPeriodStories(db, period, period.from);
  const begun = followPeriod(stories, topics, period).begun.filter(({ id }) => !muted.has(`story:${id}`));
  const lines: DigestLine[] = [];
  for (const { id } of begun.slice(from, from + count)) {
    const weighed = await weighStory(db, Number(id), subject.topics);
    if (weighed === undefined) continue;
    const headline = chooseHeadline(weighed.articles, language);
    lines.push(toLine({ ...weighed, id, headline }, language, false));
  }
  return { lines, total: begun.length };
}

/** What the message told of in which the button stands; of one that was asked for, what the person follows. */
async function findTold(
  db: Db,
  subject: Subject,
  {
    marker,
    userId,
    channelIds,
    until,
  }: Pick<Listed, 'marker' | 'userId' | 'channelIds'> & { readonly until: Date },
): Promise<{ readonly topicIds: readonly TopicId[]; readonly muted: ReadonlySet<string> }> {
  const everything = subject.topics.map(({ id }) => id);
  if (marker === '') {
    const own = await findDestinationAt(db, userId);
    return { topicIds: own?.destination.topics ?? everything, muted: NEW_READER.muted };
  }
  const sent = await findSentDigest(db, { marker, addresses: [userId, ...channelIds] });
  if (sent === undefined) return { topicIds: everything, muted: NEW_READER.muted };
  const readers = await findReaders(db, [sent.destinationId], { since: until, now: until });
  return { topicIds: sent.topicIds, muted: readers.get(sent.destinationId)?.muted ?? NEW_READER.muted };
}
