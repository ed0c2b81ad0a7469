import fc from 'fast-check';
import { ComponentType } from 'discord.js';
import { expect, test } from 'vitest';
import type { Digest, DigestLine } from '../../src/core/digest/digest.ts';
import { parseMessage } from '../../src/demo/discord/posting.ts';
import { fromDigestRef, toDigestRef } from '../../src/discord/commands/digest/digest-ref.ts';
import type { DiscordMessage } from '../../src/discord/rendering/discord-message.ts';
import { withPicture } from '../../src/discord/rendering/picture.ts';
import { render, renderForPerson } from '../../src/discord/rendering/render.ts';
import { digest } from '../support/arbitrary-digest.ts';
import { digestOf, digestLine } from '../support/digests.ts';
import { checkExchange, hasOpenApi } from '../support/openapi.ts';

const MARKER = 'abcdef12-'.padEnd(25, 'z');
const NUM_RUNS = 150;
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);

const withFiles = (
  any: Digest,
): { readonly body: DiscordMessage; readonly files: DiscordMessage['files'] } => {
  const { files, ...body } = withPicture(render(any, MARKER), any, PNG);
  return { body, files };
};

/** The texts of a message, however nested. */
function textsOf(component: unknown): string[] {
  if (typeof component !== 'object' || component === null) return [];
  if (Array.isArray(component)) return component.flatMap(textsOf);
  const own = 'content' in component && typeof component.content === 'string' ? [component.content] : [];
  return [...own, ...('components' in component ? textsOf(component.components) : [])];
}

/** A text less everything that the digest itself marks up. */
const withoutOwnMarkup = (text: string): string =>
  text
    .replaceAll(/\\./gsu, '')
    .replaceAll(/^(?:## |-# |- |> )/gmu, '')
    .replaceAll(/<t:-?\d+:[Rtd]>/gu, '')
    .replaceAll(/\[([^\]]*)\]\(https?:\/\/[^)\s]*\)/gu, '$1')
    .replaceAll('**', '');

test('any day keeps to Discord’s limits, with and without its picture, also to a person', () => {
  fc.assert(
    fc.property(digest, (any) => {
      const { body } = withFiles(any);
      const attachment = {
        index: '0',
        filename: 'stories.png',
        contentType: 'image/png',
        bytes: Buffer.from(PNG),
      };
      expect(() =>
        parseMessage(
          { ...body, nonce: MARKER, enforce_nonce: true },
          body.attachments === undefined ? [] : [attachment],
        ),
      ).not.toThrow();
      expect(() => parseMessage(renderForPerson(any, MARKER), [])).not.toThrow();
    }),
    { numRuns: NUM_RUNS },
  );
});

test.skipIf(!hasOpenApi)('any day is one of Discord’s own document', () => {
  fc.assert(
    fc.property(digest, (any) => {
      const requestBody = { ...withFiles(any).body, nonce: MARKER, enforce_nonce: true };
      const path = '/channels/123456789012345678/messages';
      expect(checkExchange({ method: 'POST', path, requestBody, status: 204 })).toEqual([]);
    }),
    { numRuns: NUM_RUNS },
  );
});

test('whatever feeds write, nothing in a digest pings or forges', () => {
  fc.assert(
    fc.property(digest, (any) => {
      const rendered = render(any, MARKER);
      expect(rendered.allowed_mentions).toEqual({ parse: [] });
      for (const text of textsOf(rendered.components))
        expect(withoutOwnMarkup(text)).not.toMatch(/[*_~`|<>@[\]]|:\/\//);
    }),
    { numRuns: NUM_RUNS },
  );
});

test('a digest reads from the counts over the top story to the topics', () => {
  const texts = textsOf(render(digestOf(), MARKER).components);
  expect(texts[0]).toBe(
    '## Daily digest · 23 November 2026\n21 stories (+7 on yesterday) · 2 major · 14 outlets · 2 topics',
  );
  expect(texts[1]).toMatch(/^\*\*Top story\*\*\n🕊️ \*\*\[Caracas offers direct talks\]/);
  expect(texts[1]).toContain('Reuters, also EFE, AP and 2 more');
  expect(texts[1]).toContain('> Why it matters: 5 independent outlets report it; officials are quoted');
  expect(texts[2]).toMatch(/^\*\*🕊️ Talks\*\* · 15 \(\+5\)\n- \[Norway ready/);
  expect(texts[2]).toMatch(/-# \+13 more$/);
  expect(texts.at(-1)).toBe(
    '-# From 1,204 entries read, 96 of them on the subject · 14 feeds, 1 not answering',
  );
});

test('what was announced is marked, and a topic whose only story is the top one says so', () => {
  const [talks, oil] = digestOf().groups;
  const groups = [
    ...(talks === undefined ? [] : [{ ...talks, count: 1, change: 1, lines: [] }]),
    ...(oil === undefined ? [] : [{ ...oil, lines: [digestLine({ isAnnounced: true })] }]),
  ];
  const texts = textsOf(render(digestOf({ groups }), MARKER).components);
  expect(texts).toContain('**🕊️ Talks** · 1 (+1) · the top story');
  expect(texts.join('\n')).toContain('norway) ✓ · EFE');
  expect(texts.at(-1)).toMatch(/^-# ✓ announced as it came\n-# From/);
  const { top: _, ...allTold } = digestOf({ groups: groups.slice(1) });
  expect(textsOf(render(allTold, MARKER).components).at(-1)).toMatch(
    /^-# All of them were announced as they came\.\n-# From/,
  );
});

test('a week tells what became of its stories, of older ones too, and what readers found useful', () => {
  const [talks] = digestOf().groups;
  const texts = textsOf(
    render(
      digestOf({
        variant: 'weekly',
        groups: talks === undefined ? [] : [{ ...talks, became: { corrected: 1, closed: 2 } }],
        developing: [digestLine({ became: ['corrected', 'closed'] })],
        useful: [digestLine({ headline: 'What a licence allows' })],
      }),
      MARKER,
    ).components,
  );
  expect(texts.find((text) => text.startsWith('**🕊️ Talks'))).toMatch(
    /\(\+5\)\n-# What changed: 1 corrected, 2 closed\n- \[Norway/,
  );
  const older = texts.find((text) => text.startsWith('**Begun before, told further this week**'));
  expect(older).toMatch(/· <t:\d+:d> · corrected, closed$/);
  const useful = '**Most useful to readers**\n- [What a licence';
  expect(texts.some((text) => text.startsWith(useful))).toBe(true);
});

test('when there is no room for all, the least important lines give way', () => {
  const url = `https://x.example/${'a'.repeat(400)}`;
  const lines: DigestLine[] = Array.from({ length: 30 }, (_, index) =>
    digestLine({ headline: `Story ${String(index)}`, url, importance: index / 30 }),
  );
  const groups = Array.from({ length: 10 }, (_, index) => ({
    topic: { id: String(index), name: `Topic ${String(index)}`, emoji: '🛢️', colour: 0 },
    count: 9,
    lines: lines.slice(3 * index, 3 * index + 3),
  }));
  const shown = textsOf(render(digestOf({ groups }), MARKER).components).join('\n');
  const kept = lines.filter(({ headline }) => shown.includes(`[${headline}]`));
  expect(kept.length).toBeGreaterThan(2);
  expect(kept.length).toBeLessThan(10);
  expect(kept).toEqual(lines.slice(30 - kept.length));
  expect(shown).toContain('-# +6 more');
  expect(shown).toContain('**🛢️ Topic 0** · 9\n**🛢️ Topic 1** · 9');
});

test('the picture says in words what it shows, and stands below the title', () => {
  const any = digestOf();
  const { body } = withFiles(any);
  const [container] = body.components ?? [];
  const parts = container?.type === ComponentType.Container ? container.components : [];
  expect(parts[1]).toMatchObject({
    type: ComponentType.MediaGallery,
    items: [
      {
        media: { url: 'attachment://stories.png' },
        description:
          'Stories per topic, 7 days. 22 Nov: 14 (Talks 10, Oil 4); 23 Nov: 21 (Talks 15, Oil 6). Last day: Talks 15, Oil 6.',
      },
    ],
  });
});

test('a quiet day is one line that says so, and how it is known', () => {
  const quiet = digestOf({
    isQuiet: true,
    counts: { stories: 0, major: 0, outlets: 0, topics: 0 },
    coverage: { entries: 9, onSubject: 0, feeds: 14, feedsDown: 0, lastPollAt: new Date(0) },
  });
  const deaf = { ...quiet, coverage: { ...quiet.coverage, feedsDown: 13 } };
  expect(textsOf(render(deaf, MARKER).components)[0]).toMatch(/<t:0:t>, 13 not answering$/);
  expect(textsOf(render(quiet, MARKER).components)).toEqual([
    'Quiet day: no stories on these topics.\n-# 14 feeds checked, last <t:0:t>',
  ]);
});

test('what a button refers to is read as it was written', () => {
  const second = fc.integer({ min: 0, max: 4e9 });
  fc.assert(
    fc.property(
      second,
      fc.integer({ min: 1, max: 31 * 86_400 }),
      fc.nat({ max: 999 }),
      (from, length, page) => {
        const ref = { from: new Date(from * 1000), until: new Date((from + length) * 1000), page };
        expect(fromDigestRef(toDigestRef(ref))).toEqual(ref);
      },
    ),
  );
  for (const text of ['', 'a.b', 'b.a.0', '1.2.3.4', '!.!.!', '0.zzzzzz.0'])
    expect(fromDigestRef(text)).toBeUndefined();
});
