import type { Chart } from '../core/digest/digest.ts';
import type { UiLanguage } from '../core/subject.ts';

/*
 * Stacked columns, one a day, a colour a topic. The colours stand for the topics everywhere; each part carries its
 * number as well, so that nothing is told by colour alone. The card is opaque: it reads on dark and light themes.
 */

const WIDTH = 1_000;
const MARGIN = 40;
const LEGEND_TOP = 84;
const LEGEND_LINE = 44;
const PLOT_HEIGHT = 250;
const COLUMN_SHARE = 0.62;
const GAP = 3;
/** A part lower than this has no room for its number. */
const LOWEST_NUMBERED = 26;
const CARD = '#1E1F22';
const TEXT = '#F2F3F5';
const MUTED = '#B5BAC1';
/** How wide a letter of the legend is on average, in proportion to its size. */
const LETTER = 0.53;

/** What stands in words on a chart. */
export interface ChartWords {
  readonly title: string;
  readonly language: UiLanguage;
}

/** Draws a chart as SVG in Noto Sans. */
export function toSvg({ days, series, isWhole }: Chart, { title, language }: ChartWords): string {
  const legend = layLegend(
    series.map(({ topic, counts }) => ({ ...topic, count: isWhole ? sumOf(counts) : (counts.at(-1) ?? 0) })),
  );
  const top = LEGEND_TOP + legend.lines * LEGEND_LINE + 34;
  const height = top + PLOT_HEIGHT + 64;
  const totals = days.map((_, day) => sumOf(series.map(({ counts }) => counts[day] ?? 0)));
  const unit = PLOT_HEIGHT / Math.max(1, ...totals);
  const step = (WIDTH - 2 * MARGIN) / days.length;
  const dayName = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    weekday: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  });
  const columns = days.map((day, index) =>
    drawColumn({
      x: MARGIN + step * index + (step * (1 - COLUMN_SHARE)) / 2,
      width: step * COLUMN_SHARE,
      bottom: top + PLOT_HEIGHT,
      unit,
      parts: series.map(({ topic, counts }) => ({ colour: topic.colour, count: counts[index] ?? 0 })),
      total: totals[index] ?? 0,
      label: dayName.format(new Date(`${day}T00:00:00Z`)),
      isStressed: isWhole !== true && index === days.length - 1,
    }),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${String(WIDTH)}" height="${String(height)}" font-family="Noto Sans">`,
    `<rect width="100%" height="100%" rx="18" fill="${CARD}"/>`,
    write({ x: MARGIN, y: 58, size: 32, bold: true, text: title }),
    legend.svg,
    `<rect x="${String(MARGIN)}" y="${String(top + PLOT_HEIGHT)}" width="${String(WIDTH - 2 * MARGIN)}" height="2" fill="${MUTED}"/>`,
    ...columns,
    '</svg>',
  ].join('');
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

interface LegendEntry {
  readonly name: string;
  readonly colour: number;
  readonly count: number;
}

/** Each topic with its number of the last day, or of all days, in as many lines as they need. */
function layLegend(entries: readonly LegendEntry[]): { readonly svg: string; readonly lines: number } {
  const size = 26;
  let x = MARGIN;
  let line = 0;
  const parts = entries.map(({ name, colour, count }) => {
    const text = `${name} ${String(count)}`;
    const width = 40 + text.length * size * LETTER;
    if (x > MARGIN && x + width > WIDTH - MARGIN) {
      x = MARGIN;
      line += 1;
    }
    const y = LEGEND_TOP + line * LEGEND_LINE;
    const dot = `<rect x="${fixed(x)}" y="${fixed(y)}" width="24" height="24" rx="6" fill="${toHex(colour)}"/>`;
    const label = write({ x: x + 34, y: y + 22, size, text });
    x += width + 22;
    return dot + label;
  });
  return { svg: parts.join(''), lines: line + 1 };
}

interface Column {
  readonly x: number;
  readonly width: number;
  readonly bottom: number;
  /** The height of one story. */
  readonly unit: number;
  readonly parts: readonly { readonly colour: number; readonly count: number }[];
  readonly total: number;
  readonly label: string;
  readonly isStressed: boolean;
}

function drawColumn({ x, width, bottom, unit, parts, total, label, isStressed }: Column): string {
  const middle = x + width / 2;
  let y = bottom;
  const drawn = parts
    .filter(({ count }) => count > 0)
    .map(({ colour, count }) => {
      const height = Math.max(2, count * unit - GAP);
      y -= count * unit;
      const bar = `<rect x="${fixed(x)}" y="${fixed(y)}" width="${fixed(width)}" height="${fixed(height)}" rx="4" fill="${toHex(colour)}"/>`;
      const isNumbered = height >= LOWEST_NUMBERED;
      const at = y + height / 2 + 8;
      return isNumbered
        ? bar + write({ x: middle, y: at, size: 22, bold: true, anchor: 'middle', text: String(count) })
        : bar;
    });
  return [
    ...drawn,
    write({ x: middle, y: y - 10, size: 24, bold: isStressed, anchor: 'middle', text: String(total) }),
    write({
      x: middle,
      y: bottom + 38,
      size: 24,
      bold: isStressed,
      anchor: 'middle',
      text: label,
      colour: isStressed ? TEXT : MUTED,
    }),
  ].join('');
}

interface Writing {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly text: string;
  readonly bold?: boolean;
  readonly anchor?: 'middle';
  readonly colour?: string;
}

const write = ({ x, y, size, text, bold, anchor, colour }: Writing): string =>
  `<text x="${fixed(x)}" y="${fixed(y)}" font-size="${String(size)}" font-weight="${bold ? '700' : '400'}" fill="${colour ?? TEXT}"${
    anchor === undefined ? '' : ` text-anchor="${anchor}"`
  }>${escapeXml(text)}</text>`;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Control characters are not allowed in XML at all. */
const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\p{Cc}|[\uFFFE\uFFFF]/gu, ' ')
    .replaceAll(/[&<>"]/g, (character) => ESCAPES[character] ?? character);

const toHex = (colour: number): string => `#${colour.toString(16).padStart(6, '0')}`;

const fixed = (value: number): string => value.toFixed(1);
