import { ButtonStyle, ComponentType, type APIActionRowComponent, type APIButtonComponent } from 'discord.js';
import type { StoryView } from '../../core/messages/message.ts';
import { say, type Phrase } from '../../core/messages/phrases.ts';
import type { UiLanguage } from '../../core/subject.ts';
import { toCustomId } from './custom-id.ts';
import type { DiscordMessage } from './discord-message.ts';
import { toAddress } from './safe-text.ts';

/** Discord's limit on the address of a link button. */
const BUTTON_URL_LENGTH = 512;

type ButtonRow = APIActionRowComponent<APIButtonComponent>;

/** The buttons of a card: the report itself, who else has it, why it was sent, and what the reader thinks of it. */
export function cardButtons(story: StoryView, language: UiLanguage, marker: string): ButtonRow {
  const { storyId, outletCount } = story;
  const about = (kind: string, label: string): APIButtonComponent => ({
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label,
    custom_id: toCustomId({ kind, subjectOf: storyId, marker }),
  });
  const sources =
    outletCount > 1 ? [about('sources', say('card.sources', language, { count: outletCount }))] : [];
  return {
    type: ComponentType.ActionRow,
    components: [
      ...linkButton(story.url, language),
      ...sources,
      about('why', say('why', language)),
      about('useful', say('card.useful', language)),
      about('irrelevant', say('card.irrelevant', language)),
    ],
  };
}

/** The buttons of an answer to a card. */
export function updateButtons(
  { storyId, url }: { readonly storyId: string; readonly url: string | undefined },
  language: UiLanguage,
  marker: string,
): ButtonRow {
  const why: APIButtonComponent = {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: say('why', language),
    custom_id: toCustomId({ kind: 'why', subjectOf: storyId, marker }),
  };
  return { type: ComponentType.ActionRow, components: [...linkButton(url, language), why] };
}

function linkButton(url: string | undefined, language: UiLanguage): APIButtonComponent[] {
  const address = toAddress(url ?? '', BUTTON_URL_LENGTH);
  const label = say('read' satisfies Phrase, language);
  return address === undefined
    ? []
    : [{ type: ComponentType.Button, style: ButtonStyle.Link, label, url: address }];
}

/** Adds the button by which a person ends all direct messages. It fits below either layout of a message. */
export function withStopButton(
  message: DiscordMessage,
  language: UiLanguage,
  marker: string,
): DiscordMessage {
  const stop: ButtonRow = {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.Button,
        style: ButtonStyle.Secondary,
        label: say('card.stop', language),
        custom_id: toCustomId({ kind: 'stop', subjectOf: '', marker }),
      },
    ],
  };
  return { ...message, components: [...(message.components ?? []), stop] };
}
