import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openReader } from '../src/feeds/reading/read.ts';

/** A little less than a megabyte, so that rss-parser is asked first wherever it may be. */
const MB = 990_000;

const fill = (unit: string, length = MB): string => unit.repeat(Math.floor(length / unit.length));
const inItem = (inner: string): string =>
  `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>t</title><item><title>first</title><link>https://a.test/</link>${inner}</item></channel></rss>`;
const inDescription = (text: string): string => inItem(`<description>${text}</description>`);

const LAUGHS = Array.from(
  { length: 20 },
  (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
).join('');

/** Documents that are cheap to write and meant to be dear to read. */
const ATTACKS: Readonly<Record<string, () => string>> = {
  'entities in entities': () =>
    `<!DOCTYPE rss [<!ENTITY l0 "ha">${LAUGHS}]>${inDescription('&l20;'.repeat(1000))}`,
  'one long entity, often': () =>
    `<!DOCTYPE rss [<!ENTITY a "${fill('a', 1000)}">]>${inDescription(fill('&a;'))}`,
  'external entity': () => `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>${inDescription('&x;')}`,
  'entity as markup': () =>
    `<!DOCTYPE rss [<!ENTITY i "<item><title>x</title></item>">]>${inItem(fill('&i;'))}`,
  'deep elements': () => inDescription(fill('<b>', MB / 2) + fill('</b>', MB / 2)),
  'deep elements, unclosed': () => inDescription(fill('<b>')),
  'deep items': () => inItem(fill('<item>')),
  'headings without end': () => inDescription(`<![CDATA[${fill('<h')}]]>`),
  'breaks without end': () => inItem(`<content:encoded><![CDATA[${fill('x<br ')}]]></content:encoded>`),
  'less-than': () => inDescription(fill('a&lt;b ')),
  'less-than in CDATA': () => inDescription(`<![CDATA[${fill('<')}]]>`),
  'less-than in content': () => inItem(`<content:encoded>${fill('a&lt;b ')}</content:encoded>`),
  'breaks before line ends': () => inDescription(`<![CDATA[${fill('x<br>\n')}]]>`),
  'short texts of less-than': () =>
    fill(`<item><description>${fill('a&lt;b ', 200)}</description></item>`).replace(
      /^/,
      '<rss version="2.0"><channel>',
    ),
  'many attributes': () =>
    inItem(`<a ${Array.from({ length: MB / 12 }, (_, at) => `a${at}="1"`).join(' ')}/>`),
  spaces: () => inItem(`<title>${fill(' ')}</title>`),
  'spaces in a tag': () => inItem(`<a ${fill(' ')}>`),
  'many empty items': () => `<rss version="2.0"><channel>${fill('<item/>')}</channel></rss>`,
  'many small items': () =>
    `<rss version="2.0"><channel>${fill('<item><title>a</title><link>https://a.test/</link></item>')}</channel></rss>`,
  'CDATA without end': () => inDescription(fill('<![CDATA[')),
  'comments without end': () => inItem(fill('<!-- ')),
  ampersands: () => inDescription(fill('&')),
  'entities without end': () => inDescription(fill('&am')),
  'nested namespaces': () =>
    `<rss version="2.0">${Array.from({ length: MB / 40 }, (_, at) => `<a${at} xmlns:p${at}="urn:x:${at}">`).join('')}`,
  'flat namespaces': () =>
    `<rss version="2.0" ${Array.from({ length: MB / 25 }, (_, at) => `xmlns:p${at}="urn:${at}"`).join(' ')}><channel><item><title>x</title></item></channel></rss>`,
  'document type': () => `<!DOCTYPE rss [${fill('<!ENTITY a "b">')}]>${inDescription('x')}`,
  'tags without names': () => fill('<'),
  'quotes without end': () => inDescription(`<![CDATA[${fill('<a href="x> ')}]]>`),
  'addresses without end': () => inDescription(`<![CDATA[${fill(` href='`)}]]>`),
  'nested JSON': () => `{"version":"https://jsonfeed.org/version/1","title":"t","items":${fill('[', MB / 2)}`,
  'many JSON items': () => `{"title":"t","items":[${fill('{},')}{}]}`,
  dates: () => inItem(`<pubDate>${fill('1 Jan ')}</pubDate>`),
  boilerplate: () => inDescription(fill('The post appeared first ')),
};

/** Reads every attack in the reader's own threads while watching how long the main thread is kept from turning. */
export async function measureAttacks(): Promise<void> {
  await using reader = openReader({ threads: 1 });
  await reader.read({ body: Buffer.from(inDescription('warm')) });
  const rows: Record<string, Record<string, string | number>> = {};
  for (const [name, build] of Object.entries(ATTACKS)) {
    const body = Buffer.from(build());
    const delay = monitorEventLoopDelay({ resolution: 1 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    delay.enable();
    const start = performance.now();
    const outcome = await reader.read({ body });
    const ms = Math.round(performance.now() - start);
    delay.disable();
    rows[name] = {
      KB: Math.round(body.length / 1000),
      'ms in all': ms,
      'main thread blocked, ms': Math.round(delay.max / 1e6),
      outcome:
        outcome.kind === 'read'
          ? `${outcome.document.reader}, ${outcome.document.entries.length} entries`
          : outcome.reason,
    };
  }
  console.table(rows);
  const worst = Math.max(...Object.values(rows).map((row) => Number(row['main thread blocked, ms'])));
  console.log(`longest block of the main thread: ${worst} ms (the process lives)`);
}
