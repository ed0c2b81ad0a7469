import { fold } from '../text/characters.ts';

/** Those who speak for a state, whichever it is, and the seats that the news names in their place. */
const SPEAKER =
  '(?:government|ministry|minister|department|treasury|presidency|president|white house|kremlin|downing street|elysee|moncloa|planalto|foreign office|pentagon|army|police|court|embassy|spokesman|spokeswoman|spokesperson|gobierno|ministerio|ministr[oa]|departamento|tesoro|presidencia|president[ea]|casa blanca|cancilleria|canciller|ejercito|policia|tribunal|embajada|fiscalia|portavoz|governo|ministerio|tesouro|casa branca|chancelaria|embaixada|policia|porta-voz)';
const SAYS =
  '(?:said|says|announced|announces|confirmed|confirms|denied|denies|declared|stated|dijo|dice|anuncio|anuncia|confirmo|confirma|nego|niega|declaro|informo|informa|disse|diz|anunciou|confirmou|negou|declarou|informou)';
const BETWEEN = String.raw`(?:\s+[\p{L}.'’-]+){0,3}?`;
const STATEMENT =
  /\b(?:in a statement|official statement|press release|communique|en un comunicado|comunicado oficial|segun un comunicado|em nota|nota oficial|em comunicado|gaceta oficial|official gazette|federal register|diario oficial)\b/u;
const OFFICIAL_SAYS = new RegExp(String.raw`\b${SPEAKER}${BETWEEN}\s+${SAYS}\b`, 'u');
const ACCORDING = new RegExp(
  String.raw`\b(?:according to|segun|segundo|de acordo com|de acuerdo con)${BETWEEN}\s+${SPEAKER}\b`,
  'u',
);
const MAX_LENGTH = 1_200;

/** Tells whether a report rests on what a state's office said or published. Reads the first 1,200 characters. */
export function isOfficiallyAttributed(title: string, text: string): boolean {
  const words = fold(`${title}. ${text}`.slice(0, MAX_LENGTH));
  return STATEMENT.test(words) || OFFICIAL_SAYS.test(words) || ACCORDING.test(words);
}
