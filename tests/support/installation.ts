import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Destination } from '../../src/core/destination.ts';
import { writeFeed } from '../../src/demo/feed-writers.ts';
import type { Reply } from '../../src/demo/origin-reply.ts';
import { openOrigin, type Origin } from '../../src/demo/origin.ts';
import { temporaryFolder, type Environment } from './command.ts';

const CONFIG = join(import.meta.dirname, '../../config');

/** An installation of its own: configuration, data and a loopback origin with these feeds, all gone with the scope. */
export interface Installation extends AsyncDisposable {
  readonly origin: Origin;
  readonly folder: string;
  readonly environment: Environment;
}

/** Lays out an installation whose feeds are polled at paths of their ids. */
export async function openInstallation(
  feedIds: readonly string[],
  destinations: readonly Pick<Destination, 'id' | 'address'>[] = [],
): Promise<Installation> {
  await using stack = new AsyncDisposableStack();
  const { path: folder } = stack.use(temporaryFolder());
  const origin = stack.use(await openOrigin());
  const configDir = join(folder, 'config');
  cpSync(CONFIG, configDir, { recursive: true });
  const feeds = feedIds.map((id) => ({
    id,
    url: origin.url(`/${id}`),
    outlet: { name: id, kind: 'wire' },
    language: 'en',
  }));
  writeFileSync(join(configDir, 'venezuela-us', 'feeds.yaml'), stringify({ feeds }));
  const channels = destinations.map(({ id, address }) => ({ id, channel: address }));
  const quoted = stringify({ destinations: channels }, { defaultStringType: 'QUOTE_DOUBLE' });
  if (channels.length > 0) writeFileSync(join(configDir, 'destinations.yaml'), quoted);
  const parts = stack.move();
  return {
    origin,
    folder,
    environment: {
      VIGIA_CONFIG_DIR: configDir,
      VIGIA_DATA_DIR: join(folder, 'data'),
      VIGIA_ALLOWED_ADDRESSES: '127.0.0.1',
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

/** A feed with one entry on the subject for each number, published a moment ago. */
export function report(...numbers: readonly number[]): Reply {
  const published = new Date();
  const site = 'https://one.example';
  const entries = numbers.map((number) => ({
    guid: String(number),
    link: `${site}/${String(number)}`,
    title: REPORTS[number] ?? '',
    text: '',
    published,
    updated: published,
  }));
  const channel = { title: 'One', description: '', site, language: 'en', updated: published };
  return { kind: 'document', body: writeFeed('rss', channel, entries) };
}

/** Headlines of different events, all on the subject. */
export const REPORTS: readonly string[] = [
  'U.S. extends Chevron licence to pump Venezuelan oil by six months',
  'Deportation flight lands in Caracas with migrants from the United States',
  'U.S. strike on boat off Venezuela kills four, Pentagon says',
];
