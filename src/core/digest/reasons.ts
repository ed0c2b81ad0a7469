import type { Importance, ReportedArticle } from '../stories/story.ts';
import type { Reason } from './digest.ts';

const MOST_REASONS = 3;

/**
 * Says why a story matters, by nothing but what is known of it: how many independent outlets tell it, whether an
 * official source does, what it follows. The weightiest first.
 */
export function whyItMatters(story: {
  readonly articles: readonly ReportedArticle[];
  readonly importance: Pick<Importance, 'independentOutlets' | 'grounds'>;
  /** The headline of the story that this one follows. */
  readonly follows?: string;
}): Reason[] {
  const { articles, importance, follows } = story;
  const official = articles.find(({ outlet }) => outlet.kind === 'official');
  const isAttributed = importance.grounds.some(({ feature }) => feature === 'official-attribution');
  const kinds = new Set(articles.map(({ outlet }) => outlet.kind));
  const [first] = articles;
  const reasons: readonly (Reason | undefined)[] = [
    importance.independentOutlets > 1
      ? { kind: 'independent', count: importance.independentOutlets }
      : undefined,
    official === undefined ? undefined : { kind: 'official', outlet: official.outlet.name },
    official === undefined && isAttributed ? { kind: 'attributed' } : undefined,
    kinds.has('state-media') && kinds.size > 1 ? { kind: 'state-media' } : undefined,
    follows === undefined ? undefined : { kind: 'follows', headline: follows },
    importance.independentOutlets <= 1 && first !== undefined
      ? { kind: 'single', outlet: first.outlet.name }
      : undefined,
  ];
  return reasons.flatMap((reason) => reason ?? []).slice(0, MOST_REASONS);
}
