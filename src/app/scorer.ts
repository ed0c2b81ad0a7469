import type { Configuration } from '../config/configuration.ts';
import { detectLanguage } from '../core/text/language.ts';
import { assess, type Judge } from '../core/relevance/score.ts';
import type { Assessment, Language } from '../core/types.ts';
import { htmlToLine, htmlToText } from '../feeds/reading/html-text.ts';

/** Judges one text as it would be judged in a feed, markup and all. */
export type Scorer = (entry: {
  readonly title: string;
  readonly description: string;
  readonly language?: Language | undefined;
}) => Assessment;

/** Returns how single texts are judged, without a database or a network. */
export function openScorer(configuration: Configuration): Scorer {
  const judge = createJudge(configuration);
  return ({ title, description, language }) =>
    assess(
      {
        title: htmlToLine(title),
        text: htmlToText(description),
        ...(language === undefined ? {} : { language }),
      },
      judge,
    );
}

/** Returns what it takes to judge entries of the configured subject. */
export function createJudge({ subject, lexicon, model }: Configuration): Judge {
  return {
    lexicon,
    model,
    topics: subject.topics.map(({ id }) => id),
    detect: (text, declared) => detectLanguage(text, subject.languages, declared),
  };
}
