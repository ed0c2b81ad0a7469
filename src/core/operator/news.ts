import { nameOf, type Trouble } from './trouble.ts';

/** A change of state that the operator is told of once. */
export interface News {
  readonly kind: 'begun' | 'over';
  readonly trouble: Trouble;
}

/** Tells what has begun and what is over between two looks. A trouble that goes on is no news. */
export function compareTroubles(before: readonly Trouble[], after: readonly Trouble[]): News[] {
  return [
    ...without(after, before).map((trouble) => ({ kind: 'begun' as const, trouble })),
    ...without(before, after).map((trouble) => ({ kind: 'over' as const, trouble })),
  ];
}

function without(troubles: readonly Trouble[], others: readonly Trouble[]): Trouble[] {
  const names = new Set(others.map(nameOf));
  return troubles.filter((trouble) => !names.has(nameOf(trouble)));
}

/** How often the status is brought up to date although nothing has changed in what matters. */
const REFRESH_MS = 10 * 60_000;

/** Decides whether the status message is due: at every piece of news, and now and then, so that its age says something. */
export function isStatusDue(lastShown: Date | undefined, news: readonly News[], now: Date): boolean {
  return news.length > 0 || lastShown === undefined || now.getTime() - lastShown.getTime() >= REFRESH_MS;
}
