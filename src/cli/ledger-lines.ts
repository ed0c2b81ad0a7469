import type { App } from '../app/worker.ts';
import type { LedgerState } from '../core/ledger.ts';

/** The states of the ledger in a person's words. */
const WORDS: Readonly<Record<LedgerState, string>> = {
  'off-subject': 'off the subject',
  duplicate: 'the same article from another feed',
  'too-old': 'too old when first seen',
  baseline: 'on the subject before the start',
  'below-threshold': 'on the subject, but of no topic',
  kept: 'on the subject, and nobody asked for an alert of it',
  posted: 'began a story that was posted',
  updated: 'reported a story that had been posted',
};

/** Lays out what became of every entry, and what was sent. */
export async function ledgerLines(app: App): Promise<string[]> {
  const { entries, stories, alerts } = await app.totals();
  const { feeds } = await app.status();
  const read = entries.reduce((sum, { count }) => sum + count, 0);
  const down = feeds.down.map(({ outlet }) => outlet).join(', ');
  return [
    `${String(read)} entries read from ${String(feeds.total)} feeds:`,
    ...entries.map(({ state, count }) => `  ${String(count).padStart(5)}  ${WORDS[state]}`),
    '',
    `${String(stories)} stories, ${String(alerts)} alerts, ${String(feeds.down.length)} of the feeds down${down === '' ? '' : `: ${down}`}`,
  ];
}
