/** A piece of Discord's markdown inside a line. */
export type Inline =
  | { readonly kind: 'text' | 'code' | 'emoji'; readonly text: string }
  | { readonly kind: Styled; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly url: string; readonly children: readonly Inline[] }
  | { readonly kind: 'mention'; readonly of: MentionKind; readonly id: string; readonly text: string }
  | { readonly kind: 'time'; readonly at: Date; readonly style: string };

export type Styled = 'strong' | 'emphasis' | 'underline' | 'strike' | 'spoiler';
export type MentionKind = 'user' | 'role' | 'channel' | 'command' | 'everyone';

/** A line, or several lines that belong together. */
export type Block =
  | { readonly kind: 'line' | 'small'; readonly children: readonly Inline[] }
  | { readonly kind: 'heading'; readonly level: number; readonly children: readonly Inline[] }
  | {
      readonly kind: 'bullet';
      readonly depth: number;
      readonly mark: string;
      readonly children: readonly Inline[];
    }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'code-block'; readonly text: string };

/** Reads a text as Discord shows it: headings, lists, quotes, small print and code blocks, and what is inside the lines. */
export function parseMarkdown(text: string): Block[] {
  return text.split(/(```(?:\w*\n)?[\s\S]+?```)/).flatMap((part): Block[] => {
    const code = /^```(?:\w*\n)?([\s\S]+?)\n?```$/.exec(part)?.[1];
    if (code !== undefined) return [{ kind: 'code-block', text: code }];
    return part === '' ? [] : parseLines(part.replace(/^\n|\n$/g, '').split('\n'));
  });
}

function parseLines(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.startsWith('>>> ')) {
      const rest = [line.slice(4), ...lines.slice(index + 1)];
      return [...blocks, { kind: 'quote', blocks: parseLines(rest) }];
    }
    const last = blocks.at(-1);
    const quoted = /^> (.*)$/.exec(line)?.[1];
    if (quoted === undefined) blocks.push(parseLine(line));
    else if (last?.kind === 'quote')
      blocks.splice(-1, 1, { kind: 'quote', blocks: [...last.blocks, parseLine(quoted)] });
    else blocks.push({ kind: 'quote', blocks: [parseLine(quoted)] });
  }
  return blocks;
}

function parseLine(line: string): Block {
  const heading = /^(?<marks>#{1,3}) +(?<title>.+)$/.exec(line)?.groups;
  if (heading !== undefined) {
    return {
      kind: 'heading',
      level: heading['marks']?.length ?? 1,
      children: parseInline(heading['title'] ?? ''),
    };
  }
  const small = /^-# +(.+)$/.exec(line)?.[1];
  if (small !== undefined) return { kind: 'small', children: parseInline(small) };
  return parseEntry(line) ?? { kind: 'line', children: parseInline(line) };
}

/** A line of a list. */
function parseEntry(line: string): Block | undefined {
  const match = /^( *)([-*]|\d+\.) +(.+)$/.exec(line);
  if (match === null) return undefined;
  const [, indent = '', mark = '', entry = ''] = match;
  const depth = Math.floor(indent.length / 2);
  return { kind: 'bullet', depth, mark: /\d/.test(mark) ? mark : '•', children: parseInline(entry) };
}

type Rule = readonly [pattern: RegExp, read: (match: RegExpExecArray) => Inline];

const styled =
  (kind: Styled) =>
  (match: RegExpExecArray): Inline => ({ kind, children: parseInline(match[1] ?? '') });
const bare = (match: RegExpExecArray): Inline => {
  const url = match[1] ?? match[0];
  return { kind: 'link', url, children: [{ kind: 'text', text: url }] };
};
const mention =
  (of: MentionKind, mark: string) =>
  (match: RegExpExecArray): Inline => {
    const id = match[2] ?? match[1] ?? '';
    return { kind: 'mention', of, id, text: `${mark}${match[1] ?? ''}` };
  };

/** Tried in this order at every place of a line; the first that fits is taken. */
const RULES: readonly Rule[] = [
  [/\\([^\p{L}\p{N}\s])/uy, (match) => ({ kind: 'text', text: match[1] ?? '' })],
  [/``(.+?)``|`([^`\n]+)`/y, (match) => ({ kind: 'code', text: match[1] ?? match[2] ?? '' })],
  [/\*\*(.+?)\*\*(?!\*)/y, styled('strong')],
  [/__(.+?)__(?!_)/y, styled('underline')],
  [/~~(.+?)~~/y, styled('strike')],
  [/\|\|(.+?)\|\|/y, styled('spoiler')],
  [/\*(?![\s*])(.+?)(?<!\s)\*(?!\*)/y, styled('emphasis')],
  [/_(?![\s_])(.+?)_(?![\p{L}\p{N}_])/uy, styled('emphasis')],
  [
    /\[((?:\\.|[^[\]\\])+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/y,
    (match) => ({ kind: 'link', url: match[2] ?? '', children: parseInline(match[1] ?? '') }),
  ],
  [/<(https?:\/\/[^\s>]+)>/y, bare],
  [/https?:\/\/[^\s<]*[^\s<.,:;"')\]]/y, bare],
  [/<@!?(\d+)>/y, mention('user', '@')],
  [/<@&(\d+)>/y, mention('role', '@')],
  [/<#(\d+)>/y, mention('channel', '#')],
  [/<\/([^:>]+):(\d+)>/y, mention('command', '/')],
  [/@(everyone|here)/y, mention('everyone', '@')],
  [
    /<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/y,
    (match) => ({ kind: 'time', at: new Date(Number(match[1]) * 1000), style: match[2] ?? 'f' }),
  ],
  [/<a?:(\w+):\d+>/y, (match) => ({ kind: 'emoji', text: `:${match[1] ?? ''}:` })],
];

/** Where something other than plain text can begin. */
const SPECIAL = /[\\`*_~|[<@]|https?:/g;

/** Reads the inside of a line. */
export function parseInline(text: string): Inline[] {
  const found: Inline[] = [];
  let plain = '';
  let at = 0;
  while (at < text.length) {
    const token = readToken(text, at);
    if (token === undefined) {
      const next = nextSpecial(text, at + 1);
      plain += text.slice(at, next);
      at = next;
    } else {
      if (plain !== '') found.push({ kind: 'text', text: plain });
      plain = '';
      found.push(token.inline);
      at = token.end;
    }
  }
  return plain === '' ? found : [...found, { kind: 'text', text: plain }];
}

function readToken(text: string, at: number): { inline: Inline; end: number } | undefined {
  // An underscore inside a word, as in a user's name, is only an underscore.
  const isInsideWord = text[at] === '_' && /[\p{L}\p{N}]/u.test(text[at - 1] ?? '');
  if (isInsideWord) return undefined;
  for (const [pattern, read] of RULES) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    // Reading may parse what is inside with the same patterns, so their end is kept here.
    if (match !== null) return { end: at + match[0].length, inline: read(match) };
  }
  return undefined;
}

function nextSpecial(text: string, from: number): number {
  SPECIAL.lastIndex = from;
  return SPECIAL.exec(text)?.index ?? text.length;
}
