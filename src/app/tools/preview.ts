import type { Configuration } from '../../config/configuration.ts';
import type { Settings } from '../../config/settings.ts';
import { toQueryWords } from '../../core/text/search-words.ts';
import type { Db } from '../../db/engine/open.ts';
import { searchStories } from '../../db/stories/search.ts';
import { previewStory, type Preview } from '../../pipeline/stories/preview.ts';
import { openTerminalSink } from '../../sinks/terminal.ts';
import { openStorage } from '../storage.ts';

/** What a story would come to at a destination, with the message as text where there would be one. */
export interface ShownPreview extends Preview {
  readonly text: string;
}

/** A story and where it would go. */
export interface PreviewedStory {
  readonly id: number;
  readonly headline: string;
  readonly importance: number;
  readonly destinations: readonly ShownPreview[];
}

/**
 * Shows what would be sent where of a story, and sends nothing; undefined when there is no such story. The program may
 * be running.
 * @param named the story's id, or words of it
 */
export async function previewNamed(
  { settings, configuration }: { readonly settings: Settings; readonly configuration: Configuration },
  named: string,
  { now, colour }: { readonly now: Date; readonly colour: boolean },
): Promise<PreviewedStory | undefined> {
  const { subject } = configuration;
  const db = await openStorage(settings);
  try {
    const storyId = await findStoryId(db, named);
    const preview = storyId === undefined ? undefined : await previewStory({ db, subject }, storyId, now);
    if (preview === undefined) return undefined;
    const { story, destinations } = preview;
    const shown: ShownPreview[] = [];
    for (const each of destinations) shown.push({ ...each, text: await textOf(each, colour) });
    return {
      id: story.id,
      headline: story.articles[0]?.title ?? '',
      importance: story.importance.score,
      destinations: shown,
    };
  } finally {
    await db.destroy();
  }
}

async function findStoryId(db: Db, named: string): Promise<number | undefined> {
  if (/^\d{1,15}$/.test(named)) return Number(named);
  return (await searchStories(db, { words: toQueryWords(named), limit: 1, offset: 0 })).ids[0];
}

async function textOf({ outcome }: Preview, colour: boolean): Promise<string> {
  if (outcome.kind !== 'owed') return '';
  let written = '';
  const sink = openTerminalSink((text) => Promise.resolve(((written += text), true)), { colour });
  await sink.send(outcome.message);
  return written;
}
