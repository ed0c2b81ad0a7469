/** Markup that is safe to send: everything that came into it as text has been escaped. */
export interface Html {
  readonly html: string;
}

type Content = string | number | Html | undefined | false | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Builds markup from a template. Texts are escaped, markup is taken as it is, lists are joined, nothing stays nothing. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Html {
  const parts = contents.map((content, index) => render(content) + (strings[index + 1] ?? ''));
  return { html: (strings[0] ?? '') + parts.join('') };
}

function render(content: Content): string {
  if (content === undefined || content === false) return '';
  if (typeof content !== 'object')
    return String(content).replaceAll(/[&<>"']/g, (each) => ENTITIES[each] ?? each);
  return 'html' in content ? content.html : content.map((each) => each.html).join('');
}
