import type { Embed } from '../limits/embed.ts';
import { beside, columns, LINK_COLOUR, paint, tint, wrap, type Ink } from './ink.ts';
import { sentText, type Reader } from './reader.ts';
import { drawText, inlineText } from './terminal-text.ts';

const DEFAULT_COLOUR = 0x4e_50_58;
const INLINE_FIELDS = 3;

/** Draws an embed: a bar in its colour, and what is in it. */
export function drawEmbed(ink: Ink, reader: Reader, embed: Embed): string[] {
  const bar = tint(ink, embed.color ?? DEFAULT_COLOUR, '▌ ');
  return beside(ink, bar, (inner) => {
    const parts = [
      drawHead(inner, reader, embed),
      drawFields(inner, reader, embed),
      drawFoot(inner, reader, embed),
    ];
    return parts
      .filter((lines) => lines.length > 0)
      .flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
  });
}

function drawHead(ink: Ink, reader: Reader, { author, title, description }: Embed): string[] {
  return [
    ...(author === undefined ? [] : wrap(ink, paint(ink, 'dim', author.name))),
    ...(title === undefined
      ? []
      : wrap(ink, tint(ink, LINK_COLOUR, paint(ink, 'bold', inlineText(ink, reader, title))))),
    ...(description === undefined ? [] : drawText(ink, reader, description)),
  ];
}

type Field = NonNullable<Embed['fields']>[number];

function drawFields(ink: Ink, reader: Reader, { fields = [] }: Embed): string[] {
  return groupFields(fields).flatMap((group) =>
    columns(
      ink,
      group.map((field) => (inner: Ink) => [
        ...wrap(inner, paint(inner, 'bold', inlineText(inner, reader, field.name))),
        ...drawText(inner, reader, field.value),
      ]),
    ),
  );
}

/** Up to three inline fields that follow each other share a row. */
function groupFields(fields: readonly Field[]): Field[][] {
  const rows: Field[][] = [];
  for (const field of fields) {
    const row = rows.at(-1);
    const hasRoom =
      row !== undefined && row.length < INLINE_FIELDS && row.every(({ inline }) => inline === true);
    if (hasRoom && field.inline === true) row.push(field);
    else rows.push([field]);
  }
  return rows;
}

function drawFoot(ink: Ink, reader: Reader, { image, footer, timestamp }: Embed): string[] {
  const words = [footer?.text, timestamp && sentText(reader, new Date(timestamp))]
    .filter(Boolean)
    .join(' · ');
  return [
    ...(image === undefined ? [] : [paint(ink, 'dim', '▒ picture')]),
    ...(words === '' ? [] : wrap(ink, paint(ink, 'dim', words))),
  ];
}
