import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalUrl, isWebUrl } from '../../src/core/url.ts';

const webUrl = fc.webUrl({ withQueryParameters: true, withFragments: true });

test('every spelling of an address comes to one', () => {
  const one = canonicalUrl('https://news.example/a?id=7&lang=es');
  for (const spelling of [
    'http://news.example/a?id=7&lang=es',
    'https://NEWS.example:443/a/?lang=es&id=7',
    'https://news.example/a?lang=es&utm_medium=rss&id=7&fbclid=x#top',
  ])
    expect(canonicalUrl(spelling)).toBe(one);
});

test('what is no address comes back as it was', () => {
  expect(canonicalUrl('no address')).toBe('no address');
});

test('the one address of an address is its own', () => {
  fc.assert(
    fc.property(webUrl, (url) => {
      expect(canonicalUrl(canonicalUrl(url))).toBe(canonicalUrl(url));
    }),
  );
});

test('tracking parameters never make a second address', () => {
  const name = fc.constantFrom('utm_source', 'utm_medium', 'fbclid', 'xtor', 'at_campaign', 'mc_cid');
  fc.assert(
    fc.property(webUrl, name, fc.string(), (address, parameter, value) => {
      const tracked = new URL(address);
      tracked.searchParams.append(parameter, value);
      expect(canonicalUrl(tracked.href)).toBe(canonicalUrl(address));
    }),
  );
});

test.each([
  ['https://news.example/a', true],
  ['http://news.example', true],
  ['https://bank.example@evil.example/', false],
  ['javascript:alert(1)', false],
  ['/relative', false],
])('%s can be shown as a link: %s', (address, isShown) => {
  expect(isWebUrl(address)).toBe(isShown);
});
