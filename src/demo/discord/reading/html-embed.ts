import type { Embed } from '../limits/embed.ts';
import { html, type Html } from './html.ts';
import { inlineHtml, linkHtml, textHtml } from './html-text.ts';
import { sentText, type Reader } from './reader.ts';

/** Where the pictures of a message are; those on other machines are described instead of fetched. */
export type PictureAddress = (url: string) => string | undefined;

/** An embed as Discord shows it: a coloured bar, head, fields in up to three columns, picture, foot. */
export function embedHtml(reader: Reader, embed: Embed, addressOf: PictureAddress): Html {
  const { description, fields, image } = embed;
  return html`<article class="embed">
    ${barHtml(embed.color)} ${headHtml(reader, embed)}
    ${description !== undefined && html`<div class="description">${textHtml(reader, description)}</div>`}
    ${fields && html`<div class="fields">${fields.map((field) => fieldHtml(reader, field))}</div>`}
    ${image && pictureHtml(addressOf(image.url), undefined)} ${footHtml(reader, embed)}
  </article>`;
}

function headHtml(reader: Reader, { author, title, url }: Embed): Html {
  const words = title === undefined ? undefined : inlineHtml(reader, title);
  const heading = words !== undefined && url !== undefined ? linkHtml(url, words) : words;
  return html`${author && html`<p class="author">${author.name}</p>`} ${heading && html`<h3>${heading}</h3>`}`;
}

function footHtml(reader: Reader, { footer, timestamp }: Embed): Html | undefined {
  const words = [footer?.text, timestamp && sentText(reader, new Date(timestamp))].filter(Boolean);
  return words.length === 0 ? undefined : html`<footer>${words.join(' • ')}</footer>`;
}

function fieldHtml(reader: Reader, { name, value, inline }: NonNullable<Embed['fields']>[number]): Html {
  return html`<div class="${inline === true ? 'field inline' : 'field'}">
    <h4>${inlineHtml(reader, name)}</h4>
    <div>${textHtml(reader, value)}</div>
  </div>`;
}

/** The bar at the left. Its colour is an attribute of a drawing, because the page allows no styles of its own making. */
export function barHtml(colour: number | undefined): Html {
  const fill = colour === undefined ? '#4e5058' : `#${colour.toString(16).padStart(6, '0')}`;
  return html`<svg class="bar" aria-hidden="true"><rect width="4" height="100%" fill="${fill}" /></svg>`;
}

export function pictureHtml(address: string | undefined, description: string | undefined): Html {
  if (address === undefined) return html`<p class="picture">${description ?? 'Picture'}</p>`;
  return html`<img src="${address}" alt="${description ?? ''}" />`;
}
