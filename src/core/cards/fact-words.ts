import { isDenial } from '../facts/claims.ts';
import { findCounts } from '../facts/counts.ts';
import { withoutDateline } from '../facts/wire.ts';
import { isOfficiallyAttributed } from '../importance/attribution.ts';
import { cleanHeadline } from '../messages/headline.ts';
import type { StoryView } from '../messages/message.ts';
import type { NewFact } from '../stories/new-facts.ts';
import type { ReportedArticle } from '../stories/story.ts';
import { fold } from '../text/characters.ts';
import { splitSentences } from '../text/sentences.ts';
import { readPassage } from '../text/text.ts';

/** A feed that gives only the beginning of a text breaks its last sentence off. */
const BROKEN_OFF = /(?:…|\.\.\.|\[…\])$/u;

/** What a card says already: as its readers have it, and as it is about to be. */
export interface ShownWords {
  readonly before: Pick<StoryView, 'headline' | 'summary'>;
  readonly now: Pick<StoryView, 'headline'>;
}

/**
 * Returns the words in which a report states one of some facts: its headline, or else the first sentence of its text
 * that does. Undefined where it states them in no words that the card does not have.
 */
export function findFactWords(
  { title, text, outlet, language }: ReportedArticle,
  facts: readonly NewFact[],
  { before, now }: ShownWords,
): string | undefined {
  const shown = [before.headline, before.summary, now.headline].map(fold);
  const isOfficial = outlet.kind === 'official';
  const sentences = splitSentences(text)
    .map((sentence) => withoutDateline(sentence.text))
    .filter((sentence) => !BROKEN_OFF.test(sentence));
  return [cleanHeadline(title, outlet.name), ...sentences].find(
    (words) =>
      facts.some((fact) => isStatedIn(words, fact, { language, isOfficial })) &&
      !shown.some((seen) => seen.includes(fold(words))),
  );
}

function isStatedIn(
  words: string,
  fact: NewFact,
  { language, isOfficial }: { readonly language: string; readonly isOfficial: boolean },
): boolean {
  switch (fact.kind) {
    case 'count':
      return findCounts(readPassage(words), language).some(({ value }) => value === fact.value);
    case 'name':
      return fold(words).includes(fact.name);
    case 'denial':
      return isDenial(words);
    case 'statement':
      return isOfficial || isOfficiallyAttributed('', words);
  }
}
