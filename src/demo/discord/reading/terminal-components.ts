import type { Button, Component, Select } from '../limits/components.ts';
import { beside, columns, flow, paint, tint, wrap, type Ink } from './ink.ts';
import type { Reader } from './reader.ts';
import { drawText } from './terminal-text.ts';

const CONTAINER_COLOUR = 0x4e_50_58;

/** Draws buttons, menus and everything of the second layout. */
export function drawComponents(ink: Ink, reader: Reader, components: readonly Component[]): string[] {
  return components.flatMap((component) => drawComponent(ink, reader, component));
}

function drawComponent(ink: Ink, reader: Reader, component: Component): string[] {
  switch (component.type) {
    case 1:
      return flow(
        ink,
        component.components.map((part) => drawControl(ink, part)),
      );
    case 9:
      return drawSection(ink, reader, component);
    case 10:
      return drawText(ink, reader, component.content);
    case 12:
      return component.items.flatMap(({ description }) => drawPicture(ink, description));
    case 13:
      return [paint(ink, 'dim', `▒ ${component.file.url.replace('attachment://', '')}`)];
    case 14:
      return component.divider === false ? [''] : [paint(ink, 'dim', '─'.repeat(ink.width))];
    case 17:
      return beside(ink, tint(ink, component.accent_color ?? CONTAINER_COLOUR, '▌ '), (inner) =>
        drawComponents(inner, reader, component.components),
      );
  }
}

function drawSection(ink: Ink, reader: Reader, section: Extract<Component, { type: 9 }>): string[] {
  const { accessory, components } = section;
  const text = (inner: Ink) => drawComponents(inner, reader, components);
  if (accessory.type === 11)
    return columns(ink, [text, (inner) => drawPicture(inner, accessory.description)]);
  return [...text(ink), drawControl(ink, accessory)];
}

function drawPicture(ink: Ink, description: string | undefined): string[] {
  return beside(ink, paint(ink, 'dim', '▒ '), (inner) =>
    wrap(inner, paint(inner, 'dim', description ?? 'picture')),
  );
}

/** Buttons look pressable: `[ Read ↗ ]`. The arrow says that one leads out of Discord. */
function drawControl(ink: Ink, control: Button | Select): string {
  if (control.type !== 2) return paint(ink, 'dim', `[ ${control.placeholder ?? 'Make a selection'} ▾ ]`);
  const words = [control.emoji?.name, control.label, control.style === 5 ? '↗' : undefined].filter(Boolean);
  const look = control.disabled === true ? 'dim' : BUTTON_LOOKS.get(control.style);
  const text = `[ ${words.join(' ')} ]`;
  return look === undefined ? text : paint(ink, look, text);
}

const BUTTON_LOOKS = new Map([
  [1, 'blueBright' as const],
  [3, 'green' as const],
  [4, 'red' as const],
]);
