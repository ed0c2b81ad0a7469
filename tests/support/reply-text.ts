/** Everything that a reader sees of a message: its text and, in brackets, the words on its buttons and menus. */
export function readReply(message: { readonly content: string; readonly components: unknown }): string {
  return [message.content, ...readComponents(message.components)].filter((line) => line !== '').join('\n');
}

function readComponents(component: unknown): string[] {
  if (Array.isArray(component)) return component.flatMap(readComponents);
  if (typeof component !== 'object' || component === null) return [];
  const text = 'content' in component ? [String(component.content)] : [];
  const label = 'label' in component ? [`( ${String(component.label)} )`] : [];
  const placeholder = 'placeholder' in component ? [`[ ${String(component.placeholder)} ]`] : [];
  const children = 'components' in component ? readComponents(component.components) : [];
  return [...text, ...label, ...placeholder, ...children];
}
