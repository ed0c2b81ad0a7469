import { findFeeds, type FoundFeed } from '../../app/tools/find-feeds.ts';
import type { Configuration } from '../../config/configuration.ts';
import { addFeeds } from '../../config/feeds-file.ts';
import { feedsPathOf } from '../../config/feeds.ts';
import { toPlainLine, truncate } from '../../core/text/plain-text.ts';
import type { Feed } from '../../core/subject.ts';
import { isWebUrl } from '../../core/url.ts';
import { EXIT, UsageError, type Command } from '../command.ts';
import { checkWishes, findSameFeed, toNewFeed, toWishes } from './new-feed.ts';
import { print } from '../output.ts';
import { readSetup } from '../setup.ts';
import { toMinute, toTable } from './table.ts';

const TITLE_LENGTH = 80;

/** `vigia feeds add URL`: finds the feed behind an address, tries it, shows what it brings, and adds it to the list. */
export const feedsAdd: Command = {
  name: 'feeds add',
  usage: 'URL [--outlet NAME] [--kind K] [--language L] [--id ID] [--announce-last N]',
  summary: 'Find the feed behind an address, show its latest entries with their scores, and add it',
  options: {
    outlet: { type: 'string' },
    kind: { type: 'string' },
    language: { type: 'string' },
    id: { type: 'string' },
    'announce-last': { type: 'string' },
  },
  positionals: { min: 1, max: 1 },
  async run({ positionals: [text = ''], values }) {
    const setup = readSetup();
    const { configuration, settings } = setup;
    const wishes = toWishes(values);
    checkWishes(wishes, configuration.feeds);
    const address = toAddress(text);
    const [search] = await findFeeds(setup, [address]);
    if (search?.kind !== 'found') {
      await print(`There is no feed to be found at ${address}: ${search?.detail ?? ''}\n`);
      return EXIT.failed;
    }
    await print(`${describeFound(search.feed, configuration).join('\n')}\n\n`);
    const same = findSameFeed(search.feed.url, configuration.feeds);
    if (same !== undefined) {
      await print(`It is on the list already, as ${same.id}.\n`);
      return EXIT.failed;
    }
    const feed = toNewFeed(search.feed, wishes, configuration.feeds);
    if (feed === undefined) throw new UsageError('the language of the feed cannot be told: give --language');
    const path = feedsPathOf(settings);
    await addFeeds(path, [feed]);
    await print(`${describeAdded(feed, path).join('\n')}\n`);
    return EXIT.ok;
  },
};

function toAddress(text: string): string {
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (!isWebUrl(address)) throw new UsageError(`"${text}" is no address of the web`);
  return address;
}

function describeFound(found: FoundFeed, { subject }: Configuration): string[] {
  const { url, title, entryCount, latest, others } = found;
  const rows = latest.map(({ title: headline, published, assessment }) => [
    assessment.subject.score.toFixed(2),
    assessment.relevant ? 'on the subject' : 'off the subject',
    subject.topics
      .flatMap(({ id }) => {
        const topic = assessment.topics.find((scored) => scored.id === id && scored.tagged);
        return topic === undefined ? [] : [`${id} ${topic.score.toFixed(2)}`];
      })
      .join(', '),
    toMinute(published),
    truncate(headline, TITLE_LENGTH),
  ]);
  return [
    `Found ${url} (${toPlainLine(title) || 'no title'}), with ${String(entryCount)} entries. The latest:`,
    '',
    ...toTable([['score', '', 'topics', 'published', 'headline'], ...rows]),
    ...(others.length === 0 ? [] : ['', `Behind the same address: ${others.join(' ')}`]),
  ];
}

function describeAdded({ id, outlet, language, announceLast }: Feed, path: string): string[] {
  const isUnknown = outlet.kind === 'unknown';
  const told =
    announceLast === undefined
      ? 'What the feed has by then is not announced.'
      : `Of what the feed has by then, the newest ${String(announceLast)} count as news.`;
  return [
    `Added to ${path} as ${id}: ${outlet.name} (${isUnknown ? 'kind not known' : outlet.kind}), in ${language}.`,
    ...(isUnknown ? ['Say in the list what kind of outlet it is: an unknown one counts least.'] : []),
    `A vigía that is running takes it up when it is started again. ${told}`,
  ];
}
