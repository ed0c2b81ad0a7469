import { readFile } from 'node:fs/promises';
import { toParseLine, type ParseLine } from '../../feeds/reading/parse-line.ts';
import { openReader } from '../../feeds/reading/read.ts';

/** A feed's document in a file, and the way it would have come. */
export interface FileToParse {
  /** As it was named. */
  readonly file: string;
  readonly path: string;
  readonly url?: string;
  readonly contentType?: string;
}

/** Reads files as feeds are read. */
export interface FileParser extends AsyncDisposable {
  /** Never rejects: a file that cannot be read is a line that says so. */
  readonly parse: (file: FileToParse) => Promise<ParseLine>;
}

export function openFileParser(): FileParser {
  const reader = openReader({ threads: 1 });
  return {
    async parse({ file, path, url, contentType }) {
      const body = await readFile(path).catch(() => undefined);
      if (body === undefined)
        return { file, ok: false, error: 'The file cannot be read.', feed: {}, entries: [] };
      return toParseLine(file, await reader.read({ body, url, contentType }), url);
    },
    [Symbol.asyncDispose]: () => reader[Symbol.asyncDispose](),
  };
}
