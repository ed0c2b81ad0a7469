/** A source of chance that gives the same numbers every time: a linear congruential generator. */
export function seededChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Does one kind of harm to a feed's text. May return the bytes themselves where the harm lies in them. */
type Damage = (text: string, chance: () => number) => string | Buffer;

/** Removes one match, chosen by chance. */
function removeOne(text: string, pattern: RegExp, chance: () => number): string {
  const matches = [...text.matchAll(pattern)];
  const match = matches[Math.floor(chance() * matches.length)];
  if (match === undefined) return text;
  return text.slice(0, match.index) + text.slice(match.index + match[0].length);
}

const WARNING =
  '<br />\n<b>Warning</b>: Undefined index: id in <b>/var/www/feed.php</b> on line <b>12</b><br />\n';
const TITLE_TEXT = /(<title[^>]*>)([^<]{3,})(<\/title>)/g;

/** Nineteen ways in which feeds come damaged, by what went wrong at the publisher's or on the way. */
export const DAMAGES: Readonly<Record<string, Damage>> = {
  'warning of a program before it': (text) => WARNING + text,
  'empty lines before it': (text) => `\n\n  ${text}`,
  'page after it': (text) => `${text}\n<!-- cached --><script>if (a < b && c) track();</script>`,
  'lone ampersands': (text) => text.replaceAll(TITLE_TEXT, '$1A & B $2$3'),
  'unknown entities': (text) => text.replaceAll(TITLE_TEXT, '$1&foobar; $2$3'),
  "HTML's entities": (text) => text.replaceAll(TITLE_TEXT, '$1&nbsp;&ntilde; $2$3'),
  'cut off': (text, chance) => text.slice(0, Math.floor(text.length * (0.3 + 0.6 * chance()))),
  'root left open': (text) => text.replace(/(?:<\/(?:channel|feed|rss|rdf:RDF)>\s*)+$/i, ''),
  'end tags crossing': (text) =>
    text.replaceAll(/<\/(title|link|guid|id)>(\s*)<\/(item|entry)>/g, '</$3>$2</$1>'),
  'hyphens in a comment': (text) => text.replace(/(<item[\s>]|<entry[\s>])/, '<!-- a -- b --- c -->$1'),
  'control characters': (text) => text.replaceAll(TITLE_TEXT, '$1\u0000\u0008$2\u001F$3'),
  'stray bytes': (text) =>
    Buffer.concat(
      text.split(/(?=<\/title>)/).flatMap((part) => [Buffer.from(part), Buffer.from([0xff, 0x92])]),
    ),
  'prefixes undeclared': (text) => text.replaceAll(/\sxmlns:(?!rdf)\w+\s*=\s*(?:"[^"]*"|'[^']*')/g, ''),
  'attributes without quotes': (text) =>
    text
      .replaceAll(/(\s(?:isPermaLink|rel|type|version)=)["']([\w./+-]+)["'](?=[\s/>])/g, '$1$2')
      .replaceAll(/(=[\w./+-]+)\/>/g, '$1 />'),
  'attributes twice': (text) =>
    text.replaceAll(/(<(?:guid|link|content|title)\b)/g, '$1 class="a" class="b"'),
  'one entry left open': (text, chance) => removeOne(text, /<\/(?:item|entry)>/g, chance),
  'titles left open': (text, chance) =>
    removeOne(text, /<\/title>(?=\s*<(?:link|guid|pubDate|description|id)\b)/g, chance),
  'tags in capitals': (text) =>
    text.replaceAll(
      /<(\/?)(item|title|link|guid|pubDate|description|entry|id|updated)(?=[\s>])/g,
      (_, slash: string, name: string) => `<${slash}${name.toUpperCase()}`,
    ),
  'a CDATA section left open': (text, chance) => removeOne(text, /\]\]>(?=\s*<\/)/g, chance),
};
