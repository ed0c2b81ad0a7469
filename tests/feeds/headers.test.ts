import { expect, test } from 'vitest';
import {
  findFreshForMs,
  findRetryAfterMs,
  findValidators,
  toHeaders,
} from '../../src/feeds/fetching/headers.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const MINUTE = 60_000;

test.each([
  [{}, undefined],
  [{ 'cache-control': 'max-age=600' }, 10 * MINUTE],
  [{ 'cache-control': 'public, MAX-AGE="600", s-maxage=9' }, 10 * MINUTE],
  [{ 'cache-control': 's-maxage=900' }, undefined],
  [{ 'cache-control': ['public', 'max-age=60'] }, MINUTE],
  [{ 'cache-control': 'max-age=600', age: '540' }, MINUTE],
  [{ 'cache-control': 'max-age=600', age: '9999' }, 0],
  [{ 'cache-control': 'no-cache, max-age=600' }, 0],
  [{ 'cache-control': 'no-store' }, 0],
  [{ expires: 'Sun, 01 Mar 2026 12:05:00 GMT' }, 5 * MINUTE],
  [{ expires: 'Sun, 01 Mar 2026 12:05:00 GMT', date: 'Sun, 01 Mar 2026 12:04:00 GMT' }, MINUTE],
  [{ expires: 'Sun, 01 Mar 2026 11:00:00 GMT' }, 0],
  [{ expires: '0' }, 0],
  [{ expires: '-1' }, 0],
  [{ expires: 'soon' }, 0],
  [{ expires: 'Sun, 01 Mar 2026 12:05:00 GMT', 'cache-control': 'max-age=60' }, MINUTE],
])('%j is fresh for %s', (headers, expected) => {
  expect(findFreshForMs(headers, NOW)).toBe(expected);
});

test.each([
  [{}, undefined],
  [{ 'retry-after': '120' }, 2 * MINUTE],
  [{ 'retry-after': ' 1.5 ' }, 1_500],
  [{ 'retry-after': 'Sun, 01 Mar 2026 12:03:00 GMT' }, 3 * MINUTE],
  [{ 'retry-after': 'Sun, 01 Mar 2026 11:00:00 GMT' }, 0],
  [{ 'retry-after': 'later' }, undefined],
])('%j asks for a pause of %s', (headers, expected) => {
  expect(findRetryAfterMs(headers, NOW)).toBe(expected);
});

test('validators are kept as they are, the first of several, and not when they could not be sent back', () => {
  expect(findValidators({ etag: ['"a"', '"b"'], 'last-modified': 'whenever' })).toEqual({
    etag: '"a"',
    lastModified: 'whenever',
  });
  expect(findValidators({ etag: '"\u0416"', 'last-modified': '' })).toEqual({});
});

test('a visit without validators sends none', () => {
  expect(Object.keys(toHeaders({ userAgent: 'vigia' }))).toEqual(['accept', 'accept-encoding', 'user-agent']);
});
