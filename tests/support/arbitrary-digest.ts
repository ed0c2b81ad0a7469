import fc from 'fast-check';
import { BECAME } from '../../src/core/digest/became.ts';
import type { Digest, DigestLine, Reason } from '../../src/core/digest/digest.ts';
import { UI_LANGUAGES } from '../../src/core/subject.ts';
import { address, feedText, language, maybe, time } from './arbitrary-story.ts';

const line: fc.Arbitrary<DigestLine> = fc
  .tuple(
    fc.record({
      storyId: fc.nat().map(String),
      headline: feedText,
      outlet: feedText,
      otherOutlets: fc.nat({ max: 80 }),
      at: time,
      importance: fc.double({ min: 0, max: 1, noNaN: true }),
      isUpdated: fc.boolean(),
    }),
    maybe('url', address),
    maybe('headlineLanguage', language),
    maybe('isAnnounced', fc.constant(true)),
    maybe('became', fc.subarray([...BECAME])),
  )
  .map(([always, ...others]) => Object.assign({}, always, ...others));

const tag = fc.record({
  id: fc.string({ minLength: 1, maxLength: 20 }),
  name: fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }),
  emoji: fc.constantFrom('🕊️', '🛢️', '👨‍👩‍👧'),
  colour: fc.integer({ min: 0, max: 0xff_ff_ff }),
});

const reason: fc.Arbitrary<Reason> = fc.oneof(
  fc.record({ kind: fc.constant('independent' as const), count: fc.nat({ max: 99 }) }),
  fc.record({ kind: fc.constantFrom('official' as const, 'single' as const), outlet: feedText }),
  fc.record({ kind: fc.constantFrom('attributed' as const, 'state-media' as const) }),
  fc.record({ kind: fc.constant('follows' as const), headline: feedText }),
);

const top = fc
  .tuple(line, tag, fc.array(feedText, { maxLength: 20 }), fc.array(reason, { maxLength: 3 }))
  .map(([story, topic, others, reasons]) => ({ ...story, topic, others, reasons }));

const change = maybe('change', fc.integer({ min: -500, max: 500 }));
const count = fc.nat({ max: 5_000 });

const became = fc.record(
  { corrected: count, major: count, followed: count, closed: count },
  { requiredKeys: [] },
);

const group = fc
  .tuple(
    fc.record({ topic: tag, count, lines: fc.array(line, { maxLength: 4 }) }),
    change,
    maybe('became', became),
  )
  .map(([always, ...others]) => Object.assign({}, always, ...others));

const DAYS = Array.from({ length: 7 }, (_, index) => `2026-11-${String(17 + index)}`);
const series = fc.array(
  fc.record({ topic: tag, counts: fc.array(fc.nat({ max: 300 }), { minLength: 7, maxLength: 7 }) }),
  {
    minLength: 1,
    maxLength: 30,
  },
);
const chart = fc
  .tuple(fc.record({ days: fc.constant(DAYS), series }), maybe('isWhole', fc.constant(true)))
  .map(([always, other]) => Object.assign({}, always, other));

const counts = fc
  .tuple(fc.record({ stories: count, major: count, outlets: count, topics: count }), change)
  .map(([always, other]) => Object.assign({}, always, other));

/** Any digest: of a day, a week or an absence, with or without each of its parts. */
export const digest: fc.Arbitrary<Digest> = fc
  .tuple(
    fc.record({
      kind: fc.constant('digest' as const),
      variant: fc.constantFrom('daily', 'weekly', 'away', 'now'),
      language: fc.constantFrom(...UI_LANGUAGES),
      day: fc.constant('2026-11-23'),
      days: fc.integer({ min: 1, max: 400 }),
      from: time,
      until: time,
      topicIds: fc.constant(['talks']),
      counts,
      highlights: fc.array(line, { maxLength: 5 }),
      groups: fc.array(group, { maxLength: 30 }),
      developing: fc.array(line, { maxLength: 3 }),
      coverage: fc
        .tuple(
          fc.record({ entries: count, onSubject: count, feeds: count, feedsDown: count }),
          maybe('lastPollAt', time),
        )
        .map(([always, other]) => Object.assign({}, always, other)),
      silent: fc.boolean(),
    }),
    maybe('useful', fc.array(line, { maxLength: 2 })),
    maybe('top', top),
    maybe('chart', chart),
    maybe('isQuiet', fc.constant(true)),
    maybe('isPrivate', fc.constant(true)),
  )
  .map(([always, ...others]) => Object.assign({}, always, ...others));
