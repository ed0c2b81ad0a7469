import { expect, test } from 'vitest';
import type { ShownMessage } from '../../src/core/messages/message.ts';
import { render } from '../../src/discord/rendering/render.ts';
import { openTerminalSink } from '../../src/sinks/terminal.ts';
import { storyView } from '../support/builders.ts';

const since = new Date('2026-03-01T03:00:00Z');
const catchUp = (count: number, headline = 'Licence extended'): ShownMessage => ({
  kind: 'catch-up',
  language: 'en',
  since,
  stories: Array.from({ length: count }, () => storyView({ headline })),
  moreCount: 3,
  silent: true,
});

test('the summary of an outage says since when, lists the stories, and how many more there were', async () => {
  const text = JSON.stringify(render(catchUp(2), 'marker'));
  expect(text).toContain(`since <t:${String(since.getTime() / 1000)}:f>`);
  expect(text.match(/Licence extended/g)).toHaveLength(2);
  expect(text).toContain('+3 more');
  let printed = '';
  const sink = openTerminalSink(
    (shown) => {
      printed += shown;
      return Promise.resolve(true);
    },
    { colour: false },
  );
  expect(await sink.send(catchUp(2))).toEqual({ kind: 'sent', messageId: '' });
  expect(printed).toContain('since 2026-03-01 03:00 UTC');
  expect(printed.match(/Licence extended/g)).toHaveLength(2);
  expect(printed).toContain('+3 more');
});

test('stories that do not fit are counted instead of shown', () => {
  const text = JSON.stringify(render(catchUp(40, 'A headline of some length '.repeat(7)), 'marker'));
  const shown = text.match(/:R>/g)?.length ?? 0;
  expect(shown).toBeLessThan(40);
  expect(text).toContain(`+${String(3 + 40 - shown)} more`);
});
