import { expect, test } from 'vitest';
import { toChannelDestination, toPersonalDestination } from '../../../src/core/subscriptions/wishes.ts';
import { NOON, minutesAgo } from '../../support/watch.ts';

const wishes = {
  topics: ['oil'],
  level: 'major',
  language: 'es',
  timeZone: 'Europe/Madrid',
  isQuietAtNight: true,
} as const;
const first = toPersonalDestination('9', wishes, { newId: 'm-x', before: undefined, now: minutesAgo(60) });
const again = (change: object) =>
  toPersonalDestination('9', { ...wishes, ...change }, { newId: 'm-y', before: first, now: NOON });

test('a person is sent what they chose, under a name that is not theirs', () => {
  expect(first).toEqual({
    id: 'm-x',
    platform: 'discord',
    address: '9',
    isPrivate: true,
    topics: ['oil'],
    level: 'major',
    language: 'es',
    timeZone: 'Europe/Madrid',
    quietHours: { from: '23:00', to: '07:00' },
    since: minutesAgo(60),
  });
});

test('what the form does not ask for stays as it was', () => {
  const digest = { at: '20:00', daily: true, weekly: false, quietDay: 'skip' } as const;
  const quietHours = { from: '22:00', to: '09:00' };
  const before = { ...first, digest, quietHours };
  const changed = toPersonalDestination('9', wishes, { newId: 'm-y', before, now: NOON });
  expect(changed).toMatchObject({ id: 'm-x', digest, quietHours });
  expect(again({ isQuietAtNight: false }).quietHours).toBeUndefined();
});

test('only whoever asks for more begins anew', () => {
  expect(again({ level: 'all' }).since).toEqual(NOON);
  expect(again({ topics: ['oil', 'talks'] }).since).toEqual(NOON);
  for (const change of [{}, { level: 'digest' }, { language: 'pt' }])
    expect(again(change).since).toEqual(minutesAgo(60));
});

test('a channel loses what is no longer chosen: its role, its threads, its followers', () => {
  const place = { id: '7', guildId: '1' };
  const chosen = { topics: ['oil'], level: 'all', language: 'en', mentionRole: '5', publish: true } as const;
  const before = toChannelDestination(place, chosen, { newId: 'c-7', before: undefined, now: NOON });
  expect(before).toMatchObject({ id: 'c-7', guildId: '1', mentionRole: '5', publish: true });
  const { mentionRole: _role, publish: _publish, ...plain } = chosen;
  const after = toChannelDestination(place, plain, { newId: 'c-8', before, now: NOON });
  expect(after).toEqual({
    id: 'c-7',
    platform: 'discord',
    address: '7',
    guildId: '1',
    ...plain,
    since: NOON,
  });
});
