import type { AnyComponent, Component, Select } from '../limits/components.ts';
import type { JsonObject } from '../json.ts';

/** The files of a message by name, with the addresses they can be fetched from. */
export type FileAddresses = ReadonlyMap<string, string>;

/** Components as Discord gives them back: every member filled in, media resolved. */
export function componentViews(components: readonly Component[], files: FileAddresses): JsonObject[] {
  return components.map((component) => componentView(component, files));
}

function componentView(component: AnyComponent, files: FileAddresses): JsonObject {
  return { type: component.type, id: component.id ?? 0, ...ownMembers(component, files) };
}

function ownMembers(component: AnyComponent, files: FileAddresses): JsonObject {
  if (component.type === 2) return buttonMembers(component);
  if ('custom_id' in component) return selectMembers(component);
  return 'components' in component ? nestingMembers(component, files) : displayMembers(component, files);
}

type Nesting = Extract<AnyComponent, { type: 1 | 9 | 17 }>;

function nestingMembers(component: Nesting, files: FileAddresses): JsonObject {
  const components = component.components.map((child) => componentView(child, files));
  if (component.type === 9) return { components, accessory: componentView(component.accessory, files) };
  if (component.type === 1) return { components };
  return { components, accent_color: component.accent_color ?? null, spoiler: component.spoiler ?? false };
}

type Display = Extract<AnyComponent, { type: 10 | 11 | 12 | 13 | 14 }>;

function displayMembers(component: Display, files: FileAddresses): JsonObject {
  switch (component.type) {
    case 10:
      return { content: component.content };
    case 11:
      return mediaMembers(component, files);
    case 12:
      return { items: component.items.map((entry) => mediaMembers(entry, files)) };
    case 13: {
      const name = component.file.url.replace(/^attachment:\/\//, '');
      return {
        file: mediaView(component.file.url, files),
        name,
        size: null,
        spoiler: component.spoiler ?? false,
      };
    }
    case 14:
      return { divider: component.divider ?? true, spacing: component.spacing ?? 1 };
  }
}

function buttonMembers(button: Extract<AnyComponent, { type: 2 }>): JsonObject {
  const { custom_id, style, label, disabled, emoji, url } = button;
  return { custom_id, style, label, disabled, emoji: emoji && { ...emoji, name: emoji.name ?? '' }, url };
}

function selectMembers(select: Select): JsonObject {
  const { custom_id, placeholder, min_values, max_values, disabled } = select;
  const members = { custom_id, placeholder, min_values, max_values, disabled: disabled ?? false };
  return select.type === 3
    ? { ...members, options: select.options }
    : { ...members, default_values: select.default_values };
}

interface Pictured {
  readonly media: { readonly url: string };
  readonly description?: string | undefined;
  readonly spoiler?: boolean | undefined;
}

function mediaMembers({ media, description, spoiler }: Pictured, files: FileAddresses): JsonObject {
  return { media: mediaView(media.url, files), description: description ?? null, spoiler: spoiler ?? false };
}

function mediaView(url: string, files: FileAddresses): JsonObject {
  const address = files.get(url.replace(/^attachment:\/\//, '')) ?? url;
  return { id: '0', url: address, proxy_url: address, width: 0, height: 0, content_type: null };
}
