import { html, type Html } from './html.ts';
import { parseInline, parseMarkdown, type Block, type Inline, type Styled } from './markdown.ts';
import { mentionText, timeText, type Reader } from './reader.ts';

/** A text with Discord's markdown as markup. */
export function textHtml(reader: Reader, text: string): Html[] {
  return parseMarkdown(text).map((block) => blockHtml(reader, block));
}

/** One line without blocks, as in a title. */
export function inlineHtml(reader: Reader, text: string): Html[] {
  return inlinesHtml(reader, parseInline(text));
}

function blockHtml(reader: Reader, block: Block): Html {
  if (block.kind === 'code-block') return html`<pre><code>${block.text}</code></pre>`;
  if (block.kind === 'quote') {
    return html`<blockquote>${block.blocks.map((child) => blockHtml(reader, child))}</blockquote>`;
  }
  const children = inlinesHtml(reader, block.children);
  switch (block.kind) {
    case 'heading':
      return html`<p class="heading level-${block.level}">${children}</p>`;
    case 'small':
      return html`<p class="small">${children}</p>`;
    case 'bullet':
      return html`<p class="bullet depth-${Math.min(block.depth, 2)}">
        <span class="mark">${block.mark}</span>${children}
      </p>`;
    case 'line':
      return html`<p>${children.length === 0 ? html`<br />` : children}</p>`;
  }
}

const inlinesHtml = (reader: Reader, inlines: readonly Inline[]): Html[] =>
  inlines.map((inline) => inlineMarkup(reader, inline));

function inlineMarkup(reader: Reader, inline: Inline): Html {
  if ('children' in inline) {
    const children = inlinesHtml(reader, inline.children);
    return inline.kind === 'link' ? linkHtml(inline.url, children) : STYLES[inline.kind](children);
  }
  switch (inline.kind) {
    case 'code':
      return html`<code>${inline.text}</code>`;
    case 'mention':
      return html`<span class="mention">${mentionText(reader, inline)}</span>`;
    case 'time':
      return html`<time datetime="${isoText(inline.at)}">${timeText(reader, inline.at, inline.style)}</time>`;
    case 'text':
    case 'emoji':
      return html`${inline.text}`;
  }
}

const isoText = (at: Date): string => (Number.isNaN(at.getTime()) ? '' : at.toISOString());

const STYLES: Readonly<Record<Styled, (children: Html[]) => Html>> = {
  strong: (children) => html`<strong>${children}</strong>`,
  emphasis: (children) => html`<em>${children}</em>`,
  underline: (children) => html`<u>${children}</u>`,
  strike: (children) => html`<s>${children}</s>`,
  spoiler: (children) => html`<span class="spoiler" tabindex="0">${children}</span>`,
};

/** A link that leads out and takes nothing with it. */
export function linkHtml(url: string, children: Html | readonly Html[]): Html {
  return html`<a href="${url}" rel="noopener noreferrer" target="_blank">${children}</a>`;
}
