import { pino } from 'pino';
import type { Destination } from '../../src/core/destination.ts';
import type { Message, StoryView } from '../../src/core/message.ts';

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
export function welcome(story: Partial<StoryView> = {}): Message {
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

/** A log that nobody reads. */
export const quietLog = pino({ level: 'silent' });
