import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/** What is photographed: an address, and a selector for one part of its page; by default what a window shows. */
export interface Shot {
  readonly url: string;
  readonly element?: string;
  readonly width: number;
  readonly height: number;
}

export interface Browser extends AsyncDisposable {
  /** Returns a WebP picture. */
  readonly photograph: (shot: Shot) => Promise<Uint8Array>;
}

const OPTIONS = [
  '--headless',
  '--no-sandbox',
  '--hide-scrollbars',
  '--remote-debugging-port=0',
  'about:blank',
];
const ANSWER_MS = 15_000;
/** Finer than one to one, for screens that have more than one dot a pixel. */
const SCALE = 1.5;
/** Of 100; letters stay sharp, and a picture stays below 150 KB. */
const QUALITY = 90;
const LISTENING = /^DevTools listening on ws:\/\/([^/]+)\//;

/** Starts Chromium without a window, with a profile that is thrown away. Throws where there is none. */
export async function openBrowser(executable: string): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'vigia-browser-'));
  const program = spawn(executable, [`--user-data-dir=${profile}`, ...OPTIONS], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const page = await openPage(await findAddress(program));
  return {
    photograph: (shot) => photograph(page, shot),
    async [Symbol.asyncDispose]() {
      page.close();
      program.kill();
      if (program.exitCode === null) await once(program, 'exit');
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function findAddress(program: ChildProcess): Promise<string> {
  if (program.stderr === null) throw new Error('the browser says nothing');
  await once(program, 'spawn');
  for await (const line of createInterface(program.stderr)) {
    const address = LISTENING.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error('the browser ended before it listened');
}

interface Page {
  readonly call: (method: string, params: object) => Promise<unknown>;
  readonly close: () => void;
}

const targets = z.array(z.object({ type: z.string(), webSocketDebuggerUrl: z.string() }));
const answer = z.object({
  id: z.number(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});

async function openPage(address: string): Promise<Page> {
  const found = targets.parse(await (await fetch(`http://${address}/json/list`)).json());
  const target = found.find(({ type }) => type === 'page');
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '');
  const waiting = new Map<number, (given: z.infer<typeof answer>) => void>();
  socket.addEventListener('message', ({ data }) => {
    const given = answer.safeParse(JSON.parse(String(data))).data;
    if (given !== undefined) waiting.get(given.id)?.(given);
  });
  await once(socket, 'open');
  let last = 0;
  return {
    async call(method, params) {
      const id = ++last;
      const { promise, resolve, reject } = Promise.withResolvers<z.infer<typeof answer>>();
      const late = setTimeout(() => reject(new Error(`the browser did not answer ${method}`)), ANSWER_MS);
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params }));
      const { result, error } = await promise.finally(() => clearTimeout(late));
      if (error !== undefined) throw new Error(`${method}: ${error.message}`);
      return result;
    },
    close: () => socket.close(),
  };
}

const area = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
const evaluated = z.object({ result: z.object({ value: z.string() }) });
const picture = z.object({ data: z.string() });

async function photograph(page: Page, { url, element, width, height }: Shot): Promise<Uint8Array> {
  await page.call('Emulation.setDeviceMetricsOverride', {
    width,
    height,
    deviceScaleFactor: SCALE,
    mobile: false,
  });
  await page.call('Page.navigate', { url });
  const { result } = evaluated.parse(
    await page.call('Runtime.evaluate', { expression: areaOf(element), awaitPromise: true }),
  );
  const clip = { ...area.parse(JSON.parse(result.value)), scale: 1 };
  const taken = await page.call('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
    clip,
    captureBeyondViewport: element !== undefined,
  });
  return Buffer.from(picture.parse(taken).data, 'base64');
}

const MARGIN = 16;

/** An expression for the page that waits until it is complete and says where the part lies. */
const areaOf = (element: string | undefined): string => `(async () => {
  if (document.readyState !== 'complete') await new Promise((resolve) => addEventListener('load', resolve));
  const part = ${element === undefined ? 'undefined' : `document.querySelector(${JSON.stringify(element)})`};
  if (part === undefined) return JSON.stringify({ x: 0, y: 0, width: innerWidth, height: innerHeight });
  const { x, y, width, height } = part.getBoundingClientRect();
  return JSON.stringify({ x, y, width, height: height + ${MARGIN} });
})()`;
