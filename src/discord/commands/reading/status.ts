import { explainError } from '../../../core/messages/errors.ts';
import { say } from '../../../core/messages/phrases.ts';
import { conditionOf, type DestinationState, type Status } from '../../../core/status.ts';
import type { Subject } from '../../../core/subject.ts';
import type { Caller, Command, Feature, Reply } from '../../command.ts';
import { nameOf } from '../../rendering/judgement.ts';
import { worded } from '../../rendering/localised.ts';
import { toPanel } from '../../rendering/panel.ts';
import { LOOK_BUTTON } from '../../rendering/render-operator.ts';
import { toMarkup } from '../../rendering/safe-text.ts';
import { toSpan, toTime } from '../../rendering/words.ts';
import { findHere } from '../here.ts';
import { EVERYWHERE } from '../offered.ts';

const SHOWN_FEEDS = 5;
const OUTLET_LENGTH = 60;
const REASON_LENGTH = 200;

/** Which program answers. */
export interface ProgramFacts {
  readonly version: string;
  readonly startedAt: Date;
  /** A few characters that change with the configuration. */
  readonly configuration: string;
}

export interface StatusDeps {
  readonly subject: Subject;
  readonly now: () => Date;
  readonly program: ProgramFacts;
  readonly findStatus: () => Promise<Status>;
  /** How many alerts a channel or a person was sent in the last 24 hours; undefined where nothing is sent. */
  readonly countAlertsAt: (address: string) => Promise<number | undefined>;
  /** When a channel's or a person's next digest comes; undefined where none does. */
  readonly findNextDigest: (address: string) => Promise<Date | undefined>;
}

/** `/status`, and the button by which the operator looks again. */
export const statusFeature = (deps: StatusDeps): Feature => ({
  commands: [status(deps)],
  buttons: { [LOOK_BUTTON]: { run: (press) => report(deps, press) } },
});

/** `/status` says whether the watch works; to those who manage the server also where its alerts go. */
export const status = (deps: StatusDeps): Command => ({
  definition: {
    ...worded(
      { en: 'status', es: 'estado', pt: 'status' },
      {
        en: 'Whether vigía is working',
        es: 'Si vigía está funcionando',
        pt: 'Se a vigía está funcionando',
      },
    ),
    ...EVERYWHERE,
  },
  run: (call) => report(deps, call),
});

async function report(deps: StatusDeps, call: Caller): Promise<Reply> {
  const found = await deps.findStatus();
  const own = call.mayManage && call.guildId !== undefined ? destinationsOf(found, call) : undefined;
  const alerts =
    call.place === 'direct'
      ? await deps.countAlertsAt(call.userId)
      : await findHere(call, deps.countAlertsAt);
  // What fails in another server is nothing that anybody here could see or mend.
  const seen = { ...found, destinations: own ?? [] };
  return toPanel({
    parts: [
      [...publicLines(seen, alerts, call), ...(await digestLine(deps, call))],
      ...(own === undefined
        ? []
        : [destinationLines(own, deps.subject, call), [programLine(deps, found, call)]]),
    ],
  });
}

/** The destinations in the caller's own server, whether made there or listed in the operator's file. */
const destinationsOf = ({ destinations }: Status, { guildId, findChannel }: Caller): DestinationState[] =>
  destinations.filter(
    ({ destination: { platform, isPrivate, address, guildId: made } }) =>
      platform === 'discord' && isPrivate !== true && (made ?? findChannel(address)?.guildId) === guildId,
  );

function publicLines(found: Status, alerts: number | undefined, { language }: Caller): string[] {
  const { lastPollAt, storiesToday, feeds } = found;
  const polled =
    lastPollAt === undefined ? '' : ` · ${say('status.checked', language, { time: toTime(lastPollAt) })}`;
  const here = alerts === undefined ? '' : ` · ${say('status.alerts-here', language, { count: alerts })}`;
  const down = feeds.down
    .slice(0, SHOWN_FEEDS)
    .map(({ outlet, since }) => `${toMarkup(outlet, OUTLET_LENGTH)} (${toTime(since)})`);
  const more = feeds.down.length - down.length;
  const named = more > 0 ? [...down, say('more', language, { count: more })] : down;
  return [
    `**${say(`status.${conditionOf(found)}`, language)}**${polled}`,
    `${say('status.stories', language, { count: storiesToday })}${here}`,
    say('status.feeds', language, { total: feeds.total, working: feeds.working, down: feeds.down.length }),
    ...(feeds.flagged === 0 ? [] : [say('status.flagged', language, { count: feeds.flagged })]),
    ...(named.length === 0 ? [] : [`-# ${named.join(' · ')}`]),
  ];
}

/** When the next digest comes, to the channel and to the person: one line, for that person's eyes. */
async function digestLine({ findNextDigest }: StatusDeps, call: Caller): Promise<string[]> {
  const here = await findHere(call, findNextDigest);
  const own = await findNextDigest(call.userId);
  const told = [
    ...(here === undefined ? [] : [say('status.digest-here', call.language, { time: toTime(here) })]),
    ...(own === undefined ? [] : [say('status.digest-own', call.language, { time: toTime(own) })]),
  ];
  return told.length === 0 ? [] : [told.join(' · ')];
}

function destinationLines(
  destinations: readonly DestinationState[],
  subject: Subject,
  call: Caller,
): string[] {
  const { language, mention } = call;
  if (destinations.length === 0)
    return [say('status.no-channels', language, { channelSubscribe: mention('channel subscribe') })];
  return destinations.map(({ destination: { address, topics, level }, paused }) => {
    const names = topics.map((id) => nameOf(id, subject, language));
    const state =
      paused === undefined ? say('status.ok', language) : pausedWords(paused, `<#${address}>`, call);
    return `<#${address}> · ${names.join(', ')} · ${say(`level.${level}`, language)} · ${state}`;
  });
}

function pausedWords(
  { reason, code, since }: NonNullable<DestinationState['paused']>,
  channel: string,
  { language }: Caller,
): string {
  const why =
    code === undefined ? toMarkup(reason, REASON_LENGTH) : explainError(code, language, { channel }).reason;
  return say('status.paused', language, { time: toTime(since), reason: why });
}

const programLine = ({ program, now }: StatusDeps, { waiting }: Status, { language }: Caller): string =>
  `-# ${say('status.program', language, {
    version: program.version,
    uptime: toSpan(now().getTime() - program.startedAt.getTime()),
    configuration: program.configuration,
    waiting,
  })}`;
