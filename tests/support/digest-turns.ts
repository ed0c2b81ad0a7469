import type { Destination } from '../../src/core/destination.ts';
import type { Digest } from '../../src/core/digest/digest.ts';
import type { Message } from '../../src/core/messages/message.ts';
import type { Subject } from '../../src/core/subject.ts';
import { syncDestinations } from '../../src/db/deliveries/destinations.ts';
import { fromJson } from '../../src/db/engine/json.ts';
import type { Db } from '../../src/db/engine/open.ts';
import { insertArticle, placeInStory } from '../../src/db/stories/articles.ts';
import { insertStory, tagStory, updateStory } from '../../src/db/stories/stories.ts';
import { openDigests } from '../../src/pipeline/digest/digest.ts';
import { printOf } from '../core/reported-article.ts';
import { assessment, destination, quietLog, topic } from './builders.ts';

const HOUR_MS = 3_600_000;

/** A Sunday noon, at which the program starts. */
export const START = new Date('2026-03-01T12:00:00Z');

/** So many hours after the start. */
export const after = (hours: number): Date => new Date(START.getTime() + hours * HOUR_MS);

const name = { en: 'x', es: 'x', pt: 'x' };

/** A subject with two topics. */
export const subject: Subject = {
  id: 'test',
  name,
  languages: ['en'],
  sides: { a: { id: 'a', name }, b: { id: 'b', name } },
  topics: [topic({ id: 'talks' }), topic({ id: 'oil' })],
  windowDays: 4,
};

let reports = 0;

/** One outlet's report of a story, begun by it unless it is given one. */
export async function report(
  db: Db,
  at: Date,
  { storyId, outlet = 'Gulf Wire', importance = 0.5, about = 'oil' }: Report = {},
): Promise<number> {
  reports += 1;
  const id = storyId ?? (await insertStory(db, { firstSeen: at, isSeeded: false }));
  const title = `Report ${String(reports)} of an extended licence for oil`;
  const articleId = await insertArticle(db, {
    feedId: outlet,
    key: `https://x.example/${String(reports)}`,
    url: `https://x.example/${String(reports)}`,
    title,
    text: '',
    language: 'en',
    outlet: { name: outlet, kind: 'wire' },
    published: at,
    firstSeen: at,
    assessment: assessment({ [about]: 0.9 }),
    fingerprint: printOf(title, '', 'en', at),
  });
  await placeInStory(db, articleId, {
    storyId: id,
    reason: { probability: 0, threshold: 1, reasons: [] },
  });
  await updateStory(
    db,
    id,
    { headline: title, language: 'en', lastReport: at, importance, reportCount: 1 },
    at,
  );
  await tagStory(db, id, [{ id: about, score: 0.9 }], at);
  return id;
}

interface Report {
  readonly storyId?: number;
  readonly outlet?: string;
  readonly importance?: number;
  readonly about?: string;
}

/** The digests that were queued, each with its key, in their order. */
export async function listDigests(db: Db): Promise<(Digest & { readonly key: string })[]> {
  const rows = await db
    .selectFrom('outbox')
    .select(['key', 'body'])
    .where('kind', '=', 'digest')
    .orderBy('id')
    .execute();
  return rows.flatMap(({ key, body }) => {
    const message = fromJson<Message>(body);
    return message.kind === 'digest' ? [{ ...message, key }] : [];
  });
}

/** Opens the writing of digests as the program does when it starts. */
export const openTurns = (db: Db, startedAt = START) =>
  openDigests({ db, subject, zone: 'UTC', startedAt, log: quietLog });

/** The program as it stands after its first turn, with a destination. */
export async function begin(db: Db, given: Partial<Destination> = {}) {
  await syncDestinations(db, [destination(given)]);
  const turn = openTurns(db);
  await turn(START);
  return turn;
}
