import { expect, test } from 'vitest';
import { openHealthServer, type HealthOptions, type HealthServer } from '../../src/web/health-server.ts';
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
