import { ComponentType, MessageFlags, Routes } from 'discord.js';
import type { Posted } from '../../core/delivery.ts';
import type { Digest } from '../../core/digest/digest.ts';
import { sayPrivateLead } from '../../core/digest/words.ts';
import type { SendOutcome } from '../../core/messages/message.ts';
import type { DiscordMessage } from '../rendering/discord-message.ts';
import { drawPicture, withPicture, type Draw } from '../rendering/picture.ts';
import { toMarkup } from '../rendering/safe-text.ts';
import { attempt, post, type Line } from './send.ts';

const HEADLINE_LENGTH = 120;

/** Adds the digest's picture, where it has one and it can be drawn. */
export async function illustrate(
  rendered: DiscordMessage,
  digest: Digest,
  draw: Draw | undefined,
): Promise<DiscordMessage> {
  const png = draw === undefined ? undefined : await drawPicture(digest, draw);
  return png === undefined ? rendered : withPicture(rendered, digest, png);
}

/**
 * Posts a person's digest. A phone shows nothing of a card, so the message begins as one line and becomes the card.
 * Where the second step fails the first is repeated with it: under its nonce Discord gives the same message again.
 */
export async function postPrivateDigest(
  line: Line,
  channelId: string,
  {
    digest,
    rendered,
    nonce,
  }: { readonly digest: Digest; readonly rendered: DiscordMessage; readonly nonce: string },
): Promise<SendOutcome> {
  if (digest.silent) return post(line, channelId, { ...rendered, nonce });
  const posted = await post(line, channelId, {
    content: sayPrivateLead(digest, (text) => toMarkup(text, HEADLINE_LENGTH)),
    components: buttonsOf(rendered),
    allowed_mentions: { parse: [] },
    nonce,
  });
  if (posted.kind !== 'sent') return posted;
  return unfoldDigest(line, { ...posted, channelId }, rendered);
}

/** Makes the line that a digest begins as its card. Where Discord does not take that, the line stays what it is. */
export async function unfoldDigest(
  line: Line,
  posted: Extract<SendOutcome, { kind: 'sent' }> & Posted,
  rendered: DiscordMessage,
): Promise<SendOutcome> {
  const unfolded = await unfold(line, posted, rendered);
  if (unfolded.kind === 'refused' || unfolded.kind === 'closed') return posted;
  // The line stands there, which the next attempt has to know.
  return unfolded.kind === 'sent' ? unfolded : { kind: 'ambiguous', reason: unfolded.reason };
}

/** The rows of buttons, in or below the card. */
function buttonsOf({ components }: DiscordMessage): NonNullable<DiscordMessage['components']> {
  return (components ?? []).flatMap((component) => {
    if (component.type === ComponentType.ActionRow) return [component];
    if (component.type !== ComponentType.Container) return [];
    return component.components.filter(({ type }) => type === ComponentType.ActionRow);
  });
}

async function unfold(
  { rest, signal }: Line,
  { channelId, messageId }: Posted,
  { files, ...card }: DiscordMessage,
): Promise<SendOutcome> {
  return attempt(async () => {
    await rest.patch(Routes.channelMessage(channelId, messageId), {
      body: { ...card, content: null, embeds: [], flags: MessageFlags.IsComponentsV2 },
      ...(files === undefined ? {} : { files }),
      signal: AbortSignal.any([signal]),
    });
    return { kind: 'sent', messageId, channelId };
  });
}
