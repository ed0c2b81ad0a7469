import type { UiLanguage } from '../subject.ts';
import { CARDS } from './phrases/cards.ts';
import { DIGEST } from './phrases/digest.ts';
import { DIGEST_FORM } from './phrases/digest-form.ts';
import { BOUNDS } from './phrases/bounds.ts';
import { ERRORS } from './phrases/errors.ts';
import { FEEDBACK } from './phrases/feedback.ts';
import { HELP } from './phrases/help.ts';
import { OPERATOR } from './phrases/operator.ts';
import { PERMISSIONS } from './phrases/permissions.ts';
import { READING } from './phrases/reading.ts';
import { REASONS } from './phrases/reasons.ts';
import { STATUS } from './phrases/status.ts';
import { SUBSCRIPTIONS } from './phrases/subscriptions.ts';
import { SUMMARIES } from './phrases/summaries.ts';
import { UPDATES } from './phrases/updates.ts';
import { WHY } from './phrases/why.ts';
import type { Phrases } from './phrases/phrases-type.ts';

/** Every word vigía itself says to people, in every language it speaks. Names in braces are filled in. */
export const PHRASES = {
  ...CARDS,
  ...DIGEST,
  ...DIGEST_FORM,
  ...BOUNDS,
  ...ERRORS,
  ...FEEDBACK,
  ...HELP,
  ...OPERATOR,
  ...PERMISSIONS,
  ...READING,
  ...REASONS,
  ...STATUS,
  ...SUBSCRIPTIONS,
  ...SUMMARIES,
  ...UPDATES,
  ...WHY,
} as const satisfies Phrases;

export type Phrase = keyof typeof PHRASES;

/** Returns a phrase in a language with its names filled in. */
export function say(
  phrase: Phrase,
  language: UiLanguage,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return PHRASES[phrase][language].replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    String(values[name] ?? whole),
  );
}

/** Tells in `language` which language something is in: `in Spanish`; the bare code when it has no name here. */
export function sayLanguage(of: string, language: UiLanguage): string {
  const phrase = `in-language.${of}`;
  return isPhrase(phrase) ? say(phrase, language) : of;
}

/** Returns the words for a kind of outlet: `state media`. */
export function sayOutletKind(kind: string, language: UiLanguage): string {
  const phrase = `kind.${kind}`;
  return say(isPhrase(phrase) ? phrase : 'kind.unknown', language);
}

/** Returns the words for one of the grounds of a story's importance. */
export function sayGround(feature: string, language: UiLanguage): string {
  const phrase = `ground.${feature}`;
  return isPhrase(phrase) ? say(phrase, language) : feature;
}

const isPhrase = (name: string): name is Phrase => Object.hasOwn(PHRASES, name);
