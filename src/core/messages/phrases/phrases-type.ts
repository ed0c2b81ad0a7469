import type { Localised } from '../../subject.ts';

/** Words vigía itself says, in every language it speaks, by name. Names in braces are filled in. */
export type Phrases = Readonly<Record<string, Localised>>;
