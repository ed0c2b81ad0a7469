import { openFigures } from '../../src/app/running/figures.ts';
import { openHealth } from '../../src/app/running/health.ts';
import { openReading } from '../../src/app/running/reading.ts';
import { openSubscribing } from '../../src/app/running/subscribing.ts';
import { loadSettings } from '../../src/config/settings.ts';
import type { SendOutcome } from '../../src/core/messages/message.ts';
import { DEFAULT_RETENTION } from '../../src/core/retention.ts';
import { pauseDestination, syncDestinations } from '../../src/db/deliveries/destinations.ts';
import { hastenFeeds, releaseFeeds } from '../../src/db/feeds/feeds.ts';
import { expireMutes } from '../../src/db/people/mutes.ts';
import type { Db } from '../../src/db/engine/open.ts';
import { findDeliveryIds, releaseClaims } from '../../src/db/deliveries/outbox.ts';
import { removeOld } from '../../src/db/upkeep/retention.ts';
import { saveTold } from '../../src/db/stories/story-mending.ts';
import { ageStories } from '../../src/db/stories/story-life.ts';
import { createPauseAttendant } from '../../src/pipeline/delivering/attend-pauses.ts';
import { finishCatchUp } from '../../src/pipeline/delivering/catch-up.ts';
import { closeQuietCards } from '../../src/pipeline/cards/close-cards.ts';
import { openDeliverer } from '../../src/pipeline/delivering/deliver.ts';
import { openDigestsOnDemand } from '../../src/pipeline/digest/digest-on-demand.ts';
import { openDigests } from '../../src/pipeline/digest/digest.ts';
import { mendStory } from '../../src/pipeline/stories/mend-story.ts';
import { toOperatorDestination, watchForOperator } from '../../src/pipeline/delivering/operator.ts';
import { indexEarlierStories } from '../../src/pipeline/stories/search.ts';
import { finishSeeding, welcomeNew } from '../../src/pipeline/delivering/welcome.ts';
import { destination, entry, feed, quietLog } from './builders.ts';
import { cards, sharing } from './hot-card-paths.ts';
import { queries } from './hot-queries.ts';
import { document, licence, openPolling, type Polling } from './polling.ts';
import { pseudonymOf } from './subscribing.ts';
import { configuration, NOON } from './watch.ts';

const DAY_MS = 86_400_000;
const { subject } = configuration;
const topics = subject.topics.map(({ id }) => id);
const after = (days: number): Date => new Date(NOON.getTime() + days * DAY_MS);
const DAILY = { at: '08:00', daily: true, weekly: false, quietDay: 'line' } as const;
const PERSON = '200000000000000001';

/** Everything the program does again and again, by what it is called: each can be gone through on its own. */
export type HotPaths = Readonly<Record<string, () => Promise<unknown>>>;

/** An installation with a few reports, alerts and members in it, and every hot path through it, in order. */
export async function openHotPaths(db: Db, stack: AsyncDisposableStack): Promise<HotPaths> {
  const polling = stack.use(await openPolling(['one', 'two'], { db }));
  for (const id of ['one', 'two']) polling.origin.set(`/${id}`, document([]));
  const destinations = [
    destination({ topics, digest: DAILY }),
    destination({ id: 'p-1', address: PERSON, isPrivate: true, topics, level: 'digest' }),
    destination({ id: 'weekly', address: '100000000000000002', topics, digest: { ...DAILY, weekly: true } }),
  ];
  await syncDestinations(db, destinations);
  return {
    ...wayIn(db, polling),
    ...wayOut(db),
    ...reading(db),
    ...digests(db),
    ...members(db),
    ...watching(db),
    ...cards(db, subject),
    ...sharing(db),
    ...stories(db),
    ...queries(db),
  };
}

function wayIn(db: Db, { origin, watch, poll, waitADay }: Polling): HotPaths {
  const again = { ...licence, title: `${licence.title}, Reuters reports 12 dead` };
  return {
    'the first poll': poll,
    async 'a poll with news'() {
      origin.set('/one', document([licence]));
      origin.set('/two', document([{ ...again, guid: '2', link: 'https://two.example/2' }]));
      waitADay();
      await poll();
    },
    async 'a poll without news'() {
      waitADay();
      await poll();
    },
    async 'an entry that was edited'() {
      origin.set(
        '/one',
        document([{ ...licence, title: 'U.S. revokes Chevron licence for Venezuelan oil' }]),
      );
      waitADay();
      await poll();
    },
    'a document handed in': () => watch.read('three', [entry({ link: 'https://three.example/3' })]),
    'the end of the first look': async () => {
      await finishSeeding({ db, startedAt: NOON }, NOON);
      await welcomeNew({ db, subject }, NOON);
    },
    'the end of an outage': () => finishCatchUp({ db, subject }, after(3)),
    'feeds that are hastened and let go': async () => {
      await hastenFeeds(db, ['one', 'two'], NOON);
      await releaseFeeds(db, ['nobody']);
    },
  };
}

function wayOut(db: Db): HotPaths {
  const answers: SendOutcome[] = [
    { kind: 'retry', reason: 'no answer' },
    { kind: 'ambiguous', reason: 'cut off' },
    { kind: 'refused', reason: 'not taken' },
  ];
  let days = 2;
  const deliver = async (): Promise<void> => {
    days += 0.1;
    await using deliverer = openDeliverer({
      db,
      installation: 'test',
      mayClaim: () => true,
      now: () => after(days),
      nowThere: () => after(days),
      log: quietLog,
      onFatal: () => undefined,
      findSender: () => ({
        send: ({ nonce, to }) =>
          Promise.resolve(answers.shift() ?? { kind: 'sent', messageId: nonce, channelId: to.address }),
        find: () => Promise.resolve({ kind: 'absent' }),
        now: () => after(days),
      }),
    });
    await deliverer.begin();
    await deliverer.idle();
  };
  return {
    'deliveries that fail': deliver,
    'deliveries that succeed': deliver,
    'deliveries when none is owed': deliver,
    'claims that are let go': () => releaseClaims(db),
    'deliveries by their keys': () => findDeliveryIds(db, ['alert:1:noticias']),
    'a destination that fails': () =>
      pauseDestination(db, 'weekly', { reason: 'no', code: 'channel-gone' }, NOON),
  };
}

function stories(db: Db): HotPaths {
  return {
    'phases of stories': () => ageStories(db, after(30)),
    'cards of quiet stories': () => closeQuietCards(db, after(30)),
    'a story that is two': () => saveTold(db, { from: 1, into: 2, articleIds: [1, 2] }),
    'two stories that are one': () =>
      db.transaction().execute((transaction) =>
        mendStory(
          transaction,
          {
            findMending: () => ({ kind: 'join', survivor: '1', absorbed: '2', probability: 0.9 }),
            listArticles: () => ['3'],
            join: () => undefined,
            split: () => undefined,
            replace: () => undefined,
            add: () => undefined,
            place: () => ({ kind: 'start', reason: { probability: 0, threshold: 0.5, reasons: [] } }),
          },
          { storyId: 2, articleId: 3, now: NOON },
        ),
      ),
    retention: async () => removeOld(db, DEFAULT_RETENTION, after(1000), 100),
    'mutes that are over': () => expireMutes(db, NOON),
    'stories no search finds': () => indexEarlierStories(db),
  };
}

function reading(db: Db): HotPaths {
  const deps = openReading({ db, zone: 'UTC', configuration, now: () => NOON, pseudonymOf });
  const place = { language: 'es', limit: 5, offset: 0 } as const;
  return {
    '/latest': () => deps.listLatest({ language: 'es', limit: 5 }),
    '/latest of a topic': () => deps.listLatest({ language: 'es', limit: 5, topicId: 'oil' }),
    '/search': () => deps.search({ ...place, words: ['chevron'] }),
    '/story': () => deps.findTimeline('1', [PERSON, '100000000000000001'], 'es'),
    'suggestions of stories': async () => {
      await deps.findRecent('chev', 5);
      await deps.findByWords('chevron');
    },
    '/why': () => deps.explainStory('1', [PERSON, '100000000000000001'], 'es'),
    '/topics': () => deps.countToday('oil'),
    '/status': async () => {
      await deps.findStatus();
      await deps.countAlertsAt('100000000000000001');
      await deps.findNextDigest('100000000000000001');
    },
    'an opinion': async () => {
      await deps.findTopics('1');
      await deps.saveOpinion(PERSON, { storyId: '1', kind: 'useful', topics: [] });
      await deps.takeBackOpinion(PERSON, '1');
    },
    '/mute': async () => {
      const destinationId = (await deps.findDestinationId(PERSON)) ?? '';
      await deps.saveMute({ destinationId, kind: 'story', subject: '1', until: after(1) });
      await deps.listMutes(destinationId);
      await deps.findHeadline('1');
      await deps.removeMute({ destinationId, kind: 'story', subject: '1' });
    },
  };
}

function digests(db: Db): HotPaths {
  const turn = openDigests({ db, subject, zone: 'UTC', startedAt: NOON, log: quietLog });
  const onDemand = openDigestsOnDemand({ db, subject, zone: 'UTC', now: () => after(1) });
  const reader = { userId: PERSON, language: 'es' } as const;
  return {
    'the digest of a day': async () => {
      await turn(NOON);
      await turn(after(1));
      await turn(after(9));
    },
    '/digest': async () => {
      await onDemand.writeNow({ ...reader, since: 'day' });
      await onDemand.writeNow({ ...reader, since: 'last' });
      const period = { from: NOON, until: after(1) };
      await onDemand.listAll({ ...reader, channelIds: [], period, marker: '1', from: 0, count: 10 });
    },
  };
}

function members(db: Db): HotPaths {
  const deps = openSubscribing({
    db,
    subject,
    now: () => NOON,
    chance: () => 0.5,
    zone: 'UTC',
    findSender: () => undefined,
    pseudonymOf,
  });
  const wishes = { topics, level: 'all', language: 'es', timeZone: 'UTC', isQuietAtNight: true } as const;
  return {
    '/subscribe': async () => {
      await deps.subscriptions.saveOwn('200000000000000002', wishes);
      await deps.subscriptions.findOwn('200000000000000002');
      await deps.subscriptions.countRates(topics);
      await deps.listRecent({ language: 'es', limit: 3, topicIds: ['oil'] });
    },
    '/channel list': () => deps.subscriptions.listOfGuild('300000000000000001'),
    '/unsubscribe': () => deps.subscriptions.removeOwn('200000000000000002'),
    '/privacy': async () => {
      await deps.findKept(PERSON);
      await deps.forgetPerson(PERSON);
    },
    'destinations that fail': createPauseAttendant({
      db,
      now: () => NOON,
      log: quietLog,
      sendNow: () => Promise.resolve({ kind: 'sent', messageId: '1' }),
      mayPost: () => true,
    }),
  };
}

function watching(db: Db): HotPaths {
  const { value: settings } = loadSettings({});
  return {
    operator: async () => {
      await watchForOperator(
        {
          db,
          feeds: new Map([['one', feed({ id: 'one' })]]),
          language: 'en',
          measureFreeBytes: () => Promise.resolve(1e12),
          findConnection: () => undefined,
        },
        NOON,
      );
      toOperatorDestination('1', 'en');
    },
    health: async () => {
      if (settings === undefined) return;
      await using stack = new AsyncDisposableStack();
      const options = {
        settings,
        configuration,
        log: quietLog,
        now: () => NOON,
        chance: () => 0.5,
        print: () => Promise.resolve(true),
        colour: false,
        onFatal: () => undefined,
        onHopeless: () => undefined,
      };
      const metrics = openFigures(options, db);
      const whole = { db, stack, metrics, owner: 'test', polls: true, version: '1' };
      const { turn } = await openHealth(options, { ...whole, findConnection: () => undefined });
      await metrics.render();
      await turn.run(new AbortController().signal);
    },
  };
}
