import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { expect, test, vi } from 'vitest';
import { toTable } from '../../src/cli/feeds/table.ts';
import { loadSettings } from '../../src/config/settings.ts';
import { html } from '../../src/demo/discord/reading/html.ts';
import { fromOpml, toOpml } from '../../src/feeds/finding/opml.ts';
import { openLog } from '../../src/log.ts';
import { openTerminalSink } from '../../src/sinks/terminal.ts';
import type { Reading } from '../../src/web/families.ts';
import { openMetrics } from '../../src/web/metrics.ts';
import { digest } from '../support/arbitrary-digest.ts';
import { message } from '../support/arbitrary-story.ts';
import { UNSEEN } from '../support/discord-oracle.ts';
import { CASES, hostileText, hostileUrl, TRICKS } from '../support/hostile.ts';
import { member } from '../support/loopback-request.ts';

const ESCAPE = '\u001b';
/** The colours and weights that the program itself sets. */
const OWN_STYLE = new RegExp(`${ESCAPE}\\[(?:0|1|2|38;2;\\d{1,3};\\d{1,3};\\d{1,3})m`, 'g');

test(`${CASES.terminal} messages of hostile texts give the terminal no order but those of the program`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(message, digest), fc.boolean(), async (any, colour) => {
      let shown = '';
      const print = (text: string) => Promise.resolve(((shown += text), true));
      await openTerminalSink(print, { colour }).send(any);
      expect(colour ? shown.replaceAll(OWN_STYLE, '') : shown).not.toMatch(UNSEEN);
    }),
    { numRuns: CASES.terminal },
  );
});

test(`${CASES.table} tables of hostile cells stay tables`, () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(hostileText, hostileText), { minLength: 1, maxLength: 5 }), (rows) => {
      const lines = toTable(rows);
      expect(lines).toHaveLength(rows.length);
      expect(lines.join('')).not.toMatch(UNSEEN);
      expect(lines.join('')).not.toContain('\n');
    }),
    { numRuns: CASES.table },
  );
});

/** Logged after everything else; once it is in the file, so is all before it. */
const END = 'the end';

/** Everything that was logged, as it reaches the file. */
async function logAll(texts: readonly string[], pretty: boolean): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'vigia-log-'));
  const path = join(folder, 'log');
  const destination = openSync(path, 'w');
  try {
    const log = await openLog({ level: 'info', pretty, destination });
    for (const text of texts) log.warn({ feedId: text, [text]: 1, err: new Error(text) }, text);
    log.warn(END);
    await vi.waitFor(
      () => expect(readFileSync(path, 'utf8').trimEnd().split('\n').at(-1)).toContain(END),
      20_000,
    );
    return readFileSync(path, 'utf8');
  } finally {
    // The stream of the lines for a person closes it itself.
    if (!pretty) closeSync(destination);
    rmSync(folder, { recursive: true, force: true });
  }
}

test(`${CASES.log} hostile texts in events are one line each, which is JSON`, async () => {
  const texts = [...TRICKS, ...fc.sample(hostileText, CASES.log)];
  const lines = (await logAll(texts, false)).trimEnd().split('\n').slice(0, -1);
  expect(lines).toHaveLength(texts.length);
  const messages = lines.map((line) => String(member(JSON.parse(line), 'msg')).toWellFormed());
  expect(messages).toEqual(texts.map((text) => text.toWellFormed()));
});

test('no hostile text in the log gives the terminal an order', async () => {
  const shown = await logAll(TRICKS, true);
  // The log’s own colours; there is no other control sequence, and no control character but the line feed.
  expect(shown.replaceAll(new RegExp(`${ESCAPE}\\[\\d{1,2}m`, 'g'), '')).not.toMatch(/(?!\n)\p{Cc}/u);
});

/** The names of the tags and attributes of a page. */
function namesIn(markup: string): readonly string[] {
  const names: string[] = [];
  const parser = new Parser({
    onopentag: (name, attributes) => names.push(name, ...Object.keys(attributes)),
    oncomment: () => names.push('comment'),
    onprocessinginstruction: (name) => names.push(name),
  });
  parser.end(markup);
  return names;
}

test(`${CASES.page} hostile texts make no tag and no attribute of the loopback page`, () => {
  fc.assert(
    fc.property(hostileText, hostileUrl, (text, url) => {
      const page = html`<a href="${url}" title="${text}"><p>${text}</p></a>`;
      expect(namesIn(page.html)).toEqual(['a', 'href', 'title', 'p']);
    }),
    { numRuns: CASES.page },
  );
});

const SAMPLE = /^[a-z_]+(?:\{[a-z_]+="(?:[^"\\\n]|\\[\\"n])*"(?:,[a-z_]+="(?:[^"\\\n]|\\[\\"n])*")*\})? \S+$/;

test(`${CASES.metrics} hostile labels make no line of their own among the figures`, async () => {
  await fc.assert(
    fc.asyncProperty(hostileText, hostileText, async (one, other) => {
      const label = `${one}.`;
      const readings: Reading[] = [{ name: 'vigia_stories_tagged', label, value: 1 }];
      const metrics = openMetrics([other], () => Promise.resolve(readings));
      metrics.observeEntries([{ state: 'kept', topics: [one] }]);
      const { text } = await metrics.render();
      const lines = text.split('\n').filter((line) => line.startsWith('vigia_') || /forged/.test(line));
      for (const line of lines) expect(line).toMatch(SAMPLE);
      expect(lines.filter((line) => line.startsWith('vigia_stories_tagged{'))).toHaveLength(1);
    }),
    { numRuns: CASES.metrics },
  );
});

test(`${CASES.opml} feeds with hostile names are listed as one feed each, at their own address`, () => {
  fc.assert(
    fc.property(hostileText, fc.webUrl(), (title, url) => {
      const [found, ...others] = fromOpml(toOpml(title, [{ url, title, siteUrl: url }], new Date(0)));
      expect(others).toEqual([]);
      expect(found).toMatchObject({ url, siteUrl: url });
    }),
    { numRuns: CASES.opml },
  );
});

test(`${CASES.settings} hostile settings name no file outside their folders, and no value is shown again`, () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const named = loadSettings({ VIGIA_SUBJECT: text });
      const subject = named.value?.subject;
      expect(subject ?? 'none').toMatch(/^[a-z0-9][a-z0-9-]*$/);
      const secret = `${text}-secret`;
      const { problems } = loadSettings({ DISCORD_TOKEN: secret, DATABASE_URL: secret, LOG_LEVEL: secret });
      expect(JSON.stringify(problems)).not.toContain('-secret');
    }),
    { numRuns: CASES.settings },
  );
});
