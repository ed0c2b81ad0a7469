import { dirname, resolve } from 'node:path';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { openFileParser, type FileToParse } from '../app/tools/file-parser.ts';
import { EXIT, UsageError, type Command } from './command.ts';
import { print } from './output.ts';
import { openSilentProgress } from './progress.ts';

/** `vigia parse`: what a feed's file is read as, one JSON object a line, in order, never stopping at a bad file. */
export const parseFiles: Command = {
  name: 'parse',
  usage: 'FILE… [--url U] [--content-type T] | --manifest M.jsonl',
  summary: 'Read feed files and print their entries as JSON, one line a file',
  options: {
    url: { type: 'string' },
    'content-type': { type: 'string' },
    manifest: { type: 'string' },
  },
  positionals: { min: 0, max: Number.MAX_SAFE_INTEGER },
  async run({ positionals, values }) {
    const { manifest, url, 'content-type': contentType } = values;
    if ((typeof manifest === 'string') === positionals.length > 0) {
      throw new UsageError('parse takes files, or --manifest with a file that lists them');
    }
    const files =
      typeof manifest === 'string'
        ? readManifest(manifest)
        : positionals.map((file) => ({
            file,
            path: file,
            ...(typeof url === 'string' ? { url } : {}),
            ...(typeof contentType === 'string' ? { contentType } : {}),
          }));
    await using parser = openFileParser();
    using progress = await openSilentProgress({ what: 'files', total: files.length });
    for (const file of files) {
      const line = 'error' in file ? file : await parser.parse(file);
      if (!(await print(`${JSON.stringify(line)}\n`))) break;
      progress.step();
    }
    return EXIT.ok;
  },
};

const manifestLine = z.object({
  file: z.string(),
  url: z.string().nullish(),
  header: z.union([z.record(z.string(), z.unknown()), z.string()]).nullish(),
});

type Headers = z.infer<typeof manifestLine>['header'];

/** What a line of a manifest that names no file comes to. */
interface BadLine {
  readonly file: string;
  readonly ok: false;
  readonly error: string;
  readonly feed: object;
  readonly entries: readonly [];
}

/** Files are named relative to the manifest; `header` holds the answer's headers by name, or the content type alone. */
function readManifest(path: string): (FileToParse | BadLine)[] {
  return readManifestText(path)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const json = parseJson(line);
      const parsed = manifestLine.safeParse(json);
      if (!parsed.success) return toBadLine(json);
      const { file, url, header } = parsed.data;
      const contentType = findHeader(header, 'content-type');
      const location = findHeader(header, 'content-location');
      const address = location === undefined ? url : (URL.parse(location, url ?? undefined)?.href ?? url);
      return {
        file,
        path: resolve(dirname(path), file),
        ...(typeof address === 'string' ? { url: address } : {}),
        ...(contentType === undefined ? {} : { contentType }),
      };
    });
}

function toBadLine(json: unknown): BadLine {
  const { file = '' } = manifestLine.pick({ file: true }).safeParse(json).data ?? {};
  return { file, ok: false, error: 'This is no line of a manifest.', feed: {}, entries: [] };
}

function findHeader(header: Headers, name: string): string | undefined {
  if (typeof header === 'string') return name === 'content-type' ? header : undefined;
  const found = Object.entries(header ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof found === 'string' ? found : undefined;
}

function readManifestText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`${path} cannot be read`);
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
