import type { Topic, UiLanguage } from '../subject.ts';
import type { TopicId } from '../types.ts';

/** A topic as a message shows it. */
export interface TopicTag {
  readonly id: TopicId;
  readonly name: string;
  readonly emoji: string;
  readonly colour: number;
}

/** Returns how a message in this language shows a topic. */
export const toTopicTag = ({ id, name, emoji, colour }: Topic, language: UiLanguage): TopicTag => ({
  id,
  name: name[language],
  emoji,
  colour,
});
