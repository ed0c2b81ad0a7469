import { MUTE_KINDS, type Mute } from '../../../core/mute.ts';
import { say } from '../../../core/messages/phrases.ts';
import type { Subject, UiLanguage } from '../../../core/subject.ts';
import type { Caller } from '../../command.ts';
import { nameOf } from '../../rendering/judgement.ts';
import { toMarkup } from '../../rendering/safe-text.ts';
import { isStoryId } from './story-option.ts';
import { findHere } from '../here.ts';

const HEADLINE_LENGTH = 120;

/** What can be found out and changed about mutes; the program hands these functions in. */
export interface MuteDeps {
  readonly subject: Subject;
  readonly now: () => Date;
  /** The id under which a person or a channel is sent messages; undefined where nothing is sent. */
  readonly findDestinationId: (address: string) => Promise<string | undefined>;
  readonly saveMute: (mute: Mute) => Promise<void>;
  /** False where there was none. */
  readonly removeMute: (mute: Omit<Mute, 'until'>) => Promise<boolean>;
  readonly listMutes: (destinationId: string) => Promise<readonly Mute[]>;
  /** Undefined for a story that is kept no more. */
  readonly findHeadline: (storyId: string) => Promise<string | undefined>;
}

/** Where something can be muted: in the person's own messages, or in the channel they are in. */
export type Where = 'own' | 'here';

export interface MutePlace {
  readonly where: Where;
  readonly destinationId: string;
  readonly channelId?: string;
}

/** The places where a person may mute: their own messages, and the channel if they manage its server. */
export async function listPlaces(deps: MuteDeps, caller: Caller): Promise<MutePlace[]> {
  const own = await findPlace(deps, caller, 'own');
  const here = caller.mayManage ? await findPlace(deps, caller, 'here') : undefined;
  return [own, here].flatMap((place) => place ?? []);
}

/** Returns one place; undefined where nothing is sent. Whether the person may mute there is for the caller to ask. */
export async function findPlace(
  { findDestinationId }: MuteDeps,
  caller: Caller,
  where: Where,
): Promise<MutePlace | undefined> {
  if (where === 'own') {
    const destinationId = await findDestinationId(caller.userId);
    return destinationId === undefined ? undefined : { where, destinationId };
  }
  return findHere(caller, async (channelId) => {
    const destinationId = await findDestinationId(channelId);
    return destinationId === undefined ? undefined : { where, destinationId, channelId };
  });
}

/** Says where a mute holds. */
export const sayWhere = ({ channelId }: MutePlace, language: UiLanguage): string =>
  channelId === undefined
    ? say('mute.where.private', language)
    : say('mute.where.channel', language, { channel: `<#${channelId}>` });

/** Names what is muted, in Discord's markup. */
export async function sayMuted(
  { subject, findHeadline }: MuteDeps,
  mute: Pick<Mute, 'kind' | 'subject'>,
  language: UiLanguage,
): Promise<string> {
  if (mute.kind === 'topic') return `**${nameOf(mute.subject, subject, language)}**`;
  return toMarkup((await findHeadline(mute.subject)) ?? `#${mute.subject}`, HEADLINE_LENGTH);
}

/** What a button or a suggestion carries of a mute: `own.story.12`. Whose it is, is found out anew. */
export const toToken = (where: Where, { kind, subject }: Pick<Mute, 'kind' | 'subject'>): string =>
  [where, kind, subject].join('.');

/** Reads what {@link toToken} wrote; undefined for anything else. */
export function fromToken(
  token: string,
): { readonly where: Where; readonly kind: Mute['kind']; readonly subject: string } | undefined {
  const [where, written, subject = ''] = token.split('.');
  const kind = MUTE_KINDS.find((one) => one === written);
  if ((where !== 'own' && where !== 'here') || kind === undefined || subject === '') return undefined;
  if (kind === 'story' && !isStoryId(subject)) return undefined;
  return { where, kind, subject };
}
