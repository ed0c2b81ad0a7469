import { expect, test } from 'vitest';
import { findCounts } from '../../src/core/facts/counts.ts';
import { readPassage } from '../../src/core/text/text.ts';

test.each([
  ['en', 'A tanker with 1.1 million barrels', 1_100_000],
  ['en', 'A tanker with 1.15 million barrels', 1_150_000],
  ['es', 'Un petrolero con 1,8 millones de barriles', 1_800_000],
  ['pt', 'Navio com 2,3 milhões de barris', 2_300_000],
  ['en', 'The end of papers for 350,000 Venezuelans', 350_000],
  ['es', 'El fin del permiso de 350.000 venezolanos', 350_000],
  ['en', 'They seized 2.5 tons', 2.5],
  ['en', 'Five freed Americans', 5],
])('in %s, “%s” counts %d', (language, text, value) => {
  expect(findCounts(readPassage(text), language).map((count) => count.value)).toEqual([value]);
});
