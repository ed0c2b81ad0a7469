import type { Fate } from '../../core/messages/explanation.ts';
import { sayHeldBack } from '../../core/messages/say-held-back.ts';
import { say } from '../../core/messages/phrases.ts';
import type { Subject, UiLanguage } from '../../core/subject.ts';
import { nameOf } from './judgement.ts';
import { toMarkup } from './safe-text.ts';
import { toSpan, toTime } from './words.ts';

const OUTLET_LENGTH = 60;

/** Says what became of a story where the person who asks could have seen it, one line a place. */
export function fateLines(fates: readonly Fate[], subject: Subject, language: UiLanguage): string[] {
  return fates.map((fate) => fateLine(fate, subject, language));
}

function fateLine({ isPrivate, channelId, outcome }: Fate, subject: Subject, language: UiLanguage): string {
  const where =
    isPrivate || channelId === undefined
      ? say('where.private', language)
      : say('where.channel', language, { channel: `<#${channelId}>` });
  switch (outcome.kind) {
    case 'sent': {
      const sent = say('fate.sent', language, {
        where,
        time: toTime(outcome.at, 'f'),
        delay: toSpan(outcome.delayMs),
        outlet: toMarkup(outcome.outlet, OUTLET_LENGTH),
      });
      return outcome.updates === 0
        ? sent
        : `${sent} · ${say('fate.updates', language, { count: outcome.updates })}`;
    }
    case 'waiting':
    case 'failed':
    case 'summary':
      return say(`fate.${outcome.kind}`, language, { where });
    case 'held-back':
      return say('fate.held-back', language, {
        where,
        why: sayHeldBack(outcome.why, language, (id) => nameOf(id, subject, language)),
      });
  }
}
