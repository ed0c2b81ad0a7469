import type { Digest, DigestLine } from '../../src/core/digest/digest.ts';

const TALKS = { id: 'talks', name: 'Talks', emoji: '🕊️', colour: 0x3b_8b_d9 };
const OIL = { id: 'oil', name: 'Oil', emoji: '🛢️', colour: 0xb0_7a_00 };

/** A story in one line. */
export const digestLine = (given: Partial<DigestLine> = {}): DigestLine => ({
  storyId: '1',
  headline: 'Norway ready to host a new round',
  url: 'https://x.example/norway',
  outlet: 'EFE',
  otherOutlets: 0,
  at: new Date('2026-11-23T16:05:00Z'),
  importance: 0.5,
  isUpdated: false,
  ...given,
});

/** A day's digest, with what the test is not about filled in. */
export function digestOf(given: Partial<Digest> = {}): Digest {
  return {
    kind: 'digest',
    variant: 'daily',
    language: 'en',
    day: '2026-11-23',
    days: 1,
    from: new Date('2026-11-22T20:00:00Z'),
    until: new Date('2026-11-23T20:00:00Z'),
    topicIds: ['talks', 'oil'],
    counts: { stories: 21, major: 2, outlets: 14, topics: 2, change: 7 },
    top: {
      ...digestLine({
        storyId: '2',
        headline: 'Caracas offers direct talks',
        outlet: 'Reuters',
        otherOutlets: 4,
      }),
      topic: TALKS,
      others: ['EFE', 'AP', 'Gulf Wire', 'Folha'],
      reasons: [{ kind: 'independent', count: 5 }, { kind: 'attributed' }],
    },
    highlights: [],
    groups: [
      { topic: TALKS, count: 15, change: 5, lines: [digestLine()] },
      { topic: OIL, count: 6, change: 2, lines: [] },
    ],
    developing: [],
    chart: {
      days: ['2026-11-22', '2026-11-23'],
      series: [
        { topic: TALKS, counts: [10, 15] },
        { topic: OIL, counts: [4, 6] },
      ],
    },
    coverage: { entries: 1_204, onSubject: 96, feeds: 14, feedsDown: 1 },
    silent: true,
    ...given,
  };
}
