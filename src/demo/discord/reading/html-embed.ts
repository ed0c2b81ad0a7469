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
    ${fields && html`<div class="fields">${fieldsHtml(reader, fields)}</div>`}
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

type Field = NonNullable<Embed['fields']>[number];

/** Fields that may stand beside others do so by threes; two, or one, share the width. */
function fieldsHtml(reader: Reader, fields: readonly Field[]): Html[] {
  return fields.map((field, index) => {
    if (field.inline !== true) return fieldHtml(reader, field, 'field');
    const start = fields.findLastIndex(({ inline }, at) => at < index && inline !== true) + 1;
    const row = start + Math.floor((index - start) / 3) * 3;
    const beside = fields.slice(row, row + 3).filter(({ inline }) => inline === true);
    return fieldHtml(reader, field, beside.length === 3 ? 'field inline third' : 'field inline');
  });
}

function fieldHtml(reader: Reader, { name, value }: Field, className: string): Html {
  return html`<div class="${className}">
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
