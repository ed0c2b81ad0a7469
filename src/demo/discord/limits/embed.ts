import { z } from 'zod';
import { maybe, mediaUrl, refuse, trimmed, webUrl } from './schema.ts';

/** Characters of all embeds of one message together (https://docs.discord.com/developers/resources/message#embed-limits). */
const MAX_EMBED_TEXT = 6000;

const picture = z.object({ url: mediaUrl });

const embedSchema = z.object({
  title: maybe(trimmed(256)),
  description: maybe(trimmed(4096)),
  url: maybe(webUrl()),
  color: maybe(z.int().min(0).max(0xff_ff_ff)),
  timestamp: maybe(z.iso.datetime({ offset: true })),
  author: maybe(z.object({ name: trimmed(256).min(1), url: maybe(webUrl()), icon_url: maybe(mediaUrl) })),
  footer: maybe(z.object({ text: trimmed(2048), icon_url: maybe(mediaUrl) })),
  image: maybe(picture),
  thumbnail: maybe(picture),
  fields: maybe(
    z
      .array(z.object({ name: trimmed(256).min(1), value: trimmed(1024).min(1), inline: maybe(z.boolean()) }))
      .max(25),
  ),
});

export type Embed = z.output<typeof embedSchema>;

/** At most ten embeds, each within its limits, all together within 6,000 characters. */
export const embedsSchema = z
  .array(embedSchema)
  .max(10)
  .superRefine((embeds, refusals) => {
    const total = embeds.reduce((sum, embed) => sum + textLength(embed), 0);
    const message = `Embed size exceeds maximum size of ${MAX_EMBED_TEXT}`;
    if (total > MAX_EMBED_TEXT) refuse(refusals, [], 'MAX_EMBED_SIZE_EXCEEDED', message);
  });

function textLength(embed: Embed): number {
  const fields = (embed.fields ?? []).flatMap(({ name, value }) => [name, value]);
  const texts = [embed.title, embed.description, embed.author?.name, embed.footer?.text, ...fields];
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
}

/** An embed with nothing to show is dropped by Discord. */
export function isEmptyEmbed(embed: Embed): boolean {
  return textLength(embed) === 0 && embed.image === undefined && embed.thumbnail === undefined;
}
