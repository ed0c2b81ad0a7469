import { afterAll, expect, test } from 'vitest';
import { toSvg } from '../../src/charts/chart-svg.ts';
import { openChartDrawer } from '../../src/charts/draw.ts';
import type { Chart } from '../../src/core/digest/digest.ts';
import { quietLog } from '../support/builders.ts';

const DAYS = Array.from({ length: 7 }, (_, index) => `2026-11-${String(17 + index)}`);
const words = { title: 'Histórias por tema, 7 días', language: 'pt' } as const;

const chart = (name = 'Diálogo'): Chart => ({
  days: DAYS,
  series: [
    { topic: { id: 'talks', name, emoji: '🕊️', colour: 0x3b_8b_d9 }, counts: [3, 2, 5, 1, 4, 7, 9] },
    {
      topic: { id: 'oil', name: 'Petróleo', emoji: '🛢️', colour: 0xb0_7a_00 },
      counts: [0, 4, 1, 3, 0, 4, 6],
    },
  ],
});

const drawer = openChartDrawer(quietLog);
afterAll(() => drawer[Symbol.asyncDispose]());

test('the words are drawn, not left blank', async () => {
  const drawn = await drawer.draw(chart(), words);
  const blank = await drawer.draw(chart(' '), { ...words, title: ' ' });
  expect(drawn?.subarray(1, 4)).toEqual(new TextEncoder().encode('PNG'));
  // A font that cannot be read costs all of the letters; here only the title's and one name's are missing.
  expect((drawn?.length ?? 0) - (blank?.length ?? 0)).toBeGreaterThan(3_000);
  expect(drawn?.length).toBeLessThan(60_000);
}, 20_000);

test('a chart without words, stories or topics can be drawn, and hostile names stay names', async () => {
  const none = await drawer.draw({ days: DAYS, series: [] }, words);
  expect(none?.length).toBeGreaterThan(1_000);
  const hostile = chart('</text><image href="file:///etc/passwd"/>&\u0000\uD800\uFFFF');
  expect(toSvg(hostile, words)).not.toContain('<image');
  expect((await drawer.draw(hostile, words))?.length).toBeGreaterThan(1_000);
}, 20_000);

test('every column carries its numbers beside its colours', () => {
  const svg = toSvg(chart(), words);
  for (const total of [3, 6, 4, 4, 11, 15]) expect(svg).toContain(`>${String(total)}</text>`);
  expect(svg).toContain('Diálogo 9');
  expect(svg).toContain('#3b8bd9');
});

test('a week’s chart counts its topics over all of its days, and no day is stressed', () => {
  const svg = toSvg({ ...chart(), isWhole: true }, words);
  expect(svg).toContain('Diálogo 31');
  expect(svg).toContain('Petróleo 18');
  expect(svg.match(/font-size="24" font-weight="700"/g)).toBeNull();
  expect(toSvg(chart(), words).match(/font-size="24" font-weight="700"/g)).toHaveLength(2);
});

test('a chart that many are sent is drawn once for all of them', async () => {
  const many = await Promise.all(Array.from({ length: 2_000 }, () => drawer.draw(chart('Uno'), words)));
  expect(many[0]?.length).toBeGreaterThan(1_000);
  expect(new Set(many).size).toBe(1);
  expect(await drawer.draw(chart('Otro'), words)).not.toBe(many[0]);
}, 20_000);
