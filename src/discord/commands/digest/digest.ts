import { ApplicationCommandOptionType, type RESTPostAPIApplicationCommandsJSONBody } from 'discord.js';
import type { DigestsOnDemand } from '../../../core/digest/on-demand.ts';
import { sayError } from '../../../core/messages/errors.ts';
import { say } from '../../../core/messages/phrases.ts';
import type { Standing } from '../../../core/subscriptions/standing.ts';
import { findZones } from '../../../core/time/find-zones.ts';
import { isZone } from '../../../core/time/zone.ts';
import type { Call, Caller, Feature, Form, Press, Reply, Submission } from '../../command.ts';
import { fromDigestRef } from './digest-ref.ts';
import { PAGE_LENGTH, renderPage } from '../../rendering/digest-pages.ts';
import { toChoice, worded } from '../../rendering/localised.ts';
import type { Draw } from '../../rendering/picture.ts';
import { illustrate } from '../../posting/post-digest.ts';
import { renderDigest } from '../../rendering/render-digest.ts';
import { toMarkup } from '../../rendering/safe-text.ts';
import { digestForm, digestWishesNow, readDigestForm } from './digest-form.ts';
import { errorValues } from '../error-values.ts';
import { channelsHere, findHere } from '../here.ts';
import { EVERYWHERE } from '../offered.ts';

/** What somebody wrote is shown back to them, but not at any length. */
const WRITTEN_LENGTH = 60;

export interface DigestDeps {
  readonly digests: DigestsOnDemand;
  readonly draw?: Draw;
  readonly now: () => Date;
}

/** `/digest now` and `/digest settings`, and the buttons of a digest. */
export function digestCommands(deps: DigestDeps): Feature {
  return {
    commands: [
      {
        definition,
        form: async (call) =>
          call.subcommand === 'settings'
            ? toForm(deps, call, { where: call.options['where'], zone: call.options['zone'] })
            : undefined,
        async run(call) {
          const { subcommand, options } = call;
          if (subcommand === 'now') return showNow(deps, call, options['since'] === 'last' ? 'last' : 'day');
          if (isUnknownZone(deps, options['zone'])) return sayUnknownZone(call);
          return sayUnset(call, options['where'] === 'here', await findChosen(deps, call, options['where']));
        },
        complete: ({ written }) =>
          Promise.resolve(
            findZones(written, deps.now()).map(({ zone, label }) => ({ name: label, value: zone })),
          ),
      },
    ],
    buttons: {
      'digest-all': { run: (press) => showPage(deps, press) },
      'digest-page': { run: (press) => showPage(deps, press), shownTo: 'same' },
      'digest-settings': {
        form: (press) => toForm(deps, press, { where: whereOf(press) }),
        run: async (press) =>
          sayUnset(press, whereOf(press) === 'here', await findChosen(deps, press, whereOf(press))),
      },
    },
    forms: { 'digest-save': { run: (submission) => save(deps, submission) } },
  };
}

/** Below a channel's digest, those who may manage it change it; everybody else their own. */
const whereOf = ({ guildId, mayManage }: Press): string =>
  guildId !== undefined && mayManage ? 'here' : 'me';

async function showNow(
  { digests, draw }: DigestDeps,
  { userId, language }: Caller,
  since: 'day' | 'last',
): Promise<Reply> {
  const digest = await digests.writeNow({ userId, language, since });
  const { components, files } = await illustrate(renderDigest(digest, ''), digest, draw);
  return {
    isV2: true,
    ...(components === undefined ? {} : { components }),
    files: (files ?? []).flatMap(({ name, data }) =>
      data instanceof Uint8Array ? [{ name, bytes: data }] : [],
    ),
  };
}

async function showPage({ digests }: DigestDeps, press: Press): Promise<Reply> {
  const { id, userId, language } = press;
  const ref = fromDigestRef(id.subjectOf);
  if (ref === undefined) return say('error.old-button', language);
  const found = await digests.listAll({
    period: ref,
    marker: id.marker,
    userId,
    channelIds: channelsHere(press),
    language,
    from: ref.page * PAGE_LENGTH,
    count: PAGE_LENGTH,
  });
  return renderPage(found, { ref, marker: id.marker }, press);
}

/** The person's own messages, or those of the channel for who manages the server. */
async function findChosen(
  { digests }: DigestDeps,
  caller: Caller,
  where: unknown,
): Promise<Standing | undefined> {
  if (where !== 'here') return digests.findAt(caller.userId);
  return caller.mayManage ? findHere(caller, digests.findAt) : undefined;
}

/** Nobody has to choose from what is suggested: a city that one zone alone is named after will do. */
function findNamedZone({ now }: DigestDeps, written: unknown): string | undefined {
  if (typeof written !== 'string') return undefined;
  if (isZone(written)) return written;
  const [only, ...others] = findZones(written, now());
  return others.length === 0 ? only?.zone : undefined;
}

const isUnknownZone = (deps: DigestDeps, written: unknown): boolean =>
  written !== undefined && findNamedZone(deps, written) === undefined;

const sayUnknownZone = ({ language, options }: Call): Reply =>
  sayError('bad-time-zone', language, { zone: toMarkup(String(options['zone']), WRITTEN_LENGTH) });

async function toForm(
  deps: DigestDeps,
  caller: Caller,
  { where, zone }: { readonly where: unknown; readonly zone?: unknown },
): Promise<Form | undefined> {
  const found = await findChosen(deps, caller, where);
  if (found === undefined || found.origin === 'file' || isUnknownZone(deps, zone)) return undefined;
  const { destination } = found;
  const named = findNamedZone(deps, zone);
  const wishes = digestWishesNow(destination, named ?? destination.timeZone ?? deps.digests.zone);
  return digestForm(destination, wishes, { language: caller.language, now: deps.now() });
}

/** Why there is no form: nothing is sent there, it is not theirs to set, or it is set in a file. */
function sayUnset(caller: Caller, isHere: boolean, found: Standing | undefined): Reply {
  const { language, mention, channelId } = caller;
  if (found?.origin === 'file') return sayError('by-file', language, errorValues(caller, channelId));
  if (!isHere) return say('digest.no-own', language, { subscribe: mention('subscribe') });
  if (caller.place === 'away') return sayError('away', language, errorValues(caller, channelId));
  if (!caller.mayManage) return sayError('not-allowed', language, errorValues(caller, channelId));
  return say('digest.no-channel', language, { channelSubscribe: mention('channel subscribe') });
}

async function save(deps: DigestDeps, submission: Submission): Promise<Reply> {
  const { language, id } = submission;
  const isHere = id.subjectOf === 'channel';
  const found = await findChosen(deps, submission, isHere ? 'here' : 'me');
  if (found === undefined || found.origin === 'file') return sayUnset(submission, isHere, found);
  const { destination } = found;
  const before = digestWishesNow(destination, destination.timeZone ?? deps.digests.zone);
  const read = readDigestForm(submission, before);
  if ('badTime' in read) return say('digest.bad-time', language, { time: toMarkup(read.badTime, 20) });
  const next = await deps.digests.save(destination, read.wishes);
  return next === undefined
    ? say('digest.saved-none', language)
    : say('digest.saved', language, { time: `<t:${String(Math.floor(next.getTime() / 1000))}:F>` });
}

const definition: RESTPostAPIApplicationCommandsJSONBody = {
  ...worded(
    { en: 'digest', es: 'resumen', pt: 'resumo' },
    { en: 'The day in one message', es: 'El día en un mensaje', pt: 'O dia em uma mensagem' },
  ),
  ...EVERYWHERE,
  options: [
    {
      type: ApplicationCommandOptionType.Subcommand,
      ...worded(
        { en: 'now', es: 'ahora', pt: 'agora' },
        {
          en: 'Show a digest, to you alone',
          es: 'Muestra un resumen, solo a ti',
          pt: 'Mostra um resumo, só a você',
        },
      ),
      options: [
        {
          type: ApplicationCommandOptionType.String,
          ...worded(
            { en: 'since', es: 'desde', pt: 'desde' },
            { en: 'From when on', es: 'Desde cuándo', pt: 'Desde quando' },
          ),
          choices: [
            toChoice('day', {
              en: 'The last 24 hours',
              es: 'Las últimas 24 horas',
              pt: 'As últimas 24 horas',
            }),
            toChoice('last', { en: 'My last digest', es: 'Mi último resumen', pt: 'Meu último resumo' }),
          ],
        },
      ],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      ...worded(
        { en: 'settings', es: 'ajustes', pt: 'ajustes' },
        {
          en: 'When digests come, and in which time zone',
          es: 'Cuándo llegan los resúmenes y en qué zona horaria',
          pt: 'Quando os resumos chegam e em que fuso horário',
        },
      ),
      options: [
        {
          type: ApplicationCommandOptionType.String,
          ...worded(
            { en: 'where', es: 'donde', pt: 'onde' },
            { en: 'Whose digests', es: 'Qué resúmenes', pt: 'Quais resumos' },
          ),
          choices: [
            toChoice('me', { en: 'My own', es: 'Los míos', pt: 'Os meus' }),
            toChoice('here', { en: 'Of this channel', es: 'Los de este canal', pt: 'Os deste canal' }),
          ],
        },
        {
          type: ApplicationCommandOptionType.String,
          autocomplete: true,
          ...worded(
            { en: 'zone', es: 'zona', pt: 'fuso' },
            {
              en: 'Time zone: begin to write a city',
              es: 'Zona horaria: empieza a escribir una ciudad',
              pt: 'Fuso horário: comece a escrever uma cidade',
            },
          ),
        },
      ],
    },
  ],
};
