import fc from 'fast-check';

/*
 * What attackers write where a feed, a member or a server is asked for something: a list of known tricks, and
 * generators that mix them with each other and with noise.
 */

/** How many cases each encoder is tried with; a test holds that they are twenty thousand in all. */
export const CASES = {
  markup: 5_000,
  links: 2_000,
  messages: 600,
  commands: 1_500,
  presses: 1_500,
  customIds: 3_000,
  terminal: 600,
  table: 1_000,
  search: 1_500,
  rows: 300,
  log: 1_000,
  page: 800,
  metrics: 500,
  opml: 1_000,
  settings: 1_500,
  addresses: 2_000,
  headers: 2_000,
  documents: 300,
} as const;

const DISCORD = [
  '@everyone', '@here', '<@123456789012345678>', '<@!123456789012345678>', '<@&123456789012345678>', '<#123456789012345678>',
  '</subscribe:123456789012345678>', '<id:customize>', '<t:1:R>', '<t:9999999999999:F>', '<:x:123456789012345678>', '<a:x:123456789012345678>',
  '**b**', '__u__', '~~s~~', '*i*', '_i_', '`c`', '``c``', '```js\nblock\n```', '||s||', '> q', '>>> q', '# H', '## H', '### H', '-# s',
  '- i', '* i', '1. o', '[a](https://x.example)', '[a](<https://x.example>)', '[https://good.example](https://bad.example)', '<https://x.example>',
  'https://x.example', 'HTTPS://X.example', 'discord.gg/abc', 'discordapp.com/invite/abc', 'https:\\/\\/x.example', '\\*', '\\\\*', '@\u200beveryone',
  '<\u200b@123456789012345678>', '[a]\n(https://x.example)', '](https://x.example)', 'tg://x', 'steam://run/1', 'slack://x', '-# \n# H', '\u2028# H',
]; // prettier-ignore

const UNICODE = [
  '\u202e', '\u202d', '\u2066', '\u2067', '\u2068', '\u2069', '\u200e', '\u200f', '\u061c', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad',
  '\u034f', '\u115f', '\u1160', '\u3164', '\uffa0', '\u17b4', '\u180e', '\u{e0001}', '\u{e0041}\u{e007f}', '\ufe0f', '\ud800', '\udfff', '\ufffe', '\uffff',
  '\u0000', '\u0007', '\u0008', '\u000b', '\u000c', '\u0085', '\u2028', '\u2029', '\u009b31m', '\u0301'.repeat(60), 'ﷺ', '𝕏', 'é'.normalize('NFD'), '🇻🇪', '👨‍👩‍👧', 'İ', 'ß',
]; // prettier-ignore

const TERMINAL = [
  '\u001b[2J', '\u001b[31mred', '\u001b]0;title\u0007', '\u001b]8;;https://x.example\u0007link\u001b]8;;\u0007', '\u001bP1;2|x\u001b\\', '\u001b[6n', '\u001bc',
  '\u009b2J', '\r', '\rforged line', '\n', '\r\n{"level":"fatal","msg":"forged"}', '\u001b[1A\u001b[2K', '\u001b[?1049h', '\b\b\b\b',
]; // prettier-ignore

const QUERY = [
  "'", "''", "' or '1'='1", "'; drop table stories; --", '"; drop table stories; --', "x') union select value from settings --", '%', '_', '\\', "\\'; --",
  '$1', '?', ':name', '/*', '*/', '--', ';', '"*"', '""', '"', 'a" OR "b', 'NEAR(a b)', 'a NEAR/2 b', 'a AND b', 'NOT a', 'a OR', '^a', 'words:a', '{words}: a', '(', ')', 'a*', '*',
  "a:* & b", "!a", "a <-> b", "'a':*", "a | b", '\u0000; drop table stories', '\ufeffselect', "e'\\x27'", '$$;drop table stories;$$', '0x27', '-1', '1e309', 'NaN', 'null',
]; // prettier-ignore

const MARKUP = [
  '<script>alert(1)</script>', '"><script>alert(1)</script>', "'><img src=x onerror=alert(1)>", '<svg/onload=alert(1)>', '</title><script>', '<!--', '-->', '<![CDATA[', ']]>',
  '" onmouseover="alert(1)', "' onfocus='alert(1)", '&lt;script&gt;', '&#60;script&#62;', '&amp;lt;', '<style>*{}</style>', '<iframe src=//x.example>', '<base href=//x.example>',
  '<meta http-equiv=refresh content=0>', '{{7*7}}', '${7*7}', '<%= 7*7 %>', '#{7*7}', '<?php phpinfo(); ?>', '<?xml version="1.0"?>', '<!DOCTYPE x [<!ENTITY a "b">]>&a;',
  'javascript:alert(1)', 'data:text/html,<script>alert(1)</script>', 'vbscript:x', '" xmlUrl="https://evil.example/', '"/><outline xmlUrl="https://evil.example/"/>',
]; // prettier-ignore

const SYSTEM = [
  '../../etc/passwd', '..\\..\\windows', '/etc/passwd', 'con', 'nul.txt', '.', '..', '', ' ', '~', '-rf', '--help', '$(id)', '`id`', '; id', '| id', '& id', '\nid', '%00', '%2e%2e%2f',
  'file:///etc/passwd', 'C:\\x', '\\\\host\\share', 'a'.repeat(300), '9'.repeat(400), '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__',
  '{"__proto__":{"x":1}}', 'x"} 1\nforged_metric{a="', '\\n', '\\"', '# HELP x', 'own.story.1', 'here.topic.x', '1:1:1:1', ':::', 'digest-all:1:zz.zz.zz:x', '-0', 'Infinity', '00000000000000000001',
]; // prettier-ignore

/** Every known trick, once. */
export const TRICKS: readonly string[] = [
  ...DISCORD,
  ...UNICODE,
  ...TERMINAL,
  ...QUERY,
  ...MARKUP,
  ...SYSTEM,
];

const trick = fc.constantFrom(...TRICKS);

/** A trick alone, tricks with words and noise around them, or noise alone. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  trick,
  fc
    .array(fc.oneof(trick, trick, fc.string({ unit: 'binary', maxLength: 12 }), fc.lorem({ maxCount: 3 })), {
      maxLength: 8,
    })
    .chain((parts) => fc.constantFrom('', ' ', '\n').map((glue) => parts.join(glue))),
);

const PRIVATE_HOSTS = [
  '127.0.0.1', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '017700000001', '0', '0.0.0.0', '10.0.0.1', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1',
  '168.63.129.16', '[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[64:ff9b::7f00:1]', '[fe80::1]', '[fc00::1]', '[fd00:ec2::254]', '[2002:7f00:1::]', '[::127.0.0.1]', '224.0.0.1', '255.255.255.255', '１２７.０.０.１', '127。0。0。1',
]; // prettier-ignore

/** Hosts that only this machine or its network should reach, in every spelling a URL takes. */
export const privateHost = fc.constantFrom(...PRIVATE_HOSTS);

/** Addresses of every scheme, with what does not belong into one. */
export const hostileUrl: fc.Arbitrary<string> = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  hostileText,
  fc.tuple(fc.constantFrom('https://x.example/', 'http://x.example/?q=', 'https://x.example/#', 'https://'), hostileText).map((parts) => parts.join('')),
  fc.tuple(fc.constantFrom('http', 'https', 'ftp', 'file', 'gopher', 'javascript', 'data'), privateHost).map(([scheme, host]) => `${scheme}://${host}/`),
  fc.tuple(hostileText, hostileText).map(([user, password]) => `https://${encodeURIComponent(user.toWellFormed())}:${encodeURIComponent(password.toWellFormed())}@x.example/`),
); // prettier-ignore
