import { toCleanEntry, type FindOutlet } from '../../core/article.ts';
import type { Destination } from '../../core/destination.ts';
import { keysOf } from '../../core/identity.ts';
import type { Fingerprint } from '../../core/stories/story.ts';
import type { Feed, Subject } from '../../core/subject.ts';
import { fold } from '../../core/text/characters.ts';
import type { Entry, Language } from '../../core/types.ts';
import {
  findStoryArticle,
  listEditable,
  saveEdit,
  type KeptArticle,
} from '../../db/stories/edited-articles.ts';
import type { Db } from '../../db/engine/open.ts';
import { refreshStory } from './refresh-story.ts';
import type { StoryBook } from './story-book.ts';

interface EditDeps {
  readonly subject: Subject;
  readonly findOutlet: FindOutlet;
  readonly book: StoryBook;
  readonly fingerprint: (article: {
    readonly title: string;
    readonly text: string;
    readonly language: Language;
    readonly at: number;
  }) => Fingerprint;
  readonly listDestinations: (db: Db) => Promise<readonly Destination[]>;
}

interface Reading {
  readonly db: Db;
  readonly feed: Feed;
  readonly now: Date;
}

/** A bound on what one document can set off: feeds show at most some hundred entries. */
const MOST_ENTRIES = 300;

/**
 * Takes in the headlines that an outlet has changed in entries which it gave before, as far as their stories are still
 * open: a correction must reach the readers of the mistake. One question to the database for each changed document;
 * text alone is edited too often to mean anything. The ledger is left as it is: nothing new has come in.
 */
export async function takeEdits(deps: EditDeps, reading: Reading, entries: readonly Entry[]): Promise<void> {
  const { db, feed } = reading;
  const byKey = new Map<string, Entry>();
  const keys = keysOf(entries);
  for (const [index, entry] of entries.slice(0, MOST_ENTRIES).entries()) {
    const { link, guid, text } = keys[index] ?? { text: '' };
    byKey.set(link ?? `${feed.id}\n${guid ?? text}`, entry);
  }
  for (const kept of await listEditable(db, feed.id, [...byKey.keys()])) {
    const entry = byKey.get(kept.key);
    if (entry !== undefined) await takeEdit(deps, reading, entry, kept);
  }
}

async function takeEdit(deps: EditDeps, { db, feed, now }: Reading, entry: Entry, kept: KeptArticle) {
  const { title, text } = toCleanEntry(entry, feed, { now, findOutlet: deps.findOutlet });
  if (title === '' || fold(title) === fold(kept.title)) return;
  const was = await findStoryArticle(db, kept);
  if (was === undefined) return;
  const { language } = was;
  const fingerprint = deps.fingerprint({ title, text, language, at: was.fingerprint.at });
  await saveEdit(db, kept.id, { title, text, fingerprint });
  const open = await deps.book.open(db, now);
  open.replace(String(kept.storyId), { articleId: was.id, fingerprint });
  await refreshStory(
    db,
    { storyId: kept.storyId, fresh: new Set(), edited: new Map([[was.id, was]]) },
    {
      subject: deps.subject,
      destinations: await deps.listDestinations(db),
      isBaseline: false,
      now,
    },
  );
}
