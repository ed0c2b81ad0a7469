import { join } from 'node:path';
import { loadExamples } from '../src/config/examples.ts';
import { writeFeed, type DatedEntry } from '../src/demo/feed-writers.ts';
import { openOrigin } from '../src/demo/origin.ts';

/*
 * The feeds of a busy day, in a process of its own so that its memory is not counted. Its parent says how many feeds
 * there are and how many reports appear in a day, and sends the time; every report is told by two outlets.
 */

const SHOWN = 25;
const DAY_MS = 86_400_000;
const feedCount = Number(process.argv[2]);
const reportsADay = Number(process.argv[3]);
const onSubject = Number(process.argv[4]);

const examples = loadExamples(join('config', 'venezuela-us')).value ?? [];
const [relevant, others] = [
  examples.filter((example) => example.relevant),
  examples.filter((example) => !example.relevant),
];
const feeds = Array.from({ length: feedCount }, () => new Array<DatedEntry>());
const state = { at: 0, number: 0 };

const origin = await openOrigin();
for (const [index, entries] of feeds.entries())
  origin.set(`/${String(index)}`, () => {
    const updated = new Date(state.at);
    const channel = {
      title: `Outlet ${String(index)}`,
      description: '',
      site: origin.url(''),
      language: 'en',
      updated,
    };
    return { kind: 'document', body: writeFeed('rss', channel, entries) };
  });

process.on('message', (at) => {
  const earlier = state.at;
  state.at = Number(at);
  if (earlier > 0) publish(((state.at - earlier) / DAY_MS) * reportsADay);
  process.send?.('published');
});
process.on('disconnect', () => void origin[Symbol.asyncDispose]());
process.send?.(origin.port);

function publish(count: number): void {
  for (let index = 0; index < Math.round(count); index += 1) {
    const number = (state.number += 1);
    const from = (number * 7919) % 1000 < onSubject * 1000 ? relevant : others;
    const example = from[(number * 104_729) % from.length];
    for (const copy of [0, 1]) {
      const link = `https://example.org/${String(number)}/${String(copy)}`;
      const published = new Date(state.at - 60_000);
      const entry = {
        guid: link,
        link,
        title: `${example?.title ?? ''} (${number.toString(36)})`,
        text: example?.description ?? '',
        published,
        updated: published,
      };
      const feed = feeds[(number + copy) % feeds.length];
      feed?.unshift(entry);
      feed?.splice(SHOWN);
    }
  }
}
