import { pino } from 'pino';
import type { Destination } from '../../src/core/destination.ts';
import type { ShownMessage, StoryView } from '../../src/core/messages/message.ts';
import type { Feed, Topic } from '../../src/core/subject.ts';
import type { Assessment, Entry } from '../../src/core/types.ts';

/** A destination, with what the test is not about filled in. */
export function destination(given: Partial<Destination> = {}): Destination {
  return {
    id: 'noticias',
    platform: 'discord',
    address: '100000000000000001',
    topics: ['talks', 'oil'],
    level: 'all',
    language: 'en',
    ...given,
  };
}

/** A story as a message shows it. */
export function storyView(given: Partial<StoryView> = {}): StoryView {
  return {
    storyId: '1',
    topics: [{ id: 'oil', name: 'Oil', emoji: '🛢️', colour: 0xb0_7a_00 }],
    headline: 'Licence extended by six months',
    outlet: 'Gulf Wire',
    outletKind: 'wire',
    summary: 'The notice lets current ventures go on.',
    importance: { level: 'high', score: 0.77, dots: 3 },
    outletCount: 1,
    alsoReportedBy: [],
    firstSeen: new Date('2026-03-01T11:58:00Z'),
    ...given,
  };
}

/** A welcome message with one story in it. */
export function welcome(story: Partial<StoryView> = {}): ShownMessage {
  return {
    kind: 'welcome',
    language: 'en',
    subject: { en: 'A and B', es: 'A y B', pt: 'A e B' },
    feedCount: 3,
    stories: [storyView(story)],
    moreCount: 0,
    silent: true,
  };
}

/** A feed of an outlet that is named after it. */
export function feed(given: Partial<Feed> & { readonly id: string }): Feed {
  return {
    url: `https://${given.id}.example/feed`,
    outlet: { name: given.id, kind: 'independent' },
    language: 'en',
    certainty: 'sure',
    ...given,
  };
}

/** An entry on the subject, published at noon of the day the tests play on. */
export function entry(given: Partial<Entry> = {}): Entry {
  const link = given.link ?? 'https://one.example/licence';
  return {
    guid: link,
    link,
    title: 'U.S. extends Chevron licence to pump Venezuelan oil by six months',
    text: 'The Treasury said the licence lets Chevron export crude from Venezuela to the United States.',
    content: '',
    published: new Date('2026-03-01T11:30:00Z'),
    ...given,
  };
}

/** A topic of a subject. */
export function topic(given: Partial<Topic> & { readonly id: string }): Topic {
  const name = { en: given.id, es: given.id, pt: given.id };
  return {
    name,
    description: name,
    colour: 0x80_84_8e,
    emoji: '🔹',
    threshold: 0.5,
    major: 0.8,
    quiet: false,
    ...given,
  };
}

/** An assessment on the subject with these topic scores; a topic of at least 0.5 is tagged. */
export function assessment(topics: Readonly<Record<string, number>>): Assessment {
  const score = { raw: 0, bias: 0, evidence: [] };
  return {
    language: 'en',
    relevant: true,
    subject: { ...score, score: 0.9 },
    topics: Object.entries(topics).map(([id, figure]) => ({
      id,
      ...score,
      score: figure,
      tagged: figure >= 0.5,
    })),
  };
}

/** A log that nobody reads. */
export const quietLog = pino({ level: 'silent' });
