import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileConcepts, findMentions, type Concept } from '../../src/core/text/concepts.ts';
import { readPassage } from '../../src/core/text/text.ts';

const concept = (id: string, spellings: Concept['spellings']): Concept => ({
  id,
  role: 'context',
  classes: [],
  spellings,
});
const lexicon = compileConcepts([
  concept('strike', { en: ['strike', 'air raid'], es: ['ataque'] }),
  concept('walkout', { en: ['hunger strike', 'strike action'], es: ['huelga'] }),
  concept('ice', { all: ['=ICE'] }),
  concept('iran', { all: ['=Irán', '=Iran'] }),
  concept('home', { en: ['White House'], es: ['Casa Blanca'], pt: ['Casa Branca'] }),
]);
const found = (text: string, language: string): string[] =>
  findMentions(readPassage(text), language, lexicon).map((mention) => mention.concept.id);

test('the longest spelling wins', () => {
  expect(found('Hunger strikes follow a strike', 'en')).toEqual(['walkout', 'strike']);
});

test('a stem matches every form of the word, in its own language', () => {
  expect(found('Struck boats: the air raids went on', 'en')).toEqual(['strike']);
  expect(found('los ataques y las huelgas', 'es')).toEqual(['strike', 'walkout']);
});

test('a spelling never matches inside a word', () => {
  expect(found('strikebreakers, policewoman, justice', 'en')).toEqual([]);
});

test('a spelling never runs across the end of a clause', () => {
  expect(found('painted white. House prices', 'en')).toEqual([]);
  expect(found('«Casa» Blanca', 'es')).toEqual(['home']);
});

test('case tells names from words, except where everything is in capitals', () => {
  expect(found('ICE agents on thin ice', 'en')).toEqual(['ice']);
  expect(found('Irán y EE.UU. no irán', 'es')).toEqual(['iran']);
  expect(found('IRÁN ROMPE EL DIÁLOGO', 'es')).toEqual(['iran']);
});

test('an unknown language is read with the spellings of all of them', () => {
  expect(found('Casa Branca and huelga', 'und')).toEqual(['home', 'walkout']);
});

test('one spelling cannot stand for two concepts', () => {
  const twice = [concept('one', { en: ['raid'] }), concept('two', { en: ['raids'] })];
  expect(() => compileConcepts(twice)).toThrow('two: "raids" (en) is already a spelling of one');
  expect(() => compileConcepts([concept('none', { all: ['—'] })])).toThrow('none: "—" has no word in it');
});

test('mentions come in order and never overlap, whatever the text', () => {
  const words = fc.constantFrom(
    'strike',
    'hunger',
    'White',
    'House',
    'ICE',
    'air',
    'raid',
    '.',
    ',',
    '\ud800',
    'x',
  );
  fc.assert(
    fc.property(fc.array(words), fc.constantFrom('en', 'es', 'pt', 'und'), (parts, language) => {
      let next = 0;
      for (const mention of findMentions(readPassage(parts.join(' ')), language, lexicon)) {
        expect(mention.first).toBeGreaterThanOrEqual(next);
        expect(mention.last).toBeGreaterThanOrEqual(mention.first);
        next = mention.last + 1;
      }
    }),
  );
});
