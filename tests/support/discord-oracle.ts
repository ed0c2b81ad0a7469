import { parseMarkdown, type Block, type Inline } from '../../src/demo/discord/reading/markdown.ts';

/** What a reader of Discord's markdown finds in a text, apart from plain words: its kinds, and where links lead. */
export function findMarkup(text: string): readonly string[] {
  return parseMarkdown(text).flatMap(inBlock);
}

function inBlock(block: Block): readonly string[] {
  if (block.kind === 'code-block') return [block.kind];
  if (block.kind === 'quote') return [block.kind, ...block.blocks.flatMap(inBlock)];
  const own = block.kind === 'line' ? [] : [block.kind];
  return [...own, ...block.children.flatMap(inInline)];
}

function inInline(inline: Inline): readonly string[] {
  if (inline.kind === 'text') return [];
  if (inline.kind === 'mention') return [`mention ${inline.of}`];
  if (inline.kind === 'link') return [`link ${inline.url}`, ...inline.children.flatMap(inInline)];
  return 'children' in inline ? [inline.kind, ...inline.children.flatMap(inInline)] : [inline.kind];
}

/** The values under these names anywhere in what is sent to Discord. */
export function collect(sent: unknown, names: ReadonlySet<string>): readonly string[] {
  if (Array.isArray(sent)) return sent.flatMap((each) => collect(each, names));
  if (typeof sent !== 'object' || sent === null || sent instanceof Uint8Array) return [];
  return Object.entries(sent).flatMap(([name, value]) =>
    typeof value === 'string' ? (names.has(name) ? [value] : []) : collect(value, names),
  );
}

/** What no text that is shown may hold: controls but the line feed, marks that turn or hide, halves of pairs. */
export const UNSEEN = /(?!\n|\u200d|\ufe0f)[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;
