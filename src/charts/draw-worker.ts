import { readFile } from 'node:fs/promises';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

/** Latin letters are enough for the languages vigía speaks; a slim machine has no font of its own. */
const FONTS = ['noto-sans-latin-400-normal', 'noto-sans-latin-700-normal'];

const read = async (module: string): Promise<Uint8Array> => readFile(new URL(import.meta.resolve(module)));

const ready = (async () => {
  await initWasm(await read('@resvg/resvg-wasm/index_bg.wasm'));
  return Promise.all(FONTS.map((name) => read(`@fontsource/noto-sans/files/${name}.woff2`)));
})();

/** Wider than messages show it, so sharp on most screens. */
const WIDTH = 800;

/** What the worker thread does: turns SVG into PNG. */
export async function drawInWorker(svg: string): Promise<Uint8Array> {
  const image = new Resvg(svg, {
    fitTo: { mode: 'width', value: WIDTH },
    font: { fontBuffers: await ready, defaultFontFamily: 'Noto Sans', loadSystemFonts: false },
  });
  return image.render().asPng();
}
