import type { Destination } from '../../src/core/destination.ts';
import { topicsOfStory } from '../../src/core/messages/story-topics.ts';
import type { StoryChange } from '../../src/core/stories/change.ts';
import type { Subject } from '../../src/core/subject.ts';
import { syncDestinations } from '../../src/db/deliveries/destinations.ts';
import { saveAudited, settleOperator } from '../../src/db/deliveries/operator.ts';
import type { Db } from '../../src/db/engine/open.ts';
import { listClaimants } from '../../src/db/feeds/feeds.ts';
import { forgetHosts, giveHosts, takeHosts } from '../../src/db/sharing/hosts.ts';
import { findLeaseOwner, giveLease, takeLease } from '../../src/db/sharing/leases.ts';
import { hasMoved } from '../../src/db/sharing/moved.ts';
import { insertStory } from '../../src/db/stories/stories.ts';
import { tellStory } from '../../src/pipeline/cards/cards.ts';
import { closeQuietCards } from '../../src/pipeline/cards/close-cards.ts';
import { joinCards } from '../../src/pipeline/cards/join-cards.ts';
import { openDeliverer } from '../../src/pipeline/delivering/deliver.ts';
import { toOperatorDestination } from '../../src/pipeline/delivering/operator.ts';
import { resumeDestination } from '../../src/pipeline/delivering/resume.ts';
import { muteAt } from '../../src/pipeline/people/mute.ts';
import { reported } from '../core/reported-article.ts';
import { assessment, destination, quietLog } from './builders.ts';
import type { HotPaths } from './hot-paths.ts';

const START = new Date('2026-03-09T12:00:00Z');
const HOUR_MS = 3_600_000;
const after = (hours: number): Date => new Date(START.getTime() + hours * HOUR_MS);

/** Every way in which cards stand somewhere: with a role, in threads, handed on, at night, with a person. */
const destinationsOf = ({ topics }: Subject): readonly Destination[] => {
  const whole = { topics: topics.map(({ id }) => id) };
  return [
    destination({ ...whole, id: 'loud', address: '11', mentionRole: '77', publish: true }),
    destination({ ...whole, id: 'threads', address: '12', layout: 'threads' }),
    destination({ ...whole, id: 'asleep', address: '13', quietHours: { from: '00:00', to: '23:59' } }),
    destination({ ...whole, id: 'p-9', address: '200000000000000009', isPrivate: true }),
  ];
};

const fact = (outlet: string): StoryChange => ({ kind: 'new-fact', facts: [{ kind: 'denial', outlet }] });

/** What the outbox and the cards go through while stories go on. */
export function cards(db: Db, subject: Subject): HotPaths {
  const destinations = destinationsOf(subject);
  const stories: number[] = [];
  const tell = (index: number, at: Date, outlets: readonly string[], change: StoryChange): Promise<unknown> =>
    tellAll(db, { subject, destinations, storyId: stories[index] ?? 0, outlets, change }, at);
  return {
    async 'alerts and their cards'() {
      await syncDestinations(db, destinations);
      for (const at of [START, START, after(0.1)])
        stories.push(await insertStory(db, { firstSeen: at, isSeeded: false }));
      for (const index of stories.keys()) await tell(index, START, ['One'], { kind: 'none' });
      await deliverAt(db, after(0.1));
    },
    async 'edits, answers and publications'() {
      await tell(0, after(1), ['One', 'Two'], fact('Two'));
      await tell(0, after(1), ['One', 'Two', 'Three'], fact('Three'));
      await deliverAt(db, after(2));
    },
    async 'cards that become one'() {
      const [survivor = 0, absorbed = 0] = stories;
      await db
        .transaction()
        .execute((transaction) => joinCards(transaction, { survivor, absorbed }, after(3)));
      await deliverAt(db, after(3));
    },
    async 'a story that is muted'() {
      const mute = { kind: 'story' as const, subject: String(stories[2]), until: after(90) };
      for (const { id } of destinations)
        await muteAt(db, { ...mute, destinationId: id }, { topics: subject.topics, now: after(3) });
    },
    'a destination that works again': () => resumeDestination(db, 'loud', after(4)),
    async 'cards that end'() {
      await closeQuietCards(db, after(300));
      await deliverAt(db, after(300));
    },
    async "the operator's channel"() {
      await settleOperator(db, toOperatorDestination('14', 'en'), START);
      await saveAudited(db, 0);
      await deliverAt(db, after(301));
    },
  };
}

interface Told {
  readonly subject: Subject;
  readonly destinations: readonly Destination[];
  readonly storyId: number;
  readonly outlets: readonly string[];
  readonly change: StoryChange;
}

async function tellAll(db: Db, told: Told, now: Date): Promise<void> {
  const { subject, destinations, storyId, outlets, change } = told;
  const story = {
    storyId,
    articles: outlets.map((name) => reported({ id: name, outlet: { name } })),
    tagged: topicsOfStory([[assessment({ oil: 0.9 })]], []),
    importance: {
      score: 0.9,
      level: 'major' as const,
      dots: 4 as const,
      confidence: 'several-independent' as const,
      independentOutlets: outlets.length,
      grounds: [],
    },
  };
  await db.transaction().execute((transaction) =>
    tellStory(transaction, story, {
      destinations,
      topics: subject.topics,
      told: new Set(),
      mayAnnounce: true,
      change,
      now,
    }),
  );
}

async function deliverAt(db: Db, at: Date): Promise<void> {
  await using deliverer = openDeliverer({
    db,
    installation: 'test',
    mayClaim: () => true,
    now: () => at,
    nowThere: () => at,
    log: quietLog,
    onFatal: () => undefined,
    findSender: () => ({
      now: () => at,
      send: ({ nonce, to }) => Promise.resolve({ kind: 'sent', messageId: nonce, channelId: to.address }),
      find: () => Promise.resolve({ kind: 'absent' }),
    }),
  });
  await deliverer.begin();
  await deliverer.idle();
}

/** What processes that share a database ask of it again and again. */
export function sharing(db: Db): HotPaths {
  const hosts = ['a.example', 'b.example'];
  const pace = { dueAtMs: START.getTime(), limited: [] };
  const lease = { name: 'sender', owner: 'main', until: after(1) };
  return {
    async 'hosts that processes share'() {
      for (const owner of ['main', 'main-2'])
        await takeHosts(db, hosts, { owner, now: START, leaseMs: HOUR_MS });
      await giveHosts(db, new Map(hosts.map((name) => [name, pace])), 'main');
      await forgetHosts(db, after(1));
    },
    async 'the right to send'() {
      await takeLease(db, lease, { now: START, gone: ['main-2'] });
      await findLeaseOwner(db, 'sender');
      await giveLease(db, 'sender', 'main');
      await hasMoved(db);
    },
    'claims of processes that are gone': () => listClaimants(db),
  };
}
