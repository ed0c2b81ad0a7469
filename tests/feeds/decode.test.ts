import { expect, test } from 'vitest';
import { decodeBody } from '../../src/feeds/reading/decode.ts';

const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1');

test('a byte order mark decides and is not part of the text', () => {
  expect(decodeBody(Buffer.from('\uFEFFañb'))).toBe('añb');
  expect(decodeBody(Buffer.from('\uFEFFañb', 'utf16le'))).toBe('añb');
  expect(decodeBody(Buffer.from('\uFEFFañb', 'utf16le').swap16())).toBe('añb');
});

test('UTF-16 and UTF-32 without a mark are told by their NULs', () => {
  const text = '<?xml version="1.0"?><rss>ñ</rss>';
  const wide = Buffer.alloc(text.length * 4);
  for (let index = 0; index < text.length; index += 1) wide.writeUInt32BE(text.charCodeAt(index), index * 4);
  expect(decodeBody(Buffer.from(text, 'utf16le'), 'text/xml; charset=utf-8')).toBe(text);
  expect(decodeBody(Buffer.from(text, 'utf16le').swap16())).toBe(text);
  expect(decodeBody(wide)).toBe(text);
  expect(decodeBody(wide.swap32())).toBe(text);
});

test('bytes that are valid UTF-8 are read as such, whatever the label says', () => {
  expect(
    decodeBody(
      Buffer.from('<?xml version="1.0" encoding="iso-8859-1"?>Bogotá'),
      'text/xml; charset=windows-1252',
    ),
  ).toContain('Bogotá');
});

test('else the HTTP charset decides, then the prolog, then windows-1252', () => {
  const prolog = '<?xml version="1.0" encoding="iso-8859-15"?>';
  expect(decodeBody(latin(`${prolog}\u00a4`), 'text/xml; charset="windows-1252"')).toContain('¤');
  expect(decodeBody(latin(`${prolog}\u00a4`))).toContain('€');
  expect(decodeBody(latin('<rss>\u0093quoted\u0094 \u00f1</rss>'))).toBe('<rss>“quoted” ñ</rss>');
  expect(decodeBody(latin('<?xml version="1.0" encoding="no-such"?>\u00f1'))).toContain('ñ');
});

test('a label that the readable prolog proves wrong counts for nothing', () => {
  expect(decodeBody(latin('<?xml version="1.0" encoding="utf-16"?>\u00f1'))).toContain('ñ');
});

test('text cut off in the middle of a character stays UTF-8', () => {
  const body = Buffer.from('<?xml version="1.0"?>Táchira ñandú é');
  expect(decodeBody(body.subarray(0, -1))).toContain('Táchira ñandú');
  const labelled = latin('<?xml version="1.0" encoding="utf-8"?>Bogot\u00e1 y Medell\u00edn');
  expect(decodeBody(labelled)).toContain('Bogotá y Medellín');
});

test('ISO-2022-JP, which is valid ASCII, is read by its label', () => {
  const body = latin('<?xml version="1.0" encoding="iso-2022-jp"?>\u001b$B%F%9%H\u001b(B');
  expect(decodeBody(body)).toContain('テスト');
});
