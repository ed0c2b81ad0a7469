import type { Destination } from '../../core/destination.ts';
import { findHeldBack } from '../../core/held-back.ts';
import { explainStory, type Explanation, type Fate } from '../../core/messages/explanation.ts';
import type { DeliveryState } from '../../core/messages/message.ts';
import { chooseHeadline } from '../../core/messages/summary.ts';
import type { Subject, Topic, UiLanguage } from '../../core/subject.ts';
import { findAlert, type Alert } from '../../db/deliveries/alerts.ts';
import { findDestinationAt } from '../../db/deliveries/destinations.ts';
import { findStoryMutes } from '../../db/people/mutes.ts';
import type { Db } from '../../db/engine/open.ts';
import { listChanges } from '../../db/stories/story-life.ts';
import { weighStory, type WeighedStory } from './weigh-story.ts';

interface WhyDeps {
  readonly db: Db;
  readonly subject: Subject;
}

/** A question about a story, and where whoever asks could have seen it: their channel, their own messages. */
export interface WhyQuestion {
  readonly storyId: number;
  readonly addresses: readonly string[];
  readonly language: UiLanguage;
}

/** Explains why a story was tagged and sent as it was; undefined when it is kept no more. */
export async function findExplanation(
  { db, subject }: WhyDeps,
  { storyId, addresses, language }: WhyQuestion,
  now: Date,
): Promise<Explanation | undefined> {
  const weighed = await weighStory(db, storyId, subject.topics);
  if (weighed === undefined) return undefined;
  const { score, level, grounds, independentOutlets } = weighed.importance;
  const headline = chooseHeadline(weighed.articles, language);
  return explainStory(
    {
      storyId: String(weighed.id),
      headline: headline.text,
      ...(headline.url === undefined ? {} : { url: headline.url }),
      assessments: weighed.articles.map(({ assessment }) => assessment),
      importance: { score, level, grounds, independentOutlets },
      ...(await findMendings(db, weighed.id)),
      fates: await listFates({ db, subject }, weighed, { addresses, now }),
    },
    weighed.tagged.map(({ id }) => id),
    subject.topics,
  );
}

/** Lists how a story was joined with another or split, with how probable that made it one event. */
async function findMendings(db: Db, storyId: number): Promise<Pick<Explanation, 'mendings'>> {
  const mendings = (await listChanges(db, storyId, 0)).flatMap(({ change }) =>
    change.kind === 'joined' || change.kind === 'split' || change.kind === 'split-from' ? [change] : [],
  );
  return mendings.length === 0 ? {} : { mendings };
}

/** Finds out what became of a story at each of these addresses that is sent anything at all. */
export async function listFates(
  deps: WhyDeps,
  weighed: WeighedStory,
  { addresses, now }: { readonly addresses: readonly string[]; readonly now: Date },
): Promise<Fate[]> {
  const fates: Fate[] = [];
  for (const address of addresses) {
    const status = await findDestinationAt(deps.db, address);
    if (status !== undefined) fates.push(await findFate(deps, weighed, { ...status, now }));
  }
  return fates;
}

/** Finds out what became of a story at one destination. */
async function findFate(
  { db, subject }: WhyDeps,
  weighed: WeighedStory,
  { destination, now }: { readonly destination: Destination; readonly now: Date },
): Promise<Fate> {
  const alert = await findAlert(db, weighed.id, destination.id);
  const place =
    destination.isPrivate === true
      ? { isPrivate: true }
      : { isPrivate: false, channelId: destination.address };
  if (alert !== undefined) return { ...place, outcome: toOutcome(alert, weighed) };
  const mutes = await findStoryMutes(db, weighed.id, now);
  const why = findHeldBack(toScored(weighed, subject.topics), destination, subject.topics, mutes);
  return { ...place, outcome: why === undefined ? { kind: 'summary' } : { kind: 'held-back', why } };
}

function toOutcome({ state, at, updates }: Alert, { articles }: WeighedStory): Fate['outcome'] {
  if (state !== 'sent') return { kind: UNSENT[state] };
  const [first] = articles.toSorted((a, b) => a.firstSeen.getTime() - b.firstSeen.getTime());
  const delayMs = Math.max(0, at.getTime() - (first?.firstSeen ?? at).getTime());
  return { kind: 'sent', at, outlet: first?.outlet.name ?? '', delayMs, updates };
}

const UNSENT = {
  pending: 'waiting',
  sending: 'waiting',
  failed: 'waiting',
  folded: 'summary',
  unknown: 'failed',
  dead: 'failed',
} as const satisfies Readonly<Record<Exclude<DeliveryState, 'sent'>, Fate['outcome']['kind']>>;

/** A story with the strongest score that any report gives each topic. */
export function toScored(
  { articles, tagged, importance }: Pick<WeighedStory, 'articles' | 'tagged' | 'importance'>,
  topics: readonly Topic[],
) {
  const scores = topics.flatMap(({ id }) => {
    const given = articles.flatMap(
      ({ assessment }) => assessment.topics.find((topic) => topic.id === id)?.score ?? [],
    );
    return given.length === 0 ? [] : [{ id, score: Math.max(...given) }];
  });
  return { topics: tagged, scores, importance: importance.score };
}
