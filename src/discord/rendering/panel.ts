import {
  ButtonStyle,
  ComponentType,
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInContainer,
  type APISelectMenuOption,
  type APIStringSelectComponent,
} from 'discord.js';
import type { RichReply } from '../command.ts';
import { toCustomId } from './custom-id.ts';
import { toPlain } from './safe-text.ts';

/** Discord counts all text of such a message together: 4,000 characters. What does not fit is left out from the end. */
const TEXT_LENGTH = 3_900;
/** Discord's limits on a button's and an option's words, and on the options of one menu. */
const BUTTON_LENGTH = 80;
const OPTION_LENGTH = 100;
const PLACEHOLDER_LENGTH = 150;
const MOST_OPTIONS = 25;

export type PanelRow = APIActionRowComponent<APIButtonComponent | APIStringSelectComponent>;

/** An answer laid out in a frame: lines in parts with a rule between them, and buttons below. */
export interface Panel {
  /** In Discord's markup. A part without lines is left out. */
  readonly parts: readonly (readonly string[])[];
  readonly rows?: readonly PanelRow[];
  /** 24-bit RGB. */
  readonly colour?: number;
}

/** Lays an answer out, whole lines of it as far as Discord takes them. */
export function toPanel({ parts, rows = [], colour }: Panel): RichReply {
  const texts = fitting(parts).map((lines) => lines.join('\n'));
  const components: APIComponentInContainer[] = texts.flatMap((content, index) => [
    ...(index === 0 ? [] : [{ type: ComponentType.Separator } as const]),
    { type: ComponentType.TextDisplay, content } as const,
  ]);
  return {
    isV2: true,
    components: [
      {
        type: ComponentType.Container,
        ...(colour === undefined ? {} : { accent_color: colour }),
        components: [...components, ...rows.filter((row) => row.components.length > 0)],
      },
    ],
  };
}

function fitting(parts: Panel['parts']): string[][] {
  let left = TEXT_LENGTH;
  const kept = parts.map((lines) => {
    const fitted: string[] = [];
    for (const line of lines) {
      if (line.length + 1 > left) break;
      left -= line.length + 1;
      fitted.push(line);
    }
    return fitted;
  });
  return kept.filter((lines) => lines.length > 0);
}

/** A button of a reply, which knows no delivery. */
export function toButton(kind: string, subjectOf: string, label: string): APIButtonComponent {
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: toPlain(label, BUTTON_LENGTH),
    custom_id: toCustomId({ kind, subjectOf, marker: '' }),
  };
}

export const toButtons = (buttons: readonly APIButtonComponent[]): PanelRow => ({
  type: ComponentType.ActionRow,
  components: [...buttons],
});

/** What a menu offers; the words of its options may come from anywhere. */
export interface Menu {
  readonly kind: string;
  readonly subjectOf: string;
  readonly placeholder: string;
  readonly options: readonly {
    readonly label: string;
    readonly value: string;
    readonly isChosen?: boolean;
  }[];
  /** How many may be chosen; one unless given. */
  readonly most?: number;
}

/** Returns a menu, or an empty row where there is nothing to choose. */
export function toMenu({ kind, subjectOf, placeholder, options, most = 1 }: Menu): PanelRow {
  const offered = options.slice(0, MOST_OPTIONS).map(toOption);
  if (offered.length === 0) return toButtons([]);
  const menu: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id: toCustomId({ kind, subjectOf, marker: '' }),
    placeholder: toPlain(placeholder, PLACEHOLDER_LENGTH),
    options: offered,
    min_values: 1,
    max_values: Math.min(most, offered.length),
  };
  return { type: ComponentType.ActionRow, components: [menu] };
}

const toOption = ({ label, value, isChosen }: Menu['options'][number]): APISelectMenuOption => ({
  // Discord refuses an option without words, and a feed's text may be nothing that can be shown.
  label: toPlain(label, OPTION_LENGTH) || '·',
  value,
  ...(isChosen === true ? { default: true } : {}),
});
