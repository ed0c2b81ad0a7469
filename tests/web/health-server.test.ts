import { expect, test } from 'vitest';
import { openHealthServer, type HealthOptions, type HealthServer } from '../../src/web/health-server.ts';
import { openMetrics, type Reading } from '../../src/web/metrics.ts';
import { quietLog } from '../support/builders.ts';

const options = (given: Partial<HealthOptions> = {}): HealthOptions => ({
  port: 0,
  findIllness: () => Promise.resolve([]),
  metrics: () => Promise.resolve({ text: '', contentType: 'text/plain' }),
  version: '1.2.3',
  log: quietLog,
  ...given,
});

async function get({ port }: HealthServer, path: string, method = 'GET') {
  const response = await fetch(`http://127.0.0.1:${String(port)}${path}`, { method });
  return { status: response.status, text: await response.text() };
}

test('supervisors are told that it lives, whether it is ready, and what is wrong', async () => {
  const illness: string[] = [];
  await using server = await openHealthServer(options({ findIllness: () => Promise.resolve(illness) }));
  expect(await get(server, '/livez')).toEqual({ status: 200, text: 'ok\n' });
  expect(await get(server, '/readyz?verbose')).toEqual({ status: 200, text: 'ready\n' });
  expect(await get(server, '/version')).toEqual({ status: 200, text: '1.2.3\n' });
  illness.push('the database cannot be written to');
  expect(await get(server, '/readyz')).toEqual({ status: 503, text: 'the database cannot be written to\n' });
  expect(await get(server, '/livez')).toMatchObject({ status: 200 });
});

test('nothing else is there, and nothing can be changed', async () => {
  await using server = await openHealthServer(options());
  for (const path of ['/', '/constructor', '/__proto__', '/livez/..%2f', '/%00'])
    expect(await get(server, path)).toMatchObject({ status: 404 });
  expect(await get(server, '/livez', 'POST')).toMatchObject({ status: 405 });
});

test('a question that cannot be answered is an error of its own', async () => {
  await using server = await openHealthServer(
    options({ findIllness: () => Promise.reject(new Error('password in an error')) }),
  );
  const answer = await get(server, '/readyz');
  expect(answer.status).toBe(500);
  expect(answer.text).not.toContain('password');
});

test('figures are those of the moment, under their names and with their units', async () => {
  let readings: readonly Reading[] = [
    { name: 'vigia_feeds', label: 'ok', value: 12 },
    { name: 'vigia_feeds', label: 'down', value: 1 },
    { name: 'vigia_stories_open', value: 40 },
  ];
  const metrics = openMetrics(() => Promise.resolve(readings));
  metrics.observePoll({ outcome: 'fetched', tookMs: 120 });
  metrics.observePoll({ outcome: 'not-modified' });
  metrics.observeDelivery({ kind: 'alert', result: 'sent', publishedToPostedMs: 45_000 });
  metrics.observeRefusal(403);
  await using server = await openHealthServer(options({ metrics: () => metrics.render() }));
  const { text } = await get(server, '/metrics');
  for (const line of [
    'vigia_feeds{state="ok"} 12',
    'vigia_feeds{state="down"} 1',
    'vigia_stories_open 40',
    'vigia_polls_total{outcome="fetched"} 1',
    'vigia_poll_duration_seconds_sum 0.12',
    'vigia_delivery_attempts_total{kind="alert",result="sent"} 1',
    'vigia_published_to_posted_seconds_bucket{le="60"} 1',
    'vigia_discord_refusals_total{status="403"} 1',
    'process_resident_memory_bytes',
  ])
    expect(text).toContain(line);
  readings = [{ name: 'vigia_feeds', label: 'ok', value: 13 }];
  const later = await get(server, '/metrics');
  expect(later.text).toContain('vigia_feeds{state="ok"} 13');
  expect(later.text).not.toContain('state="down"');
});
