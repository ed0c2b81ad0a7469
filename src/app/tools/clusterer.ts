import type { Configuration } from '../../config/configuration.ts';
import { createClusterStream } from '../../core/stories/cluster-stream.ts';
import { parseFeedDate } from '../../core/text/dates.ts';
import { fingerprint } from '../../core/facts/fingerprint.ts';
import { detectLanguage } from '../../core/text/language.ts';
import { toStoryMatcher } from '../../core/stories/story-model.ts';
import type { Mending } from '../../core/stories/mending.ts';
import type { PlacementReason, StoryId } from '../../core/stories/story.ts';
import type { Language } from '../../core/types.ts';
import { htmlToLine, htmlToText } from '../../feeds/reading/html-text.ts';

const DAY_MS = 86_400_000;

/** An entry as it comes, in the order of publication. */
export interface StreamedEntry {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** In any of the spellings that feeds use; without one the entry counts as published with the one before it. */
  readonly published?: string | undefined;
  readonly lang?: Language | undefined;
}

/** The story an entry went to, named after its first entry, and why. */
export interface StreamedStory {
  readonly id: string;
  readonly story: StoryId;
  readonly joined: boolean;
  /** With what it showed to be wrong about entries before it, whose lines are not taken back. */
  readonly reason: PlacementReason & { readonly mending?: Mending };
}

/** Returns how a stream of entries is grouped into stories, one after the other, without a database. */
export function openClusterer({
  subject,
  lexicon,
  world,
  storyModel,
}: Configuration): (entry: StreamedEntry) => StreamedStory {
  const place = createClusterStream(toStoryMatcher(storyModel), subject.windowDays * DAY_MS);
  let latest = 0;
  return ({ id, title, description, published, lang }) => {
    latest = (published === undefined ? undefined : parseFeedDate(published)?.getTime()) ?? latest;
    const text = htmlToText(description);
    const line = htmlToLine(title);
    const language = detectLanguage(`${line}\n${text}`, subject.languages, lang);
    const print = fingerprint({ title: line, text, language, at: latest }, { subject: lexicon, world });
    const { story, placement, mending } = place(id, print);
    const reason = { ...placement.reason, ...(mending === undefined ? {} : { mending }) };
    return { id, story, joined: placement.kind === 'join', reason };
  };
}
