import type { IncomingMessage } from 'node:http';
import { ApiError } from '../api-error.ts';
import type { Upload } from '../posting.ts';

/** What a request carried, as the read-outs keep it. */
export interface ReadRequest {
  readonly body: unknown;
  readonly files: readonly Upload[];
}

/** Above Discord's own limit for a message with ten files of 10 MiB. */
const MAX_BODY_BYTES = 110 * 1024 * 1024;

/** Reads the body of a request: JSON, or a form with `payload_json` and `files[n]`. Throws 50109 for what is neither. */
export async function readRequest(request: IncomingMessage): Promise<ReadRequest> {
  const bytes = await readBytes(request);
  if (bytes.byteLength === 0) return { body: undefined, files: [] };
  const type = request.headers['content-type'] ?? 'application/json';
  if (type.startsWith('multipart/form-data')) return readForm(bytes, type);
  return { body: parseJson(bytes.toString('utf8')), files: [] };
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.byteLength;
    if (size > MAX_BODY_BYTES) throw new ApiError(50109);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

async function readForm(bytes: Buffer, type: string): Promise<ReadRequest> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  const payload = form.get('payload_json');
  const files: Upload[] = [];
  for (const [name, value] of form) {
    const index = /^files\[(\d+)\]$/.exec(name)?.[1];
    if (index === undefined || typeof value === 'string') continue;
    const content = new Uint8Array(await value.arrayBuffer());
    files.push({
      index,
      filename: value.name,
      contentType: value.type || 'application/octet-stream',
      bytes: content,
    });
  }
  return {
    body: typeof payload === 'string' ? parseJson(payload) : Object.fromEntries(textFields(form)),
    files,
  };
}

function textFields(form: FormData): [string, string][] {
  return [...form].flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(50109);
  }
}
