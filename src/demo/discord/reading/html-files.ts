import { isV2 } from '../limits/message.ts';
import type { Attachment, Message } from '../world.ts';
import { html, type Html } from './html.ts';
import { pictureHtml, type PictureAddress } from './html-embed.ts';

/** The files of a message that stand nowhere in it. In the second layout such a file is not shown at all. */
export function filesHtml(message: Message, addressOf: PictureAddress): Html[] {
  if (isV2(message.flags)) return [];
  const shown = new Set(
    message.embeds.flatMap(({ image }) => image?.url ?? []).map((url) => url.replace('attachment://', '')),
  );
  return message.attachments
    .filter(({ filename }) => !shown.has(filename))
    .map((file) => fileHtml(file, addressOf));
}

function fileHtml({ filename, contentType, description }: Attachment, addressOf: PictureAddress): Html {
  if (!contentType.startsWith('image/')) return html`<p class="file">${filename}</p>`;
  return html`<div class="gallery">${pictureHtml(addressOf(`attachment://${filename}`), description)}</div>`;
}
