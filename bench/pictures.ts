import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDemo } from '../src/app/demo.ts';
import { openLogFor, readSetup } from '../src/cli/setup.ts';
import { openBrowser, type Shot } from './browser.ts';

/*
 * Takes the pictures of README.md and docs/ anew: plays the demo, lets somebody ask why an alert was sent and open the
 * form of /subscribe, and photographs the loopback Discord's page. CHROMIUM names the browser to use.
 */

const FOLDER = join('docs', 'pictures');
/** Wide enough for a digest in its whole width beside the list of channels. */
const WINDOW = { width: 960, height: 760 };
/** So low that a part is as high as what it holds. */
const LOW = { width: 960, height: 320 };

const { settings, configuration } = readSetup();
const log = await openLogFor({ ...settings, logLevel: 'fatal' });
await using demo = await openDemo({ settings, configuration, log, onProgress: () => undefined });
await using browser = await openBrowser(process.env['CHROMIUM'] ?? 'chromium');
const { discord } = demo;
mkdirSync(FOLDER, { recursive: true });

type Posted = ReturnType<typeof discord.messages>[number];

const page = (path: string): string => new URL(path, discord.pageUrl).href;
const channelOf = (name: string): string => discord.channels().find((each) => each.name === name)?.id ?? '';

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the demo has no ${what} to photograph`);
  return value;
}

async function take(name: string, shot: Pick<Shot, 'url' | 'element'> & Partial<Shot>): Promise<void> {
  const bytes = await browser.photograph({ ...WINDOW, ...shot });
  writeFileSync(join(FOLDER, `${name}.webp`), bytes);
  console.log(`${name}.webp`.padEnd(20), `${String(Math.round(bytes.length / 1024))} KB`);
}

/** Photographs messages of a channel as somebody sees them. */
const takeMessages = (name: string, shown: readonly Posted[], as = ''): Promise<void> => {
  const ids = shown.map(({ id }) => id).join(',');
  return take(name, {
    url: page(`/channels/${shown[0]?.channelId ?? ''}?as=${as}&only=${ids}`),
    element: 'main ol:last-of-type',
  });
};

const alerts = channelOf('alerts');
const posted = discord.messages(alerts);
const cards = posted.filter(({ embeds, reference }) => embeds.length > 0 && reference === undefined);
const answersTo = (card: Posted): readonly Posted[] =>
  posted.filter(({ reference }) => reference?.messageId === card.id);
const byAnswers = cards.toSorted((one, other) => answersTo(other).length - answersTo(one).length);
const developing = found(byAnswers[0], 'story with updates');
const manyOutlets = cards.filter(
  (card) => answersTo(card).length === 0 && (card.embeds[0]?.fields ?? []).length > 2,
);
const alert = found(manyOutlets.at(-1), 'alert of several outlets');
const digest = found(
  posted.findLast(({ attachments }) => attachments.length > 0),
  'digest with a chart',
);
const threads = discord.channels().filter((each) => each.thread !== undefined);
const thread = found(
  threads.findLast(({ id }) => discord.messages(id).length > 0),
  'thread with an update',
);

await takeMessages('alert', [alert]);
await takeMessages('story', [developing, ...answersTo(developing)]);
await take('thread', { url: page(`/channels/${thread.id}`), element: 'main', ...LOW });
await takeMessages('digest', [digest]);

const guildId = discord.guilds()[0]?.id ?? '';
const asker = discord.addUser({ username: 'ana', locale: 'en-US' }).id;
const reader = discord.addUser({ username: 'luis', locale: 'es-ES' }).id;
for (const id of [asker, reader]) discord.addMember(guildId, id);

const asked = discord.click({ userId: asker, messageId: alert.id, button: 'Why?' });
const told = await discord.outcome(asked.id);
if (told.kind !== 'message') throw new Error('there was no answer to why');
await takeMessages('why', [told.message], asker);

for (const [name, userId] of [
  ['subscribe', asker],
  ['subscribe-es', reader],
] as const) {
  const opened = discord.invoke({ userId, channelId: alerts, command: 'subscribe' });
  await discord.outcome(opened.id);
  await take(name, { url: page(`/interactions/${opened.id}`), element: '#form' });
}
