import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { htmlToLine, htmlToText } from '../../src/feeds/reading/html-text.ts';

test.each([
  ['<p>One <b>wo</b>rd.</p><p>Two &amp; three</p>', 'One word.\nTwo & three'],
  ['First.<br>Second.<br/>Third.', 'First.\nSecond.\nThird.'],
  ['<ul><li>Oil</li><li>Gas</li></ul>', 'Oil\nGas'],
  ['<table><tr><td>a</td><td>b</td></tr></table>', 'a b'],
  ['Source\nline\n\nbreaks', 'Source line\nbreaks'],
  ['<i>Source</i>\nline\n\nbreaks', 'Source line breaks'],
  ['Before<script>if (a<b) "</p>"</script><style>p{}</style> after', 'Before after'],
  ['x<img src="https://t.test/pixel.gif?a>b" width="1" height="1">y', 'x y'],
  ['<!-- hidden > --><p>seen</p>', 'seen'],
  ['5 < 6 and a<3 &lt;b', '5 < 6 and a<3 <b'],
  ['<p title="a > b">in</p>', 'in'],
  ['<a title="don\'t>kept</a> this', 'kept this'],
  ['&lt;p&gt;Escaped&lt;/p&gt;&lt;p&gt;twice&lt;/p&gt;', 'Escaped\ntwice'],
  ['<p>Unclosed <b>markup', 'Unclosed markup'],
  ['<style>never closed', ''],
])('%j reads %j', (html, text) => {
  expect(htmlToText(html)).toBe(text);
});

test.each([
  '<p>The post <a href="#">Ferry sails</a> appeared first on <a href="#">Gazette</a>.</p>',
  '<p>La entrada Zarpa el ferry se publicó primero en Gaceta.</p>',
  '<p>O post Balsa parte apareceu primeiro em Gazeta.</p>',
  '<p><a href="#">Read more</a></p>',
  ' <a href="#">Leer más…</a>',
  '<p>Continue reading <span>Ferry sails</span> &rarr;</p>',
  '<p>Leia mais</p>',
  '<br>Saiba mais »',
  '<p>Advertisement</p>',
])('%j after an article is left out', (boilerplate) => {
  expect(htmlToText(`<p>The ferry sailed.</p>${boilerplate}`)).toBe('The ferry sailed.');
});

test('a sentence that only begins like boilerplate stays', () => {
  expect(htmlToText('<p>Read more books about ferries, said the mayor.</p>')).toContain('mayor');
});

test('a title is one line', () => {
  expect(htmlToLine(' <b>Ferry</b>\n &quot;sails&quot; &#8211; today ')).toBe('Ferry "sails" – today');
});

test('plain words come through whatever tags surround them', () => {
  const word = fc.stringMatching(/^[a-z]{1,8}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), fc.constantFrom('p', 'div', 'li', 'h2'), (words, tag) => {
      const html = words.map((each) => `<${tag}>${each}x</${tag}>`).join('');
      expect(htmlToText(html)).toBe(words.map((each) => `${each}x`).join('\n'));
    }),
  );
});

test.each([
  'a<b ',
  'x<br ',
  '<a "> ',
  '<a href=\'> <b x="> ',
  '<script>',
  '<!--',
  '&',
  '<![CDATA[',
  '<a ="',
  'The post ',
])('a quarter of a megabyte of %j takes time in proportion', (unit) => {
  const start = performance.now();
  htmlToText(unit.repeat(250_000 / unit.length));
  expect(performance.now() - start).toBeLessThan(500);
});
