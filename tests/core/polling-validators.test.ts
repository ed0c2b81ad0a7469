import { expect, test } from 'vitest';
import {
  initialPollState,
  type PollEvent,
  type PollNotice,
  type PollState,
} from '../../src/core/polling/poll-state.ts';
import { pollRequest } from '../../src/core/polling/poll-validators.ts';
import { afterPoll } from '../../src/core/polling/polling.ts';
import type { Validators } from '../../src/core/types.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = new Date('2026-03-02T00:00:00Z');

/** A server with one document; told how it was asked, it says how it answers. */
type Server = (asked: Validators, now: Date) => { readonly notModified: boolean; readonly version: number };

/** Polls a feed for some days and returns how it was asked, and every notice. */
function watch(
  server: Server,
  days: number,
): {
  readonly asked: readonly { readonly at: Date; readonly validators: Validators }[];
  readonly notices: readonly PollNotice[];
  readonly state: PollState;
} {
  let state = initialPollState(START);
  const asked: { at: Date; validators: Validators }[] = [];
  const notices: PollNotice[] = [];
  for (let now = START; now.getTime() < START.getTime() + days * DAY; now = state.dueAt ?? now) {
    const request = pollRequest(state, now);
    const validators = request.conditional ? request.validators : {};
    asked.push({ at: now, validators });
    const result = afterPoll(state, toEvent(state, server(validators, now), validators), {
      now,
      chance: 0.5,
    });
    state = result.state;
    notices.push(...result.notices);
  }
  return { asked, notices, state };
}

function toEvent(
  state: PollState,
  { notModified, version }: { readonly notModified: boolean; readonly version: number },
  asked: Validators,
): PollEvent {
  if (notModified) return { kind: 'not-modified', tookMs: 1 };
  const conditional = asked.etag !== undefined;
  const validators = { etag: `"${version}"` };
  const bodyHash = String(version);
  if (bodyHash === state.bodyHash) return { kind: 'unchanged', validators, conditional, tookMs: 1 };
  const fresh = version - Number(state.bodyHash ?? version);
  const newest = new Date(START.getTime() + version * HOUR);
  return { kind: 'read', bodyHash, validators, conditional, entries: 9, fresh, dates: [newest], tookMs: 1 };
}

const versionAt = (now: Date, everyMs: number): number =>
  Math.floor((now.getTime() - START.getTime()) / everyMs);

const honest =
  (everyMs: number): Server =>
  (asked, now) => {
    const version = versionAt(now, everyMs);
    return { notModified: asked.etag === `"${version}"`, version };
  };

/** Says "not modified" to everyone who asks with a validator. */
const liar: Server = (asked, now) => ({
  notModified: asked.etag !== undefined,
  version: versionAt(now, HOUR),
});

test('once validators are known they are sent, but for one whole document every eight days', () => {
  const { asked } = watch(honest(HOUR), 33);
  const whole = asked.filter(({ validators }) => validators.etag === undefined);
  expect(whole.length).toBe(1 + 4);
  expect(1 - whole.length / asked.length).toBeGreaterThan(0.99);
});

test('an honest server is never distrusted, however often its document changes', () => {
  for (const everyMs of [HOUR / 4, HOUR, 5 * HOUR, 3 * DAY]) {
    expect(watch(honest(everyMs), 40).state.distrustedAt).toBeUndefined();
  }
});

test('a server that says "not modified" for ever is found out, told once, and not asked that way again', () => {
  const { asked, notices, state } = watch(liar, 30);
  expect(notices).toContainEqual({ kind: 'flagged', flag: 'validators-lie' });
  expect(
    notices.filter((notice) => notice.kind === 'flagged' && notice.flag === 'validators-lie'),
  ).toHaveLength(1);
  const distrustedAt = state.distrustedAt?.getTime() ?? Infinity;
  expect(distrustedAt).toBeLessThan(START.getTime() + 9 * DAY);
  const later = asked.filter(({ at }) => at.getTime() > distrustedAt);
  expect(later.length).toBeGreaterThan(100);
  expect(later.every(({ validators }) => validators.etag === undefined)).toBe(true);
});

test('a validator that stays the same while entries come is found out at the first whole document', () => {
  let state = initialPollState(START);
  const read = (now: Date, bodyHash: string): void => {
    const event: PollEvent = {
      kind: 'read',
      bodyHash,
      validators: { etag: '"always"' },
      conditional: false,
      entries: 5,
      fresh: 2,
      dates: [now],
      tookMs: 1,
    };
    state = afterPoll(state, event, { now, chance: 0 }).state;
  };
  read(START, 'a');
  expect(state.distrustedAt).toBeUndefined();
  const later = new Date(START.getTime() + 8 * DAY);
  expect(pollRequest(state, later).conditional).toBe(false);
  read(later, 'b');
  expect(state.flags).toContain('validators-lie');
});

test('a last-modified date of the far future is not sent back, a plausible one verbatim', () => {
  for (const [lastModified, sent] of [
    ['Mon, 18 Jan 2038 00:00:00 GMT', {}],
    ['Sun, 01 Mar 2026 00:00:00 GMT', { lastModified: 'Sun, 01 Mar 2026 00:00:00 GMT' }],
    ['some day', { lastModified: 'some day' }],
  ] as const) {
    const event: PollEvent = {
      kind: 'read',
      bodyHash: 'a',
      validators: { lastModified },
      conditional: false,
      entries: 1,
      fresh: 1,
      dates: [START],
      tookMs: 1,
    };
    const { state } = afterPoll(initialPollState(START), event, { now: START, chance: 0 });
    expect(pollRequest(state, START)).toEqual({ validators: sent, conditional: true });
  }
});

test('"not modified" and an unchanged body change nothing but the times of polls', () => {
  const event: PollEvent = {
    kind: 'read',
    bodyHash: 'a',
    validators: { etag: '"1"' },
    conditional: false,
    entries: 1,
    fresh: 1,
    dates: [START],
    tookMs: 1,
  };
  const { state: before } = afterPoll(initialPollState(START), event, { now: START, chance: 0 });
  const now = new Date(START.getTime() + HOUR);
  for (const quiet of [
    { kind: 'not-modified', tookMs: 1 },
    { kind: 'unchanged', validators: { etag: '"1"' }, conditional: true, tookMs: 1 },
  ] as const) {
    const { state, notices } = afterPoll(before, quiet, { now, chance: 0 });
    expect(notices).toEqual([]);
    expect(state).toEqual({ ...before, lastPolledAt: now, lastSuccessAt: now, dueAt: state.dueAt });
  }
});
