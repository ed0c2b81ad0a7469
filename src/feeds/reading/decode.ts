import { isUtf8 } from 'node:buffer';

/** How far into a body its XML prolog may name an encoding. */
const PROLOG_BYTES = 1024;
const ESCAPE = 0x1b;
const UTF_8 = new TextDecoder();

/**
 * Returns the text of a feed's body. The first of these that speaks decides: a byte order mark, the pattern of
 * NUL bytes that UTF-16 and UTF-32 leave, bytes that are valid UTF-8 whatever the label says, the charset of the
 * HTTP header, the XML prolog, windows-1252. Never throws; what cannot be decoded becomes U+FFFD.
 */
export function decodeBody(body: Uint8Array, contentType?: string): string {
  const wide = findWideEncoding(body);
  if (wide !== undefined) return decodeWide(body, wide);
  const isText = isUtf8(body);
  // ISO-2022-JP is ASCII with escapes, so it would pass for UTF-8.
  if (isText && !body.includes(ESCAPE)) return UTF_8.decode(body);
  const decoders = findDecoders(body, contentType);
  const escaped = decoders.find((decoder) => decoder.encoding === 'iso-2022-jp');
  if (isText) return (escaped ?? UTF_8).decode(body);
  const [decoder] = decoders;
  return decoder === undefined || decoder.encoding === 'utf-8'
    ? decodeNearlyUtf8(body)
    : decoder.decode(body);
}

type WideEncoding = 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';

/** Byte order marks, and where the NULs stand around a document's first characters; the longer ones first. */
const WIDE: readonly (readonly [RegExp, WideEncoding])[] = [
  [/^fffe0000|^(?!00)..000000/, 'utf-32le'],
  [/^0000feff|^000000(?!00)/, 'utf-32be'],
  [/^fffe|^(?!00)..00(?!00)..00/, 'utf-16le'],
  [/^feff|^00(?!00)..00(?!00)/, 'utf-16be'],
];

function findWideEncoding(body: Uint8Array): WideEncoding | undefined {
  const [first = 1, second = 1] = body;
  // Neither a NUL nor a mark: the case of every ordinary body.
  if (first !== 0 && second !== 0 && first < 0xfe) return undefined;
  const start = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, 4)).toString('hex');
  return WIDE.find(([pattern]) => pattern.test(start))?.[1];
}

function decodeWide(body: Uint8Array, encoding: WideEncoding): string {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return new TextDecoder(encoding).decode(body);
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const units: string[] = [];
  for (let offset = 0; offset + 4 <= body.length; offset += 4) {
    const point = view.getUint32(offset, encoding === 'utf-32le');
    if (point !== 0xfe_ff) units.push(point > 0x10_ff_ff ? '\uFFFD' : String.fromCodePoint(point));
  }
  return units.join('');
}

/** The encodings that the HTTP header and the XML prolog name, in that order. */
function findDecoders(body: Uint8Array, contentType = ''): readonly TextDecoder[] {
  const start = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, PROLOG_BYTES)).toString(
    'latin1',
  );
  const labels = [
    /charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1],
    /<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)/i.exec(start)?.[1],
  ];
  return labels.flatMap((label) => findDecoder(label));
}

/** A label that names no encoding, or one that text with a readable prolog cannot be in, counts for nothing. */
function findDecoder(label: string | undefined): readonly TextDecoder[] {
  if (label === undefined || /^(?:utf-?16|utf-?32|ucs)/i.test(label)) return [];
  try {
    return [new TextDecoder(label)];
  } catch {
    return [];
  }
}

/**
 * Text that is UTF-8 but for a few bytes (cut off in mid-character, one stray byte) is read as such; one with more
 * stray bytes than characters beyond ASCII was windows-1252 all along.
 */
function decodeNearlyUtf8(body: Uint8Array): string {
  const text = UTF_8.decode(body);
  const beyondAscii = text.match(/[^\0-\u007F\uFFFD]/g)?.length ?? 0;
  const stray = text.match(/\uFFFD/g)?.length ?? 0;
  return beyondAscii >= stray ? text : new TextDecoder('windows-1252').decode(body);
}
