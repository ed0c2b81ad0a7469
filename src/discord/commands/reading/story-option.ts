import { ApplicationCommandOptionType, type APIApplicationCommandStringOption } from 'discord.js';
import { say } from '../../../core/messages/phrases.ts';
import type { Subject, UiLanguage } from '../../../core/subject.ts';
import type { TopicId } from '../../../core/types.ts';
import type { Completion, Suggestion } from '../../command.ts';
import { worded } from '../../rendering/localised.ts';
import { toPlain } from '../../rendering/safe-text.ts';
import { toSpan } from '../../rendering/words.ts';

/** Discord's limits: on a suggestion's name and value, and on how many there are. */
const SUGGESTION_LENGTH = 100;
const MOST_SUGGESTIONS = 25;
const TOPIC_LENGTH = 30;

/** A story as it is offered to somebody who writes its name. */
export interface NamedStory {
  readonly id: number;
  readonly headline: string;
  readonly topics: readonly TopicId[];
  readonly lastReport: Date;
}

export interface StoryOptionDeps {
  readonly subject: Subject;
  readonly now: () => Date;
  /** Lists recent stories from memory, whose words begin as what was written; newest first. */
  readonly findRecent: (written: string, limit: number) => Promise<readonly NamedStory[]>;
  /** Finds the newest story of any age by its words. */
  readonly findByWords: (written: string) => Promise<number | undefined>;
}

/** The option that names a story and suggests the latest ones. */
export const storyOption = (required: boolean): APIApplicationCommandStringOption => ({
  type: ApplicationCommandOptionType.String,
  ...worded(
    { en: 'story', es: 'historia', pt: 'historia' },
    {
      en: 'Part of its headline, or its topic',
      es: 'Parte de su titular, o su tema',
      pt: 'Parte do título, ou o tema',
    },
  ),
  required,
  autocomplete: true,
});

/** Suggests recent stories: `[Oil] Licence extended · 2 h`. There is always something to choose. */
export async function suggestStories(
  { subject, now, findRecent }: StoryOptionDeps,
  { written, language }: Completion,
): Promise<readonly Suggestion[]> {
  const found = await findRecent(written, MOST_SUGGESTIONS);
  const suggestions = found.map((story) => toSuggestion(story, { subject, now: now(), language }));
  if (suggestions.length > 0) return suggestions;
  const words = toPlain(written, SUGGESTION_LENGTH);
  if (words === '') return [];
  return [
    {
      name: toPlain(say('keep-typing', language, { written: words }), SUGGESTION_LENGTH),
      value: written.slice(0, SUGGESTION_LENGTH),
    },
  ];
}

function toSuggestion(
  { id, headline, topics, lastReport }: NamedStory,
  {
    subject,
    now,
    language,
  }: { readonly subject: Subject; readonly now: Date; readonly language: UiLanguage },
): Suggestion {
  const [first] = topics.flatMap((topic) => subject.topics.find((one) => one.id === topic) ?? []);
  const tag = first === undefined ? '' : `[${toPlain(first.name[language], TOPIC_LENGTH)}] `;
  const age = ` · ${toSpan(Math.max(0, now.getTime() - lastReport.getTime()))}`;
  const room = SUGGESTION_LENGTH - tag.length - age.length;
  return { name: `${tag}${toPlain(headline, room)}${age}`, value: String(id) };
}

/** Tells whether a text is a story's id: buttons may carry anything, and no row has a longer one. */
export const isStoryId = (text: string): boolean => /^\d{1,15}$/.test(text);

/** Returns the story that an option names: the one that was suggested, or the newest that holds the words written. */
export async function resolveStory(
  { findRecent, findByWords }: StoryOptionDeps,
  written: string,
): Promise<string | undefined> {
  if (isStoryId(written)) return written;
  const [recent] = await findRecent(written, 1);
  const id = recent?.id ?? (await findByWords(written));
  return id === undefined ? undefined : String(id);
}
