import {
  ButtonStyle,
  ComponentType,
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
} from 'discord.js';
import { toCustomId } from './custom-id.ts';

/** A button of a reply. */
export interface ReplyButton {
  readonly kind: string;
  /** What it is about: an id; nothing unless given. */
  readonly about?: string;
  /** At most 38 characters, or Discord cuts it off on a phone. */
  readonly label: string;
  /** What it does cannot be taken back. */
  readonly isDangerous?: true;
}

const BUTTONS_A_ROW = 5;

/** Lays buttons out in rows; none when there are none. */
export function toButtonRows(
  buttons: readonly ReplyButton[],
): APIActionRowComponent<APIButtonComponentWithCustomId>[] {
  const rows = Array.from({ length: Math.ceil(buttons.length / BUTTONS_A_ROW) }, (_, row) =>
    buttons.slice(row * BUTTONS_A_ROW, (row + 1) * BUTTONS_A_ROW),
  );
  return rows.map((row) => ({ type: ComponentType.ActionRow, components: row.map(toButton) }));
}

const toButton = ({ kind, about, label, isDangerous }: ReplyButton): APIButtonComponentWithCustomId => ({
  type: ComponentType.Button,
  style: isDangerous === true ? ButtonStyle.Danger : ButtonStyle.Secondary,
  label,
  custom_id: toCustomId({ kind, subjectOf: about ?? '', marker: '' }),
});
