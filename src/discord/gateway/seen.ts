/** Many more than a gateway repeats after a reconnection. */
const KEPT = 1_000;

/** Returns a function that tells whether an id comes for the first time, as far back as matters. */
export function createFirstTime(): (id: string) => boolean {
  const seen = new Set<string>();
  return (id) => {
    if (seen.has(id)) return false;
    seen.add(id);
    const [oldest] = seen;
    if (seen.size > KEPT && oldest !== undefined) seen.delete(oldest);
    return true;
  };
}
