import { expect, test } from 'vitest';
import type { HostAnswer } from '../../src/core/polling/host-pace.ts';
import { HostGate, type HostGateOptions } from '../../src/feeds/fetching/host-gate.ts';
import { virtualClock, type VirtualClock } from '../support/virtual-clock.ts';

interface Visit {
  readonly url: string;
  readonly startMs: number;
  endMs: number;
}

/** A gate on a virtual clock, and a record of everything that went through it. */
function open(options: Partial<HostGateOptions> = {}): {
  readonly clock: VirtualClock;
  readonly gate: HostGate;
  readonly visits: Visit[];
  readonly visit: (url: string, tookMs?: number, answer?: Partial<HostAnswer>) => Promise<string>;
} {
  const clock = virtualClock();
  const gate = new HostGate({ spacingMs: 1_000, concurrency: 100, maxWaitMs: 120_000, clock, ...options });
  const visits: Visit[] = [];
  return {
    clock,
    gate,
    visits,
    async visit(url, tookMs = 100, answer = { status: 200 }) {
      const turn = await gate.enter(url.split('/')[0] ?? '');
      if (turn.kind === 'paused') return `paused for ${turn.delayMs}`;
      const visit: Visit = { url, startMs: clock.nowMs(), endMs: Infinity };
      visits.push(visit);
      await clock.sleep(tookMs, new AbortController().signal);
      visit.endMs = clock.nowMs();
      await turn.end({ url, ...answer });
      return 'visited';
    },
  };
}

test('a host gets one request at a time, in order, a second after the end of the one before', async () => {
  const { clock, visits, visit } = open();
  for (const url of ['a/1', 'a/2', 'a/3']) void visit(url, 400);
  await clock.advance(10_000);
  expect(visits.map(({ url, startMs }) => [url, startMs])).toEqual([
    ['a/1', 0],
    ['a/2', 1_400],
    ['a/3', 2_800],
  ]);
});

test('whatever comes when, two requests to one host never overlap and never follow within a second', async () => {
  const { clock, visits, visit } = open({ concurrency: 3 });
  for (let index = 0; index < 60; index += 1) {
    void visit(`host${index % 4}/${index}`, (index * 137) % 900);
    await clock.advance((index * 71) % 400);
  }
  await clock.advance(200_000);
  expect(visits).toHaveLength(60);
  for (const host of ['host0', 'host1', 'host2', 'host3']) {
    const own = visits.filter(({ url }) => url.startsWith(host));
    own.slice(1).forEach(({ startMs }, index) => {
      expect(startMs).toBeGreaterThanOrEqual((own[index]?.endMs ?? Infinity) + 1_000);
    });
  }
});

test('a host that hangs delays no other, however many of its feeds wait', async () => {
  const { clock, visits, visit } = open({ concurrency: 2 });
  for (let index = 0; index < 50; index += 1) void visit(`hung/${index}`, 30_000);
  for (let index = 0; index < 5; index += 1) void visit(`fine${index}/`, 100);
  await clock.advance(600);
  expect(visits.filter(({ url }) => url.startsWith('fine'))).toHaveLength(5);
  expect(visits.filter(({ url }) => url.startsWith('hung'))).toHaveLength(1);
});

test('nobody stands in line for longer than the limit', async () => {
  const { clock, visit } = open({ maxWaitMs: 60_000 });
  const answers = Array.from({ length: 80 }, (_, index) => visit(`slow/${index}`, 15_000));
  await clock.advance(100_000);
  const sentAway = (await Promise.all(answers)).filter((answer) => answer.startsWith('paused'));
  expect(sentAway).toHaveLength(76);
});

test('no more requests are under way than allowed', async () => {
  const { clock, visits, visit } = open({ concurrency: 3 });
  for (let index = 0; index < 9; index += 1) void visit(`host${index}/`, 1_000);
  await clock.advance(0);
  expect(visits).toHaveLength(3);
  await clock.advance(1_000);
  expect(visits).toHaveLength(6);
});

test('one feed that is visited too often does not stop the others of its host', async () => {
  const { clock, visits, visit } = open();
  void visit('a/1', 100, { status: 429, retryAfterMs: 3_600_000 });
  void visit('a/2');
  await clock.advance(5_000);
  expect(visits.map(({ url }) => url)).toEqual(['a/1', 'a/2']);
});

test('two feeds turned away with 429 pause the whole host for as long as it asked, and no other', async () => {
  const { clock, visits, visit } = open();
  const refused = { status: 429, retryAfterMs: 3_600_000 };
  const answers = [visit('a/1', 0, refused), visit('a/2', 0, refused), visit('a/3'), visit('b/1')];
  await clock.advance(5_000);
  expect(await Promise.all(answers)).toEqual(['visited', 'visited', 'paused for 3600000', 'visited']);
  expect(await visit('a/1')).toBe('paused for 3596000');
  await clock.advance(3_600_000);
  void visit('a/3');
  await clock.advance(1_000);
  expect(visits.at(-1)?.url).toBe('a/3');
});

test('a pause without a given length takes ten minutes, and a mad one is cut to a day', async () => {
  for (const [retryAfterMs, pauseMs] of [
    [undefined, 600_000],
    [30 * 86_400_000, 86_400_000],
  ] as const) {
    const { clock, visit } = open({ spacingMs: 0 });
    const refused = { status: 429, ...(retryAfterMs !== undefined && { retryAfterMs }) };
    const answers = [visit('a/1', 0, refused), visit('a/2', 0, refused)];
    await clock.advance(0);
    await Promise.all(answers);
    expect(await visit('a/3')).toBe(`paused for ${pauseMs}`);
  }
});

test('closing the gate sends everyone who waits away', async () => {
  const { clock, gate, visit } = open();
  const waiting = [visit('a/1', 10), visit('a/2'), visit('a/3')];
  await clock.advance(100);
  gate[Symbol.dispose]();
  await clock.advance(10_000);
  expect(await Promise.all(waiting)).toEqual([
    'visited',
    expect.any(String),
    expect.stringContaining('paused'),
  ]);
});

test('hosts that are at rest are forgotten', async () => {
  const { clock, gate, visit } = open({ spacingMs: 10 });
  for (let index = 0; index < 2_500; index += 1) {
    void visit(`host${index}/`, 0);
    if (index % 100 === 0) await clock.advance(20);
  }
  expect(gate.size).toBeLessThan(1_500);
});
