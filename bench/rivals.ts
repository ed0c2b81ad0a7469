/** What a bot with word filters would say of an entry. */
export type Rival = (text: string) => { readonly relevant: boolean; readonly topics: readonly string[] };

const SIDE_A = /\b(?:venez\w+|caracas|maduro|pdvsa|delcy|guaid[oó]|machado)\b/i;
const SIDE_B =
  /\bU\.?S\.?\b|\bEE\.? ?UU\b|\bEUA\b|united states|estados unidos|\btrump\b|washington|white house|casa blanca|casa branca|pentagon|pent[aá]gono|\brubio\b|american|estadounidense/i;
const TOPIC_WORDS: readonly (readonly [string, RegExp])[] = [
  [
    'talks',
    /\b(?:talks?|negotiat\w+|dialogue|di[aá]logo\w*|negocia\w*|embass\w+|embajad\w+|embaixad\w+|envoy|deal|acuerdo|acordo)\b/i,
  ],
  [
    'strikes',
    /\b(?:strikes?|struck|attack\w*|ataque\w*|militar\w*|military|bomb\w*|navy|warships?|troops|tropas)\b/i,
  ],
  ['oil', /\b(?:oil|crude|chevron|petr[oó]le\w+|crudo|tankers?|pdvsa|citgo|barrels?|barriles|barris)\b/i],
  [
    'migration',
    /\b(?:migra\w+|immigra\w+|inmigra\w+|imigra\w+|deport\w+|tps|asylum|asilo|visas?|vistos?)\b/i,
  ],
  ['narcotics', /\b(?:drugs?|drogas?|narco\w*|cocaine|coca[ií]na|cartel\w*|traffick\w+|tr[aá]fico)\b/i],
];

const topicsIn = (text: string): string[] =>
  TOPIC_WORDS.filter(([, words]) => words.test(text)).map(([id]) => id);

export const RIVALS: readonly (readonly [string, Rival])[] = [
  ['topic words', (text) => ({ relevant: topicsIn(text).length > 0, topics: topicsIn(text) })],
  [
    'Venezuela and topic words',
    (text) => ({ relevant: SIDE_A.test(text) && topicsIn(text).length > 0, topics: topicsIn(text) }),
  ],
  [
    'Venezuela and U.S. words',
    (text) => ({ relevant: SIDE_A.test(text) && SIDE_B.test(text), topics: topicsIn(text) }),
  ],
];
