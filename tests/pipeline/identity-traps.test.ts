import { expect, test } from 'vitest';
import { openPolling } from '../support/polling.ts';
import { minutesAgo } from '../support/watch.ts';

/** One entry of the feed as the publisher writes it at one moment. */
interface Written {
  readonly guid: string;
  readonly link: string;
  readonly title: string;
  readonly published: Date;
}

const ferry: Written = {
  guid: 'tag:one.example,2026:7',
  link: 'http://one.example/2026/ferry?id=7',
  title: 'Ferry sails again',
  published: minutesAgo(30),
};
const bridge: Written = {
  ...ferry,
  guid: 'bridge',
  link: 'https://one.example/bridge',
  title: 'Bridge opens',
};

const write = (format: 'rss' | 'atom', entries: readonly Written[]): string => {
  const items = entries.map(({ guid, link, title, published }) =>
    format === 'rss'
      ? `<item><guid isPermaLink="false">${guid}</guid><link>${link.replaceAll('&', '&amp;')}</link><title>${title}</title><pubDate>${published.toUTCString()}</pubDate></item>`
      : `<entry><id>${guid}</id><link href="${link.replaceAll('&', '&amp;')}"/><title>${title}</title><updated>${published.toISOString()}</updated></entry>`,
  );
  return format === 'rss'
    ? `<rss version="2.0"><channel><title>One</title>${items.join('')}</channel></rss>`
    : `<feed xmlns="http://www.w3.org/2005/Atom"><title>One</title>${items.join('')}</feed>`;
};

const TRAPS: readonly (readonly [string, readonly Written[]])[] = [
  ['another order', [bridge, ferry]],
  ['a changed guid', [{ ...ferry, guid: 'tag:one.example,2026:8' }, bridge]],
  ['a changed link', [{ ...ferry, link: 'http://one.example/moved' }, bridge]],
  ['https', [{ ...ferry, link: ferry.link.replace('http:', 'https:') }, bridge]],
  ['a fragment', [{ ...ferry, link: `${ferry.link}#comments` }, bridge]],
  ['tracking', [{ ...ferry, link: `${ferry.link}&utm_source=rss&fbclid=x` }, bridge]],
  ['a new date', [{ ...ferry, published: minutesAgo(1) }, bridge]],
  ['an edited title', [{ ...ferry, title: 'UPDATE: ferry has sailed' }, bridge]],
];

test.each(['rss', 'atom'] as const)(
  'in %s no trap makes an entry new, each polled after the other',
  async (format) => {
    await using polling = await openPolling(['one']);
    const show = (entries: readonly Written[]): void =>
      polling.origin.set('/one', { kind: 'document', body: write(format, entries) });
    const pollAgain = async (): Promise<number> => {
      await polling.waitUntilDue('one');
      await polling.poll();
      return (await polling.watch.countRows())['entries'] ?? 0;
    };
    show([ferry, bridge]);
    expect(await pollAgain()).toBe(2);
    for (const [name, entries] of TRAPS) {
      show(entries);
      expect([name, await pollAgain()]).toEqual([name, 2]);
      show([ferry, bridge]);
      expect([`${name}, undone`, await pollAgain()]).toEqual([`${name}, undone`, 2]);
    }
    // Twins under one guid are two entries all the same.
    show([ferry, bridge, { ...bridge, guid: ferry.guid, link: 'https://one.example/twin', title: 'Twin' }]);
    expect(await pollAgain()).toBe(3);
  },
);
