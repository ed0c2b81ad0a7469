import { nextDigestAt } from '../../core/digest/schedule.ts';
import { explainText } from '../../core/messages/explanation.ts';
import { toQueryWords } from '../../core/text/search-words.ts';
import { countAlerts } from '../../db/deliveries/alerts.ts';
import { findDestinationAt } from '../../db/deliveries/destinations.ts';
import { deleteOpinion, saveOpinion } from '../../db/people/feedback.ts';
import { listMutes } from '../../db/people/mutes.ts';
import type { Db } from '../../db/engine/open.ts';
import { searchStories } from '../../db/stories/search.ts';
import { countStories, listStoryTopics } from '../../db/stories/stories.ts';
import { findStoryHeadline } from '../../db/stories/story-links.ts';
import type { StatusDeps } from '../../discord/commands/reading/status.ts';
import type { ReadingDeps } from '../../discord/commands/reading/reading.ts';
import { muteAt, unmuteAt } from '../../pipeline/people/mute.ts';
import { openRecentStories } from '../../pipeline/stories/recent-stories.ts';
import { findStories } from '../../pipeline/stories/search.ts';
import { findStatus } from '../../pipeline/status.ts';
import { listStoryViews } from '../../pipeline/stories/story-views.ts';
import { findTimeline } from '../../pipeline/stories/timeline.ts';
import { findExplanation } from '../../pipeline/stories/why.ts';
import { feedsById, type AppOptions } from '../options.ts';
import { findProgramFacts } from './program-facts.ts';
import type { PseudonymOf } from './pseudonyms.ts';
import { openScorer } from '../scorer.ts';

const DAY_MS = 86_400_000;

interface ReadingParts extends Pick<AppOptions, 'configuration' | 'now'> {
  readonly db: Db;
  /** The zone of those who have named none. */
  readonly zone: string;
  /** The name that a person's opinions are kept under. */
  readonly pseudonymOf: PseudonymOf;
}

/** What the commands for readers can find out and keep. */
export function openReading(parts: ReadingParts): ReadingDeps & StatusDeps {
  const { subject, model } = parts.configuration;
  const scorer = openScorer(parts.configuration);
  return {
    subject,
    now: parts.now,
    relevantFrom: model.subject.threshold,
    judge: (text) => explainText(scorer({ title: text, description: '' }), subject.topics),
    ...storyReading(parts),
    ...opinionKeeping(parts),
    ...muteKeeping(parts),
    ...statusReading(parts),
  };
}

function storyReading({ db, configuration: { subject }, now }: ReadingParts) {
  const stories = { db, subject };
  const recent = openRecentStories(stories, now);
  return {
    findRecent: recent.find,
    findByWords: async (written) => {
      const words = toQueryWords(written);
      return (await searchStories(db, { words, limit: 1, offset: 0 })).ids[0];
    },
    explainStory: (storyId, addresses, language) =>
      findExplanation(stories, { storyId: Number(storyId), addresses, language }, now()),
    findTimeline: (storyId, addresses, language) =>
      findTimeline(stories, { storyId: Number(storyId), addresses, language }, now()),
    findLanguageAt: async (address) => (await findDestinationAt(db, address))?.destination.language,
    search: (wanted) => findStories(stories, wanted),
    listLatest: ({ topicId, ...wanted }) =>
      listStoryViews(stories, {
        ...wanted,
        since: new Date(now().getTime() - subject.windowDays * DAY_MS),
        ...(topicId === undefined ? {} : { topicIds: [topicId] }),
      }),
    countToday: (topicId) =>
      countStories(db, { since: new Date(now().getTime() - DAY_MS), topicIds: [topicId] }),
  } satisfies Partial<ReadingDeps>;
}

function opinionKeeping({ db, now, pseudonymOf }: ReadingParts) {
  return {
    findTopics: async (storyId) => {
      const topics = await listStoryTopics(db, Number(storyId));
      return topics.length === 0 ? undefined : topics;
    },
    saveOpinion: async (userId, { storyId, kind, topics }) =>
      saveOpinion(db, await pseudonymOf(userId), {
        storyId: Number(storyId),
        kind,
        topics,
        givenAt: now(),
      }),
    takeBackOpinion: async (userId, storyId) => deleteOpinion(db, await pseudonymOf(userId), Number(storyId)),
  } satisfies Partial<ReadingDeps>;
}

function muteKeeping({ db, configuration, now }: ReadingParts) {
  const { topics } = configuration.subject;
  return {
    findDestinationId: async (address) => (await findDestinationAt(db, address))?.destination.id,
    saveMute: (mute) => muteAt(db, mute, { topics, now: now() }),
    removeMute: (mute) => unmuteAt(db, mute),
    listMutes: (destinationId) => listMutes(db, destinationId, now()),
    findHeadline: (storyId) => findStoryHeadline(db, Number(storyId)),
  } satisfies Partial<ReadingDeps>;
}

function statusReading({ db, zone, configuration, now }: ReadingParts) {
  return {
    program: findProgramFacts(configuration, now()),
    findStatus: () => findStatus(db, feedsById(configuration), now()),
    countAlertsAt: async (address) => {
      const found = await findDestinationAt(db, address);
      return found === undefined
        ? undefined
        : countAlerts(db, found.destination.id, new Date(now().getTime() - DAY_MS));
    },
    findNextDigest: async (address) => {
      const found = await findDestinationAt(db, address);
      const isOpen = found !== undefined && found.paused === undefined;
      return isOpen ? nextDigestAt(found.destination, zone, now()) : undefined;
    },
  } satisfies Partial<StatusDeps>;
}
