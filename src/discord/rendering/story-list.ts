import type { StoryView } from '../../core/messages/message.ts';
import { say } from '../../core/messages/phrases.ts';
import type { UiLanguage } from '../../core/subject.ts';
import { toMenu, type PanelRow } from './panel.ts';
import { toLink, toMarkup } from './safe-text.ts';
import { toSpan, toTime } from './words.ts';

const HEADLINE_LENGTH = 160;
const OUTLET_LENGTH = 60;

/** Two lines a story: its headline with a link, and below who reports it and since when. */
export const storyLines = (stories: readonly StoryView[], language: UiLanguage): string[] =>
  stories.map((story) => toLine(story, language));

function toLine(
  { topics, headline, url, outlet, outletCount, importance, published, firstSeen }: StoryView,
  language: UiLanguage,
): string {
  const tags = topics.map(({ emoji }) => emoji).join('');
  const outlets = outletCount > 1 ? ` · ${say('outlets', language, { count: outletCount })}` : '';
  const major = importance.level === 'major' ? ` · **${say('importance.major', language)}**` : '';
  const time = toTime(published ?? firstSeen);
  const link = toLink(headline, url, HEADLINE_LENGTH);
  return `${tags} ${link}\n-# ${toMarkup(outlet, OUTLET_LENGTH)}${outlets}${major} · ${time}`.trim();
}

/** A menu that opens one of the stories of a list. */
export const storyMenu = (stories: readonly StoryView[], language: UiLanguage, now: Date): PanelRow =>
  toMenu({
    kind: 'open-story',
    subjectOf: '',
    placeholder: say('open-story', language),
    options: stories.map(({ storyId, headline, published, firstSeen }) => ({
      label: `${toSpan(Math.max(0, now.getTime() - (published ?? firstSeen).getTime()))} · ${headline}`,
      value: storyId,
    })),
  });
