import { findMainTopic, isWithin, type Period } from '../../core/digest/period.ts';
import type { Digest, DigestLine } from '../../core/digest/digest.ts';
import { toLine } from '../../core/digest/layout.ts';
import { nextDigestAt } from '../../core/digest/schedule.ts';
import { withDigests, type DigestWishes } from '../../core/digest/wishes.ts';
import type { Destination } from '../../core/destination.ts';
import { chooseHeadline } from '../../core/messages/summary.ts';
import type { Standing } from '../../core/subscriptions/standing.ts';
import type { Subject, UiLanguage } from '../../core/subject.ts';
import { localDateOf } from '../../core/time/zone.ts';
import type { TopicId } from '../../core/types.ts';
import { findDestinationAt, saveDestination } from '../../db/deliveries/destinations.ts';
import { listPeriodStories } from '../../db/deliveries/digest-stories.ts';
import { findDigestCursors, findDigestTopics } from '../../db/deliveries/digests.ts';
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

/** What people can ask and set of digests. */
export interface DigestsOnDemand {
  /** Writes a digest of the last 24 hours, or of all since the last one; for who follows nothing, of all topics. */
  readonly writeNow: (reader: {
    readonly userId: string;
    readonly language: UiLanguage;
    readonly since: 'day' | 'last';
  }) => Promise<Digest>;
  /** Lists all the stories of a period, the most important first; of the topics that the message told of. */
  readonly listAll: (wanted: {
    readonly period: Period;
    readonly marker: string;
    readonly userId: string;
    /** Where the person is: the channel, and of a thread or post also the channel that it belongs to. */
    readonly channelIds: readonly string[];
    readonly language: UiLanguage;
    readonly from: number;
    readonly count: number;
  }) => Promise<{ readonly lines: readonly DigestLine[]; readonly total: number }>;
  readonly findAt: (address: string) => Promise<Standing | undefined>;
  /** Returns when the next digest comes, if one does. */
  readonly save: (destination: Destination, wishes: DigestWishes) => Promise<Date | undefined>;
  readonly zone: string;
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
  const period = await findPeriod(deps, since === 'last' ? own : undefined);
  const days = since === 'day' ? 1 : Math.max(2, Math.round(lengthOf(period) / DAY_MS));
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
async function findPeriod({ db, now }: OnDemandDeps, own: Destination | undefined): Promise<Period> {
  const until = now();
  const cursors = own === undefined ? [] : await findDigestCursors(db, own.id);
  const last = cursors.map((cursor) => cursor.until.getTime());
  const from = last.length === 0 ? until.getTime() - DAY_MS : Math.max(...last, until.getTime() - LONGEST_MS);
  return { from: new Date(from), until };
}

const lengthOf = ({ from, until }: Period): number => until.getTime() - from.getTime();

type Listed = Parameters<DigestsOnDemand['listAll']>[0];

async function listAll(
  { db, subject }: OnDemandDeps,
  { period, language, from, count, ...whose }: Listed,
): Promise<{ readonly lines: readonly DigestLine[]; readonly total: number }> {
  const ids = await findTopics(db, subject, whose);
  const topics = subject.topics.filter(({ id }) => ids.includes(id));
  const found = await listPeriodStories(db, period, period.from);
  const begun = found
    .filter(({ begunAt, topics: tags }) => isWithin(begunAt, period) && findMainTopic(tags, topics))
    .toSorted((one, other) => other.importance - one.importance || Number(one.id) - Number(other.id));
  const lines: DigestLine[] = [];
  for (const { id } of begun.slice(from, from + count)) {
    const weighed = await weighStory(db, Number(id), subject.topics);
    const topic = weighed === undefined ? undefined : findMainTopic(weighed.tagged, topics);
    if (weighed === undefined || topic === undefined) continue;
    const headline = chooseHeadline(weighed.articles, language);
    lines.push(toLine({ ...weighed, id, headline }, language, false));
  }
  return { lines, total: begun.length };
}

/** The topics of the message that the button stands in; of one that was asked for, those of the person. */
async function findTopics(
  db: Db,
  subject: Subject,
  { marker, userId, channelIds }: Pick<Listed, 'marker' | 'userId' | 'channelIds'>,
): Promise<readonly TopicId[]> {
  const told =
    marker === '' ? undefined : await findDigestTopics(db, { marker, addresses: [userId, ...channelIds] });
  if (told !== undefined) return told;
  const own = marker === '' ? await findDestinationAt(db, userId) : undefined;
  return own?.destination.topics ?? subject.topics.map(({ id }) => id);
}
