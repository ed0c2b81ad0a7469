import type { Destination } from '../../core/destination.ts';
import { findHeldBack, type HeldBack } from '../../core/held-back.ts';
import type { Message } from '../../core/messages/message.ts';
import { toStoryView } from '../../core/messages/story-view.ts';
import { routeStory } from '../../core/route.ts';
import type { Subject } from '../../core/subject.ts';
import { findAlert, type Alert } from '../../db/deliveries/alerts.ts';
import { listDestinations } from '../../db/deliveries/destinations.ts';
import { findStoryMutes } from '../../db/people/mutes.ts';
import type { Db } from '../../db/engine/open.ts';
import { weighStory, type WeighedStory } from './weigh-story.ts';
import { toScored } from './why.ts';

/** What a story would come to at one destination if it were news now, and what it has come to so far. */
export interface Preview {
  readonly destination: Destination;
  readonly isPaused: boolean;
  /** What has become of its alert; absent when none was ever owed. */
  readonly alert?: Alert;
  readonly outcome:
    | { readonly kind: 'owed'; readonly message: Extract<Message, { kind: 'alert' }> }
    | { readonly kind: 'held-back'; readonly why: HeldBack };
}

/** A story's importance and where it would go. */
export interface StoryPreview {
  readonly story: WeighedStory;
  readonly destinations: readonly Preview[];
}

/** Goes the way of an alert up to the moment of queueing it, for every destination; writes nothing. */
export async function previewStory(
  { db, subject }: { readonly db: Db; readonly subject: Subject },
  storyId: number,
  now: Date,
): Promise<StoryPreview | undefined> {
  const story = await weighStory(db, storyId, subject.topics);
  if (story === undefined) return undefined;
  const scored = toScored(story, subject.topics);
  const mutes = await findStoryMutes(db, story.id, now);
  const destinations: Preview[] = [];
  for (const { destination, paused } of await listDestinations(db)) {
    const [route] = routeStory(scored, [destination], subject.topics, mutes);
    const why = findHeldBack(scored, destination, subject.topics, mutes);
    const alert = await findAlert(db, story.id, destination.id);
    const { language } = destination;
    destinations.push({
      destination,
      isPaused: paused !== undefined,
      ...(alert === undefined ? {} : { alert }),
      outcome:
        route === undefined
          ? { kind: 'held-back', why: why ?? { kind: 'not-followed' } }
          : {
              kind: 'owed',
              message: {
                kind: 'alert',
                language,
                story: toStoryView({ ...story, id: String(story.id), topics: route.topics }, language),
                silent: !route.major,
              },
            },
    });
  }
  return { story, destinations };
}
