import { styleText, type InspectColor } from 'node:util';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** How text gets onto a terminal: how wide it is, and whether it has colours. */
export interface Ink {
  readonly width: number;
  readonly colour: boolean;
}

/** Puts a style around a text, where there are colours. */
export function paint({ colour }: Ink, look: InspectColor, text: string): string {
  if (!colour || text === '') return text;
  return styleText(look, text, { validateStream: false });
}

/** Puts a text in a colour given as 0xRRGGBB, where there are colours. */
export function tint({ colour }: Ink, rgb: number, text: string): string {
  if (!colour) return text;
  return `\u001B[38;2;${(rgb >> 16) & 255};${(rgb >> 8) & 255};${rgb & 255}m${text}\u001B[39m`;
}

/** The blue of Discord's links, readable on dark and on light terminals. */
export const LINK_COLOUR = 0x2b_8f_d9;

/** Breaks a text into lines by what the eye sees: styles take no room, wide characters take two columns. */
export function wrap(ink: Ink, text: string): string[] {
  return wrapAnsi(text, Math.max(8, ink.width), { hard: true, trim: true }).split('\n');
}

/** Sets lines beside a mark, such as an embed's coloured bar. `draw` gets an ink that is narrower by the mark. */
export function beside(ink: Ink, mark: string, draw: (ink: Ink) => readonly string[]): string[] {
  const inner = { ...ink, width: ink.width - stringWidth(mark) };
  return draw(inner).map((line) => `${mark}${line}`.trimEnd());
}

/** Fills a text up to a width with blanks. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

/** Sets blocks of lines side by side, each in a column of the same width. */
export function columns(ink: Ink, blocks: readonly ((ink: Ink) => readonly string[])[]): string[] {
  const gap = 2;
  const width = Math.floor((ink.width - gap * (blocks.length - 1)) / blocks.length);
  const drawn = blocks.map((draw) => draw({ ...ink, width }));
  const height = Math.max(0, ...drawn.map((lines) => lines.length));
  return Array.from({ length: height }, (_, index) =>
    drawn
      .map((lines) => pad(lines[index] ?? '', width + gap))
      .join('')
      .trimEnd(),
  );
}

/** Sets pieces in a row, each whole, going on in the next line where there is no more room. */
export function flow({ width }: Ink, pieces: readonly string[]): string[] {
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    const joined = `${last} ${piece}`;
    if (last !== undefined && stringWidth(joined) <= width) lines.splice(-1, 1, joined);
    else lines.push(piece);
  }
  return lines;
}

export const widthOf = (text: string): number => stringWidth(text);
