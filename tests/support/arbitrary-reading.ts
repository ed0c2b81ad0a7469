import fc from 'fast-check';
import type { HeldBack } from '../../src/core/held-back.ts';
import type { Explanation, Fate, Judgement } from '../../src/core/messages/explanation.ts';
import type { Timeline } from '../../src/core/messages/timeline.ts';
import { OUTLET_KINDS, type Evidence } from '../../src/core/types.ts';
import { address, feedText, language, maybe, time } from './arbitrary-story.ts';
import { subject } from './bot.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const topicId = fc.constantFrom(...subject.topics.map(({ id }) => id), 'gone');
const channelId = fc.bigInt({ min: 10n ** 17n, max: 10n ** 18n }).map(String);
const storyId = fc.nat().map(String);

const evidence: fc.Arbitrary<Evidence> = fc.record({
  feature: feedText,
  weight: fc.double({ min: -9, max: 9, noNaN: true }),
  words: fc.array(feedText, { maxLength: 3 }),
  place: fc.constantFrom('headline' as const, 'text' as const),
});
const reasons = fc.record({
  score: share,
  for: fc.array(evidence, { maxLength: 4 }),
  against: fc.array(evidence, { maxLength: 4 }),
});

export const judgement: fc.Arbitrary<Judgement> = fc
  .tuple(
    fc.record({
      relevant: fc.boolean(),
      language,
      subject: reasons,
      tagged: fc.array(
        fc
          .tuple(reasons, fc.record({ id: topicId, threshold: share, major: share }))
          .map(([one, two]) => ({ ...one, ...two })),
        { maxLength: 5 },
      ),
    }),
    maybe('nearest', fc.record({ id: topicId, score: share, threshold: share })),
  )
  .map(([one, two]) => Object.assign({}, one, two));

const heldBack: fc.Arbitrary<HeldBack> = fc.oneof(
  fc.record({
    kind: fc.constant('below-threshold' as const),
    topicId,
    score: share,
    threshold: share,
  }),
  fc.record({ kind: fc.constant('few-reports' as const), topicId, score: share }),
  fc.record({ kind: fc.constantFrom('quiet-topic' as const, 'topic-muted' as const), topicId }),
  fc.record({
    kind: fc.constantFrom('not-followed' as const, 'story-muted' as const, 'digest-only' as const),
  }),
  fc.record({ kind: fc.constant('below-major' as const), topicId, importance: share, major: share }),
);

const outcome: fc.Arbitrary<Fate['outcome']> = fc.oneof(
  fc.record({
    kind: fc.constant('sent' as const),
    at: time,
    outlet: feedText,
    delayMs: fc.nat(),
    updates: fc.nat({ max: 99 }),
  }),
  fc.record({ kind: fc.constantFrom('waiting' as const, 'failed' as const, 'summary' as const) }),
  fc.record({ kind: fc.constant('held-back' as const), why: heldBack }),
);

const fates: fc.Arbitrary<readonly Fate[]> = fc.array(
  fc.record({ isPrivate: fc.boolean(), channelId, outcome }),
  { maxLength: 2 },
);

const importance = fc.record({
  score: share,
  level: fc.constantFrom('relevant' as const, 'high' as const, 'major' as const),
  dots: fc.constantFrom(2 as const, 3 as const, 4 as const),
  independentOutlets: fc.nat({ max: 500 }),
  grounds: fc.array(
    fc.record({
      feature: fc.constantFrom('reported', 'novelty', 'official'),
      weight: share,
      words: fc.constant([]),
    }),
    {
      maxLength: 6,
    },
  ),
});

/** Why a story was sent, in any words that feeds may have put into it. */
export const explanation: fc.Arbitrary<Explanation> = fc
  .tuple(judgement, fc.record({ storyId, headline: feedText, importance, fates }), maybe('url', address))
  .map(([one, two, three]) => Object.assign({}, one, two, three));

const report = fc
  .tuple(
    fc.record({
      title: feedText,
      outlet: feedText,
      outletKind: fc.constantFrom(...OUTLET_KINDS, 'unknown' as const),
      language,
      at: time,
    }),
    maybe('url', address),
    maybe('copyOf', feedText),
  )
  .map(([one, two, three]) => Object.assign({}, one, two, three));

const linked = fc.record({ id: fc.nat(), headline: feedText });

/** How a story went, in any words, with up to dozens of reports. */
export const timeline: fc.Arbitrary<Timeline> = fc
  .tuple(
    fc.record({
      storyId,
      headline: feedText,
      phase: fc.constantFrom('breaking', 'developing', 'quiet', 'closed'),
      topics: fc.array(topicId, { maxLength: 3 }),
      importance,
      reports: fc.array(report, { minLength: 1, maxLength: 14 }),
      changes: fc.array(
        fc.record({
          at: time,
          change: fc.oneof(
            fc.record({
              kind: fc.constant('correction' as const),
              articleId: fc.constant('1'),
              outlet: feedText,
              now: feedText,
            }),
            fc.record({ kind: fc.constant('became-major' as const), facts: fc.constant([]) }),
            fc.record({ kind: fc.constant('split' as const), into: fc.constant('2'), probability: share }),
            fc.record({
              kind: fc.constant('more-outlets' as const),
              outlets: fc.array(feedText, { maxLength: 3 }),
            }),
          ),
        }),
        { maxLength: 6 },
      ),
      followedBy: fc.array(linked, { maxLength: 5 }),
      fates,
    }),
    maybe('url', address),
    maybe('follows', linked),
  )
  .map(([one, two, three]) => Object.assign({}, one, two, three));
