/** So much may be asked for at once by somebody who has asked for nothing lately. */
const AT_ONCE = 20;
/** And after that one more in each such span: faster than anybody reads answers. */
const EACH_MS = 400;
/** People who have their whole allowance again are forgotten now and then. */
const FORGET_EVERY = 1_000;

/** Tells whether what somebody asks for is within what one person is allowed; asking uses it up. */
export type Allowance = (userId: string) => boolean;

/**
 * Gives everybody the same allowance, so that whoever asks for a hundred things a second keeps nobody else waiting.
 * Who asked is kept in memory only, and for seconds. `nowMs` is a clock that nobody sets.
 */
export function createAllowance(nowMs: () => number): Allowance {
  /** When each person will have their whole allowance again. */
  const whole = new Map<string, number>();
  let asked = 0;
  return (userId) => {
    const now = nowMs();
    asked += 1;
    if (asked % FORGET_EVERY === 0) for (const [id, at] of whole) if (at <= now) whole.delete(id);
    const next = Math.max(now, whole.get(userId) ?? now) + EACH_MS;
    if (next - now > AT_ONCE * EACH_MS) return false;
    whole.set(userId, next);
    return true;
  };
}
