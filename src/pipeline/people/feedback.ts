import { toVotedLabel, type Opinion, type Votes } from '../../core/feedback.ts';
import { chooseHeadline } from '../../core/messages/summary.ts';
import type { Subject } from '../../core/subject.ts';
import type { Language, TopicId } from '../../core/types.ts';
import { listStoryArticles } from '../../db/stories/articles.ts';
import { listFeedback } from '../../db/people/feedback.ts';
import type { Db } from '../../db/engine/open.ts';
import { findSurvivor } from '../../db/stories/story-mending.ts';
import { listStoryTopics } from '../../db/stories/stories.ts';

/** A report that people said something of, labelled as most of them would, in the form of the subject's examples. */
export interface VotedExample {
  readonly id: string;
  readonly lang: Language;
  readonly title: string;
  readonly description: string;
  readonly published: string;
  readonly relevant: boolean;
  readonly topics: readonly TopicId[];
  /** People disagree: it deserves a closer look. */
  readonly hard: boolean;
  readonly event: string;
  readonly note: string;
  readonly origin: 'feedback';
  readonly votes: Votes;
}

/**
 * Lists the stories of which somebody said something since a time, each by the report whose headline stands for it.
 * Nobody's name is in them, and topics that the subject no longer has are left out.
 */
export async function listVotedExamples(
  { db, subject }: { readonly db: Db; readonly subject: Subject },
  since: Date,
): Promise<VotedExample[]> {
  const stories = new Map<number, Opinion[]>();
  for (const opinion of await listFeedback(db, since)) {
    const storyId = await findSurvivor(db, opinion.storyId);
    stories.set(storyId, [...(stories.get(storyId) ?? []), opinion]);
  }
  const examples: VotedExample[] = [];
  for (const [storyId, opinions] of stories) {
    const example = await toExample({ db, subject }, storyId, opinions);
    if (example !== undefined) examples.push(example);
  }
  return examples;
}

async function toExample(
  { db, subject }: { readonly db: Db; readonly subject: Subject },
  storyId: number,
  opinions: readonly Opinion[],
): Promise<VotedExample | undefined> {
  const articles = await listStoryArticles(db, storyId);
  if (articles.length === 0) return undefined;
  const { articleId } = chooseHeadline(articles, subject.languages[0] ?? 'en');
  const article = articles.find(({ id }) => id === articleId);
  const label = toVotedLabel(opinions, await listStoryTopics(db, storyId));
  if (article === undefined || label === undefined) return undefined;
  const known = subject.topics.filter(({ id }) => label.topics.includes(id));
  return {
    id: `feedback-${article.id}`,
    lang: article.language,
    title: escapeMarkup(article.title),
    description: escapeMarkup(article.text),
    published: (article.published ?? article.firstSeen).toISOString(),
    relevant: label.relevant,
    topics: known.map(({ id }) => id),
    hard: label.isDisputed,
    event: `story-${String(storyId)}`,
    note: 'feedback',
    origin: 'feedback',
    votes: label.votes,
  };
}

/** Examples are read like feeds, as markup: a text that shows `<b>` must say so. */
const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
