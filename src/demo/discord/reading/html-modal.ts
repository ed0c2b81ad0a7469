import type { Select } from '../limits/components.ts';
import type { Modal, ModalInput } from '../limits/modal.ts';
import { html, type Html } from './html.ts';
import { textHtml } from './html-text.ts';
import type { Reader } from './reader.ts';
import { viewerWords } from './viewer-words.ts';

/** A form as the person sees it who is asked to fill it in, with what it was prefilled with. */
export function modalHtml(reader: Reader, modal: Modal): Html {
  const words = viewerWords(reader.locale);
  return html`<form class="modal" id="form" aria-label="${modal.title}">
    <h2>${modal.title}</h2>
    ${modal.components.map((part) => partHtml(reader, part))}
    <p class="actions">
      <span class="button secondary">${words.cancel}</span>
      <span class="button primary">${words.submit}</span>
    </p>
  </form>`;
}

function partHtml(reader: Reader, part: Modal['components'][number]): Html {
  if (part.type === 10) return html`<div class="text">${textHtml(reader, part.content)}</div>`;
  if (part.type === 1) {
    return html`${part.components.map(
      (input) =>
        html`<fieldset>
          <legend>${input.label}</legend>
          ${inputHtml(reader, input)}
        </fieldset>`,
    )}`;
  }
  return html`<fieldset>
    <legend>${part.label}</legend>
    ${part.description !== undefined && html`<p class="note">${part.description}</p>`}
    ${inputHtml(reader, part.component)}
  </fieldset>`;
}

function inputHtml(reader: Reader, input: ModalInput): Html {
  if (input.type === 4) return textInputHtml(input);
  if (input.type === 19) return html`<input type="file" aria-label="File" />`;
  if (input.type === 21) return choicesHtml('radio', input);
  if (input.type === 22) return choicesHtml('checkbox', input);
  if (input.type === 23) {
    return html`<input type="checkbox" aria-label="Yes" ${input.default === true && html`checked`} />`;
  }
  return html`<span class="menu">${chosenText(reader, input)} <span aria-hidden="true">▾</span></span>`;
}

function textInputHtml({ custom_id: name, value, placeholder }: Extract<ModalInput, { type: 4 }>): Html {
  return html`<input type="text" aria-label="${name}" value="${value}" placeholder="${placeholder}" />`;
}

interface Choices {
  readonly custom_id: string;
  readonly options: readonly Choice[];
}

const choicesHtml = (type: 'radio' | 'checkbox', { custom_id: name, options }: Choices): Html =>
  html`${options.map((option) => choiceHtml(type, name, option))}`;

interface Choice {
  readonly label: string;
  readonly description?: string | undefined;
  readonly default?: boolean | undefined;
}

function choiceHtml(type: 'radio' | 'checkbox', name: string, choice: Choice): Html {
  const checked = choice.default === true && html`checked`;
  const note = choice.description !== undefined && html` <span class="note">${choice.description}</span>`;
  return html`<label><input type="${type}" name="${name}" ${checked} /> ${choice.label}${note}</label>`;
}

function chosenText({ locale }: Reader, menu: Select): string {
  const chosen =
    menu.type === 3 ? menu.options.filter((option) => option.default).map(({ label }) => label) : [];
  return chosen.length > 0 ? chosen.join(', ') : (menu.placeholder ?? viewerWords(locale).choose);
}
