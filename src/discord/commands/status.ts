import { SlashCommandBuilder } from 'discord.js';
import { say } from '../../core/messages/phrases.ts';
import { conditionOf, type Status } from '../../core/status.ts';
import type { Subject, UiLanguage } from '../../core/subject.ts';
import { toReply, type Call, type Command } from '../command.ts';
import { toMarkup } from '../safe-text.ts';

const SHOWN_FEEDS = 5;

export interface StatusDeps {
  readonly subject: Subject;
  readonly findStatus: () => Promise<Status>;
}

/** `/status` says whether the watch works; to those who manage the server also where its alerts go. */
export const status = ({ subject, findStatus }: StatusDeps): Command => ({
  definition: new SlashCommandBuilder()
    .setName('status')
    .setNameLocalizations({ 'es-ES': 'estado', 'es-419': 'estado', 'pt-BR': 'status' })
    .setDescription('Whether vigía is working')
    .setDescriptionLocalizations({
      'en-US': 'Whether vigía is working',
      'es-ES': 'Si vigía está funcionando',
      'es-419': 'Si vigía está funcionando',
      'pt-BR': 'Se a vigía está funcionando',
    })
    .toJSON(),
  async run(call) {
    const found = await findStatus();
    return toReply([
      ...publicLines(found, call),
      ...(call.mayManage ? destinationLines(found, subject, call.language) : []),
    ]);
  },
});

function publicLines(found: Status, { language }: Call): string[] {
  const { lastPollAt, storiesToday, feeds } = found;
  const polled =
    lastPollAt === undefined ? '' : ` · ${say('status.checked', language, { time: toTime(lastPollAt) })}`;
  const down = feeds.down
    .slice(0, SHOWN_FEEDS)
    .map(({ outlet, since }) => `${toMarkup(outlet, 60)} (${toTime(since)})`);
  const more = feeds.down.length - down.length;
  return [
    `**${say(`status.${conditionOf(found)}`, language)}**${polled}`,
    say('status.stories', language, { count: storiesToday }),
    say('status.feeds', language, { total: feeds.total, working: feeds.working, down: feeds.down.length }),
    ...(feeds.flagged === 0 ? [] : [say('status.flagged', language, { count: feeds.flagged })]),
    ...(down.length === 0
      ? []
      : [`-# ${[...down, ...(more > 0 ? [say('more', language, { count: more })] : [])].join(' · ')}`]),
  ];
}

function destinationLines(
  { destinations, waiting }: Status,
  subject: Subject,
  language: UiLanguage,
): string[] {
  const lines = destinations
    .filter(({ destination }) => destination.platform === 'discord')
    .map(({ destination: { address, topics, level }, paused }) => {
      const names = subject.topics
        .filter(({ id }) => topics.includes(id))
        .map(({ name }) => toMarkup(name[language], 60));
      const state = paused === undefined ? say('status.ok', language) : `⚠️ ${toMarkup(paused.reason, 200)}`;
      return `<#${address}> · ${names.join(', ')} · ${say(`level.${level}`, language)} · ${state}`;
    });
  return [...lines, say('status.waiting', language, { count: waiting })];
}

const toTime = (time: Date): string => `<t:${String(Math.floor(time.getTime() / 1000))}:R>`;
