import { ComponentType, type APIMediaGalleryComponent } from 'discord.js';
import type { Chart, Digest } from '../../core/digest/digest.ts';
import { sayChart } from '../../core/digest/chart-words.ts';
import { say } from '../../core/messages/phrases.ts';
import type { UiLanguage } from '../../core/subject.ts';
import type { DiscordMessage } from './discord-message.ts';

const NAME = 'stories.png';

/** Draws a chart as PNG; undefined where that is not possible. The program hands this function in. */
export type Draw = (
  chart: Chart,
  words: { readonly title: string; readonly language: UiLanguage },
) => Promise<Uint8Array | undefined>;

/** Draws what a digest shows as a picture; undefined when it shows none. */
export async function drawPicture({ chart, language }: Digest, draw: Draw): Promise<Uint8Array | undefined> {
  if (chart === undefined) return undefined;
  return draw(chart, { title: say('digest.chart', language), language });
}

/** Puts the picture below a digest's title, with a text that says everything it shows. */
export function withPicture(
  rendered: DiscordMessage,
  { chart, language }: Digest,
  png: Uint8Array,
): DiscordMessage {
  const [container] = rendered.components ?? [];
  if (container?.type !== ComponentType.Container || chart === undefined) return rendered;
  const [title, ...rest] = container.components;
  if (title === undefined) return rendered;
  const description = sayChart(chart, language);
  const gallery: APIMediaGalleryComponent = {
    type: ComponentType.MediaGallery,
    items: [{ media: { url: `attachment://${NAME}` }, description }],
  };
  return {
    ...rendered,
    components: [{ ...container, components: [title, gallery, ...rest] }],
    attachments: [{ id: '0', filename: NAME, description }],
    files: [{ name: NAME, data: Buffer.from(png), contentType: 'image/png' }],
  };
}
