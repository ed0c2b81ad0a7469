/** So many reports are open at a time in the labelled entries: what the weights were learned among. */
const USUAL_REPORTS = 15;
/** More than this was never measured, so more is not held against an article. */
const MOST_REPORTS = 50;
/** Stories of one busy day are also more alike than their number alone says. */
const STRENGTH = 1.25;

/**
 * Returns by how much, in log-odds, an article is less likely to belong to the story it is most like because so many
 * are open: the chance that any one of them is its own falls with their number, and on a busy day much is alike
 * although it is not the same. The three constants were chosen by hand so that the demo's three days of 33 events
 * (`bench/busy-stories.ts`) come out better while the labelled entries, whose events lie apart, come out no worse
 * (`bench/stories.ts`): the former are therefore no independent check of them.
 */
export function crowdingOf(openReports: number): number {
  const reports = Math.min(Math.max(openReports, USUAL_REPORTS), MOST_REPORTS);
  return STRENGTH * Math.log(reports / USUAL_REPORTS);
}
