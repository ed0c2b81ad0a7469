import { beside, LINK_COLOUR, paint, tint, wrap, type Ink } from './ink.ts';
import { parseInline, parseMarkdown, type Block, type Inline } from './markdown.ts';
import { mentionText, timeText, type Reader } from './reader.ts';

/** Draws a text with Discord's markdown for a terminal. */
export function drawText(ink: Ink, reader: Reader, text: string): string[] {
  return parseMarkdown(text).flatMap((block) => drawBlock(ink, reader, block));
}

/** Draws one line without blocks, as in a title. */
export function inlineText(ink: Ink, reader: Reader, text: string): string {
  return drawInlines(ink, reader, parseInline(text));
}

function drawBlock(ink: Ink, reader: Reader, block: Block): string[] {
  switch (block.kind) {
    case 'line':
      return wrap(ink, drawInlines(ink, reader, block.children));
    case 'small':
      return wrap(ink, paint(ink, 'dim', drawInlines(ink, reader, block.children)));
    case 'heading':
      return wrap(ink, paint(ink, 'bold', drawInlines(ink, reader, block.children)));
    case 'bullet': {
      const indent = '  '.repeat(block.depth);
      const lines = wrap(
        { ...ink, width: ink.width - indent.length - 2 },
        drawInlines(ink, reader, block.children),
      );
      return lines.map((line, index) => `${indent}${index === 0 ? `${block.mark} ` : '  '}${line}`);
    }
    case 'quote':
      return beside(ink, paint(ink, 'dim', '│ '), (inner) =>
        block.blocks.flatMap((child) => drawBlock(inner, reader, child)),
      );
    case 'code-block':
      return block.text.split('\n').flatMap((line) => wrap(ink, paint(ink, 'dim', line)));
  }
}

function drawInlines(ink: Ink, reader: Reader, inlines: readonly Inline[]): string {
  return inlines.map((inline) => drawInline(ink, reader, inline)).join('');
}

const LOOKS = {
  strong: 'bold',
  emphasis: 'italic',
  underline: 'underline',
  strike: 'strikethrough',
  spoiler: 'inverse',
} as const;

function drawInline(ink: Ink, reader: Reader, inline: Inline): string {
  if (inline.kind === 'link') return tint(ink, LINK_COLOUR, drawInlines(ink, reader, inline.children));
  if ('children' in inline) return paint(ink, LOOKS[inline.kind], drawInlines(ink, reader, inline.children));
  if (inline.kind === 'mention') return paint(ink, 'cyan', mentionText(reader, inline));
  if (inline.kind === 'time') return timeText(reader, inline.at, inline.style);
  if (inline.kind !== 'code') return inline.text;
  return ink.colour ? paint(ink, 'inverse', ` ${inline.text} `) : `\`${inline.text}\``;
}
