import { expect, test } from 'vitest';
import { toParseLine } from '../../src/feeds/reading/parse-line.ts';

test('a document becomes one line, with its titles as given and its dates in ISO form', () => {
  const document = {
    reader: 'tolerant',
    title: 'Gazette',
    link: 'https://gazette.test/',
    entries: [
      {
        guid: 'g',
        title: 'A & B',
        rawTitle: 'A &amp; B',
        link: 'https://gazette.test/1',
        text: 't',
        content: '<p>t</p>',
        published: new Date(0),
      },
      { title: '', text: 'What it says.\nMore.', content: 'What it says.' },
    ],
  } as const;
  expect(toParseLine('a.xml', { kind: 'read', document })).toEqual({
    file: 'a.xml',
    ok: true,
    reader: 'tolerant',
    feed: { title: 'Gazette', link: 'https://gazette.test/' },
    entries: [
      {
        id: 'g',
        title: 'A &amp; B',
        link: 'https://gazette.test/1',
        published: '1970-01-01T00:00:00.000Z',
        content: '<p>t</p>',
      },
      { title: 'What it says.', link: 'https://gazette.test/', content: 'What it says.' },
    ],
  });
});

test('a document that cannot be read becomes a line with the reason', () => {
  expect(toParseLine('a.xml', { kind: 'unreadable', reason: 'It is empty.' })).toEqual({
    file: 'a.xml',
    ok: false,
    error: 'It is empty.',
    feed: {},
    entries: [],
  });
});
