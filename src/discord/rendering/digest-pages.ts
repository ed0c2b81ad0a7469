import {
  ButtonStyle,
  ComponentType,
  type APIButtonComponentWithCustomId,
  type APIMessageTopLevelComponent,
} from 'discord.js';
import type { DigestLine } from '../../core/digest/digest.ts';
import { say } from '../../core/messages/phrases.ts';
import type { Caller, RichReply } from '../command.ts';
import { toCustomId } from './custom-id.ts';
import { toDigestRef, type DigestRef } from '../commands/digest/digest-ref.ts';
import { toLink, toMarkup } from './safe-text.ts';

export const PAGE_LENGTH = 10;
/** Ten lines of a headline, an address of at most 500 characters and an outlet could be longer than a message. */
const TEXT_LENGTH = 3_800;
const HEADLINE_LENGTH = 160;
const NAME_LENGTH = 40;

/** Shows one page of all the stories of a digest, with the buttons to turn it. */
export function renderPage(
  { lines, total }: { readonly lines: readonly DigestLine[]; readonly total: number },
  { ref, marker }: { readonly ref: DigestRef; readonly marker: string },
  { language, mention }: Pick<Caller, 'language' | 'mention'>,
): RichReply {
  if (lines.length === 0)
    return { isV2: true, components: [toText(say('digest.gone', language, { latest: mention('latest') }))] };
  const pages = Math.ceil(total / PAGE_LENGTH);
  const turn = (page: number, phrase: 'digest.back' | 'digest.next'): APIButtonComponentWithCustomId => ({
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: say(phrase, language),
    custom_id: toCustomId({ kind: 'digest-page', subjectOf: toDigestRef({ ...ref, page }), marker }),
  });
  const buttons = [
    ...(ref.page > 0 ? [turn(ref.page - 1, 'digest.back')] : []),
    ...(ref.page < pages - 1 ? [turn(ref.page + 1, 'digest.next')] : []),
  ];
  const place = say('digest.page', language, { page: ref.page + 1, pages });
  return {
    isV2: true,
    components: [
      toText(`${joinFitting(lines.map(toItem))}\n-# ${place}`),
      ...(buttons.length === 0 ? [] : [{ type: ComponentType.ActionRow, components: buttons } as const]),
    ],
  };
}

/** A story's line, with its link and without. */
interface Item {
  readonly linked: string;
  readonly plain: string;
}

function toItem({ headline, url, outlet, otherOutlets, at, headlineLanguage }: DigestLine): Item {
  const others = otherOutlets > 0 ? ` +${String(otherOutlets)}` : '';
  const written = headlineLanguage === undefined ? '' : ` (${toMarkup(headlineLanguage, 8)})`;
  const time = `<t:${String(Math.floor(at.getTime() / 1000))}:R>`;
  const text = (address: string | undefined): string =>
    `- ${toLink(headline, address, HEADLINE_LENGTH)}${written} · ${toMarkup(outlet, NAME_LENGTH)}${others} · ${time}`;
  return { linked: text(url), plain: text(undefined) };
}

/** Every story of the page is shown; where addresses take too much room, the last ones go without. */
function joinFitting(items: readonly Item[]): string {
  for (let linked = items.length; linked > 0; linked -= 1) {
    const text = items.map((one, index) => (index < linked ? one.linked : one.plain)).join('\n');
    if (text.length <= TEXT_LENGTH) return text;
  }
  return items.map(({ plain }) => plain).join('\n');
}

const toText = (content: string): APIMessageTopLevelComponent => ({
  type: ComponentType.TextDisplay,
  content,
});
