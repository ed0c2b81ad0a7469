import { chooseHeadline } from '../../core/messages/summary.ts';
import { toTimelineReports, type Timeline } from '../../core/messages/timeline.ts';
import type { Subject, UiLanguage } from '../../core/subject.ts';
import type { Db } from '../../db/engine/open.ts';
import { getStoryLife, listChanges } from '../../db/stories/story-life.ts';
import { findStoryLinks } from '../../db/stories/story-links.ts';
import { weighStory } from './weigh-story.ts';
import { listFates } from './why.ts';

/** Tells how a story went; undefined when it is kept no more. */
export async function findTimeline(
  { db, subject }: { readonly db: Db; readonly subject: Subject },
  {
    storyId,
    addresses,
    language,
  }: { readonly storyId: number; readonly addresses: readonly string[]; readonly language: UiLanguage },
  now: Date,
): Promise<Timeline | undefined> {
  const weighed = await weighStory(db, storyId, subject.topics);
  if (weighed === undefined) return undefined;
  const { id, articles, importance, tagged } = weighed;
  const headline = chooseHeadline(articles, language);
  return {
    storyId: String(id),
    headline: headline.text,
    ...(headline.url === undefined ? {} : { url: headline.url }),
    phase: (await getStoryLife(db, id)).phase,
    topics: tagged.map((topic) => topic.id),
    importance,
    reports: toTimelineReports(articles),
    changes: await listChanges(db, id, 0),
    ...(await findStoryLinks(db, id)),
    fates: await listFates({ db, subject }, weighed, { addresses, now }),
  };
}
