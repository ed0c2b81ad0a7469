import { expect, test } from 'vitest';
import { openTerminalSink } from '../../src/sinks/terminal.ts';
import { digestLine, digestOf } from '../support/digests.ts';

async function printed(digest: ReturnType<typeof digestOf>): Promise<string[]> {
  const texts: string[] = [];
  const print = (text: string): Promise<boolean> => Promise.resolve(texts.push(text) > 0);
  await openTerminalSink(print, { colour: false }).send(digest);
  return texts.join('').split('\n');
}

test('a digest stands at the terminal as in a channel, without markup', async () => {
  const lines = await printed(digestOf({ developing: [digestLine({ isUpdated: true, otherOutlets: 2 })] }));
  expect(lines).toEqual(
    expect.arrayContaining([
      'Daily digest · 23 November 2026',
      '21 stories (+7 on yesterday) · 2 major · 14 outlets · 2 topics',
      'Top story',
      '🕊️ Caracas offers direct talks',
      'Why it matters: 5 independent outlets report it; officials are quoted',
      '🕊️ Talks · 15 (+5)',
      '• Norway ready to host a new round (EFE)',
      '+13 more',
      'Developing since yesterday',
      '• Norway ready to host a new round ↻ (EFE +2)',
    ]),
  );
});

test('an absence says which digests could not be sent, a quiet day that there was nothing', async () => {
  const away = await printed(
    digestOf({ variant: 'away', days: 3, language: 'es', highlights: [digestLine()] }),
  );
  expect(away.join('\n')).toContain('No pude enviar 3 resúmenes, hasta el del 23 de noviembre de 2026.');
  expect((await printed(digestOf({ isQuiet: true, language: 'pt' })))[1]).toBe(
    'Dia calmo: nenhuma história sobre estes temas.',
  );
});
