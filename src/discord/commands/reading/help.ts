import { say } from '../../../core/messages/phrases.ts';
import type { Subject } from '../../../core/subject.ts';
import type { Call, Command } from '../../command.ts';
import { worded } from '../../rendering/localised.ts';
import { toPanel } from '../../rendering/panel.ts';
import { toMarkup } from '../../rendering/safe-text.ts';
import { EVERYWHERE } from '../offered.ts';

const NAME_LENGTH = 100;

const READ = ['latest', 'search', 'story', 'topics', 'status'];
const FOLLOW = ['subscribe', 'unsubscribe', 'digest now', 'mute story', 'mute list'];
const MANAGE = ['channel subscribe', 'channel list', 'channel test'];

/** `/help` says what vigía does, which commands there are, and what becomes of what people tell it. */
export const help = (subject: Subject): Command => ({
  definition: {
    ...worded(
      { en: 'help', es: 'ayuda', pt: 'ajuda' },
      { en: 'What vigía does, and how', es: 'Qué hace vigía, y cómo', pt: 'O que a vigía faz, e como' },
    ),
    ...EVERYWHERE,
  },
  run: (call) => Promise.resolve(toPanel({ parts: helpParts(subject, call) })),
});

function helpParts(subject: Subject, { language, mention, guildId, mayManage }: Call): string[][] {
  const mentions = (names: readonly string[]): string => names.map(mention).join(' ');
  const topics = subject.topics.map(({ emoji, name }) => `${emoji} ${toMarkup(name[language], NAME_LENGTH)}`);
  return [
    [
      `### ${say('help.title', language, { subject: toMarkup(subject.name[language], NAME_LENGTH) })}`,
      say('help.what', language),
      say('help.topics', language, { topics: topics.join(' · ') }),
    ],
    [
      `**${say('help.read', language)}** ${mentions(READ)}`,
      `**${say('help.follow', language)}** ${mentions(FOLLOW)}`,
      `**${say('help.ask', language)}** ${mention('why')} · ${say('help.apps', language)}`,
      ...(guildId !== undefined && mayManage
        ? [`**${say('help.manage', language)}** ${mentions(MANAGE)}`]
        : []),
    ],
    [say('help.privacy', language, { privacy: mention('privacy') }), `-# ${say('help.automatic', language)}`],
  ];
}
