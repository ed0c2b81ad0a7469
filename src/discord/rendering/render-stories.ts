import { ButtonStyle, ComponentType, MessageFlags, type APIComponentInContainer } from 'discord.js';
import type { StoryView } from '../../core/messages/message.ts';
import { say } from '../../core/messages/phrases.ts';
import type { UiLanguage } from '../../core/subject.ts';
import { toCustomId } from './custom-id.ts';
import type { DiscordMessage } from './discord-message.ts';
import { toLink, toMarkup, toPlain } from './safe-text.ts';

/** Discord counts all text of such a message together; what does not fit is left out, last story first. */
const TEXT_LENGTH = 3_800;
const HEADLINE_LENGTH = 200;
const OUTLET_LENGTH = 60;

/** Several stories in one message: one line each under a title and what is to be said of them. */
export interface StoryList {
  readonly language: UiLanguage;
  /** Title and lead are markup. */
  readonly title: string;
  readonly lead: string;
  readonly stories: readonly StoryView[];
  readonly moreCount: number;
}

/** Renders a list of stories; nobody is woken by one. */
export function renderStories(list: StoryList, marker: string): DiscordMessage {
  const { language, title, lead, stories, moreCount } = list;
  const heading = `## ${title}\n${lead}`;
  const lines = fitting(
    stories.map((story) => toLine(story)),
    TEXT_LENGTH - heading.length,
  );
  const hidden = moreCount + stories.length - lines.length;
  const texts = [
    heading,
    ...(lines.length === 0 ? [] : [lines.join('\n')]),
    ...(hidden === 0 ? [] : [`-# ${say('more', language, { count: hidden })}`]),
  ];
  const components: APIComponentInContainer[] = texts.map((content) => ({
    type: ComponentType.TextDisplay,
    content,
  }));
  const latest = {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: say('latest-stories', language),
    custom_id: toCustomId({ kind: 'latest', subjectOf: '', marker }),
  } as const;
  return {
    components: [
      {
        type: ComponentType.Container,
        components: [...components, { type: ComponentType.ActionRow, components: [latest] }],
      },
    ],
    allowed_mentions: { parse: [] },
    flags: MessageFlags.IsComponentsV2 | MessageFlags.SuppressNotifications,
  };
}

function toLine({ topics, headline, url, outlet, firstSeen, published }: StoryView): string {
  const tags = topics.map(({ emoji }) => emoji).join('');
  const time = `<t:${String(Math.floor((published ?? firstSeen).getTime() / 1000))}:R>`;
  return `- ${tags} ${toLink(headline, url, HEADLINE_LENGTH)} · ${toMarkup(toPlain(outlet, OUTLET_LENGTH), 2 * OUTLET_LENGTH)} · ${time}`;
}

function fitting(lines: readonly string[], maxLength: number): string[] {
  const kept: string[] = [];
  let length = 0;
  for (const line of lines) {
    length += line.length + 1;
    if (length > maxLength) break;
    kept.push(line);
  }
  return kept;
}
