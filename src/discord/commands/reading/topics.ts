import { say } from '../../../core/messages/phrases.ts';
import type { Subject } from '../../../core/subject.ts';
import type { TopicId } from '../../../core/types.ts';
import type { Command } from '../../command.ts';
import { worded } from '../../rendering/localised.ts';
import { toPanel } from '../../rendering/panel.ts';
import { toMarkup } from '../../rendering/safe-text.ts';
import { EVERYWHERE } from '../offered.ts';

const NAME_LENGTH = 100;
const DESCRIPTION_LENGTH = 300;

export interface TopicsDeps {
  readonly subject: Subject;
  /** How many stories of a topic were reported in the last 24 hours. */
  readonly countToday: (topicId: TopicId) => Promise<number>;
}

/** `/topics` lists what is watched, in the reader's language, and how much there is of it. */
export const topics = ({ subject, countToday }: TopicsDeps): Command => ({
  definition: {
    ...worded(
      { en: 'topics', es: 'temas', pt: 'temas' },
      { en: 'What vigía watches for', es: 'Qué sigue vigía', pt: 'O que a vigía acompanha' },
    ),
    ...EVERYWHERE,
  },
  async run({ language }) {
    const lines: string[] = [];
    for (const { id, emoji, name, description } of subject.topics) {
      const today = say('topics.today', language, { count: await countToday(id) });
      lines.push(
        `${emoji} **${toMarkup(name[language], NAME_LENGTH)}** · ${toMarkup(description[language], DESCRIPTION_LENGTH)}\n-# ${today}`,
      );
    }
    return toPanel({ parts: [[`### ${toMarkup(subject.name[language], NAME_LENGTH)}`, ...lines]] });
  },
});
