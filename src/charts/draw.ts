import { Piscina } from 'piscina';
import type { Chart } from '../core/digest/digest.ts';
import type { Log } from '../log.ts';
import { toSvg, type ChartWords } from './chart-svg.ts';

/** Draws charts off the main thread, which must answer commands meanwhile. */
export interface ChartDrawer extends AsyncDisposable {
  /** Returns a PNG; undefined when it could not be drawn: a message without its picture is better than none. */
  readonly draw: (chart: Chart, words: ChartWords) => Promise<Uint8Array | undefined>;
}

/** The thread and its 100 MB are given up once no chart has been wanted for so long. */
const IDLE_MS = 20_000;
const LIMIT_MS = 10_000;
const NICENESS = 10;
/** Thousands of readers are sent the same few charts at one hour: so many, of 20 KB each, are drawn once for all. */
const KEPT = 100;

/** Opens a drawer. Its thread, the renderer and the fonts are loaded with the first chart. */
export function openChartDrawer(log: Log): ChartDrawer {
  const pool = new Piscina({
    filename: new URL('draw-worker.ts', import.meta.url).href,
    name: 'drawInWorker',
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: IDLE_MS,
    recordTiming: false,
    niceIncrement: NICENESS,
  });
  const drawn = new Map<string, Promise<Uint8Array | undefined>>();
  const drawOne = async (svg: string): Promise<Uint8Array | undefined> => {
    try {
      const png: unknown = await pool.run(svg, { signal: AbortSignal.timeout(LIMIT_MS) });
      return png instanceof Uint8Array ? png : undefined;
    } catch (error) {
      log.warn({ err: error }, 'chart could not be drawn');
      return undefined;
    }
  };
  return {
    async draw(chart, words) {
      const svg = toSvg(chart, words);
      const drawing = drawn.get(svg) ?? drawOne(svg);
      drawn.delete(svg);
      drawn.set(svg, drawing);
      for (const oldest of drawn.keys().take(Math.max(0, drawn.size - KEPT))) drawn.delete(oldest);
      const png = await drawing;
      if (png === undefined) drawn.delete(svg);
      return png;
    },
    [Symbol.asyncDispose]: () => pool.destroy(),
  };
}
