import fc from 'fast-check';
import { expect, test } from 'vitest';
import { render } from '../../src/discord/rendering/render.ts';
import { toAddress, toLink, toMarkup, toPlain } from '../../src/discord/rendering/safe-text.ts';
import { digest } from '../support/arbitrary-digest.ts';
import { message } from '../support/arbitrary-story.ts';
import { collect, findMarkup, UNSEEN } from '../support/discord-oracle.ts';
import { CASES, hostileText, hostileUrl, TRICKS } from '../support/hostile.ts';

const READ_AS_MARKUP = new Set(['content', 'title', 'description', 'value']);
const SHOWN = new Set([...READ_AS_MARKUP, 'label', 'placeholder', 'name', 'text']);

test('hostile cases number at least 20,000 in all, beside every known trick alone', () => {
  const count = Object.values(CASES).reduce((sum, cases) => sum + cases, 0);
  expect(count).toBeGreaterThanOrEqual(20_000);
  expect(new Set(TRICKS).size).toBeGreaterThan(200);
});

test.each(TRICKS)('%j is plain text once it is escaped', (trick) => {
  expect(findMarkup(toMarkup(trick, 500))).toEqual([]);
});

test(`of ${CASES.markup} hostile texts none keeps markup, hidden characters or more than its room`, () => {
  fc.assert(
    fc.property(hostileText, fc.integer({ min: 1, max: 400 }), (text, room) => {
      const markup = toMarkup(text, room);
      const plain = toPlain(text, room);
      expect(findMarkup(markup)).toEqual([]);
      expect(markup).not.toMatch(UNSEEN);
      expect(plain).not.toMatch(UNSEEN);
      expect(`${markup}${plain}`).not.toContain('\n');
      expect(Math.max(markup.length, plain.length)).toBeLessThanOrEqual(Math.max(room, 1));
    }),
    { numRuns: CASES.markup },
  );
});

/** Brackets, stars and strokes may be written either way in an address. */
const withoutEscapes = (address: string): string =>
  address.replaceAll(/%(?:28|29|2A|5F|7E)/gi, (escaped) => decodeURIComponent(escaped));

test(`of ${CASES.links} hostile addresses none leads elsewhere than it says, or out of its brackets`, () => {
  fc.assert(
    fc.property(hostileText, hostileUrl, (text, url) => {
      const address = toAddress(url, 500);
      expect(address ?? 'https://none').toMatch(/^https?:\/\/[\u0021-\u007e]+$/);
      const found = findMarkup(toLink(text, url, 100));
      expect(found.length).toBeLessThanOrEqual(1);
      for (const one of found) expect(one).toMatch(/^link https?:\/\//);
      // To its end: an address that is cut off in the middle leads elsewhere, too.
      const named = findMarkup(toLink('report', url, 100));
      const whole = address === undefined ? [] : [`link ${withoutEscapes(address)}`];
      expect(named.map(withoutEscapes)).toEqual(whole);
    }),
    { numRuns: CASES.links },
  );
});

test(`${CASES.messages} messages made of hostile texts mention nobody and hide nothing`, () => {
  fc.assert(
    fc.property(fc.oneof(message, digest), (any) => {
      const rendered = render(any, 'marker');
      const found = collect(rendered, READ_AS_MARKUP).flatMap(findMarkup);
      const roles = 'ping' in any && any.ping !== undefined ? ['mention role'] : [];
      expect(found.filter((one) => one.startsWith('mention') && !roles.includes(one))).toEqual([]);
      expect(rendered.allowed_mentions?.parse).toEqual([]);
      for (const text of collect(rendered, SHOWN)) expect(text).not.toMatch(UNSEEN);
      for (const url of collect(rendered, new Set(['url'])))
        expect(url).toMatch(/^(?:https?|attachment):\/\//);
    }),
    { numRuns: CASES.messages },
  );
});
