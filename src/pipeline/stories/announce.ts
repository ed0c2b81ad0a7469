import { decidePing, type PingDecision } from '../../core/cards/pings.ts';
import { alertAt } from '../../core/cards/release.ts';
import type { Destination } from '../../core/destination.ts';
import type { Delivery } from '../../core/messages/message.ts';
import { storyViews } from '../../core/messages/story-view.ts';
import type { Route } from '../../core/route.ts';
import type { Importance, ReportedArticle } from '../../core/stories/story.ts';
import { findPings } from '../../db/deliveries/card-deliveries.ts';
import { insertCards, type NewCard } from '../../db/deliveries/cards.ts';
import type { Db } from '../../db/engine/open.ts';
import { enqueue, findDeliveryIds } from '../../db/deliveries/outbox.ts';
import { foldHeldAlerts } from '../cards/quiet-hours.ts';

/** A story with all that telling of it takes. */
export interface ToldStory {
  readonly storyId: number;
  /** In the order in which they joined; never empty. */
  readonly articles: readonly ReportedArticle[];
  readonly importance: Importance;
  /** The story that this one follows. */
  readonly followsId?: number;
}

/** An alert that is to be queued, with the card it begins. */
interface Alert {
  readonly delivery: Delivery;
  readonly card: Omit<NewCard, 'deliveryId'>;
  readonly destination: Destination;
  /** The end of the quiet hours it waits for. */
  readonly heldUntil?: Date;
}

/** When a story is announced, and what for once more, where a summary told it before or a mute took that back. */
interface Announcing {
  readonly now: Date;
  readonly again?: string;
}

/** Queues the first alerts of a story and begins their cards; tells whether any was not queued before. */
export async function announce(
  db: Db,
  story: ToldStory,
  routes: readonly Route[],
  { now, again }: Announcing,
): Promise<boolean> {
  const alerts: Alert[] = [];
  const viewOf = storyViews({ ...story, id: String(story.storyId) });
  for (const route of routes)
    alerts.push(
      await toAlert(db, { ...story, viewOf }, route, { now, ...(again === undefined ? {} : { again }) }),
    );
  const queued = await enqueue(
    db,
    alerts.map(({ delivery }) => delivery),
    now,
  );
  const ids = await findDeliveryIds(db, queued);
  const cards = alerts.flatMap(({ delivery, card }) => {
    const deliveryId = ids.get(delivery.key);
    return deliveryId === undefined ? [] : [{ ...card, deliveryId }];
  });
  await insertCards(db, cards, now);
  for (const { destination, heldUntil } of alerts)
    if (heldUntil !== undefined) await foldHeldAlerts(db, destination, heldUntil, now);
  return queued.length > 0;
}

async function toAlert(
  db: Db,
  { storyId, followsId, viewOf }: ToldStory & { readonly viewOf: ReturnType<typeof storyViews> },
  { destination, topics, major }: Route,
  { now, again }: Announcing,
): Promise<Alert> {
  const { language } = destination;
  const id = String(storyId);
  const { at, isHeld } = alertAt(destination, now);
  const decision: PingDecision = major ? await decidePingAt(db, destination, at) : { kind: 'none' };
  const ping = decision.kind === 'made' ? { ping: decision.ping } : {};
  const view = viewOf(topics, language);
  return {
    destination,
    ...(isHeld ? { heldUntil: at } : {}),
    card: { storyId, destinationId: destination.id, story: view, isMajor: major, ...ping },
    delivery: {
      key: ['alert', id, destination.id, again ?? []].flat().join(':'),
      destinationId: destination.id,
      storyId: id,
      dueAt: at,
      ...(decision.kind === 'none' ? {} : { ping: decision.kind }),
      message: {
        kind: 'alert',
        language,
        story: view,
        silent: !major,
        ...ping,
        ...(followsId === undefined ? {} : { follows: String(followsId) }),
      },
    },
  };
}

const DAY_MS = 86_400_000;

/** Decides whether a major message that is due at a time pings the destination's role. */
export async function decidePingAt(db: Db, destination: Destination, at: Date): Promise<PingDecision> {
  if (destination.mentionRole === undefined) return { kind: 'none' };
  const history = await findPings(db, destination.id, new Date(at.getTime() - DAY_MS));
  return decidePing(destination, history, at);
}
