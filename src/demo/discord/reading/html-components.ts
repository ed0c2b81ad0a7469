import type { Button, Component, Select } from '../limits/components.ts';
import { html, type Html } from './html.ts';
import { barHtml, pictureHtml, type PictureAddress } from './html-embed.ts';
import { textHtml } from './html-text.ts';
import type { Reader } from './reader.ts';

/** The arrow as a sign of the text, not as an emoji. */
const ARROW = '↗\uFE0E';
const BUTTON_CLASSES = ['', 'primary', 'secondary', 'success', 'danger', 'link', 'secondary'];

/** Buttons, menus and everything of the second layout. */
export function componentsHtml(
  reader: Reader,
  components: readonly Component[],
  addressOf: PictureAddress,
): Html[] {
  return components.map((component) => componentHtml(reader, component, addressOf));
}

function componentHtml(reader: Reader, component: Component, addressOf: PictureAddress): Html {
  switch (component.type) {
    case 1:
      return html`<div class="row">${component.components.map(controlHtml)}</div>`;
    case 9:
      return sectionHtml(reader, component, addressOf);
    case 10:
      return html`<div class="text">${textHtml(reader, component.content)}</div>`;
    case 12:
      return html`<div class="gallery">
        ${component.items.map(({ media, description }) => pictureHtml(addressOf(media.url), description))}
      </div>`;
    case 13:
      return html`<p class="file">${component.file.url.replace('attachment://', '')}</p>`;
    case 14:
      return component.divider === false ? html`<div class="space"></div>` : html`<hr />`;
    case 17:
      return html`<section class="container">
        ${barHtml(component.accent_color)}${componentsHtml(reader, component.components, addressOf)}
      </section>`;
  }
}

type Section = Extract<Component, { type: 9 }>;

function sectionHtml(reader: Reader, { components, accessory }: Section, addressOf: PictureAddress): Html {
  const beside =
    accessory.type === 11
      ? html`<div class="thumbnail">
          ${pictureHtml(addressOf(accessory.media.url), accessory.description)}
        </div>`
      : controlHtml(accessory);
  return html`<div class="section">
    <div>${componentsHtml(reader, components, addressOf)}</div>
    ${beside}
  </div>`;
}

/** The page shows what a person would see; it is not the place to click, so controls are drawings of themselves. */
function controlHtml(control: Button | Select): Html {
  if (control.type !== 2) {
    return html`<span class="menu"
      >${control.placeholder ?? 'Make a selection'} <span aria-hidden="true">▾</span></span
    >`;
  }
  const name = BUTTON_CLASSES[control.style] ?? 'secondary';
  const words = [control.emoji?.name, control.label].filter(Boolean).join(' ');
  const arrow = control.style === 5 && html` <span aria-hidden="true">${ARROW}</span>`;
  const className = control.disabled === true ? `button ${name} disabled` : `button ${name}`;
  if (control.style !== 5 || control.url === undefined)
    return html`<span class="${className}">${words}</span>`;
  return html`<a class="${className}" href="${control.url}" rel="noopener noreferrer" target="_blank"
    >${words}${arrow}</a
  >`;
}
