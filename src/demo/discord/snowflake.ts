const DISCORD_EPOCH_MS = 1_420_070_400_000n;
/** Where ids of guilds, channels, roles and users start: 1 January 2021, which gives 18 digits. */
const SETUP_START = (1_609_459_200_000n - DISCORD_EPOCH_MS) << 22n;

export interface Snowflakes {
  /** The next id of something that happens now. Larger than every one before, and the date can be read from it. */
  next(now: Date): string;
  /** The next id of something that was there before the program: 18 digits, the same in every run. */
  nextOfSetup(): string;
}

/** Returns a source of ids in the form that discord.js needs (17 to 19 digits) without any randomness. */
export function createSnowflakes(): Snowflakes {
  let last = 0n;
  let lastOfSetup = SETUP_START;
  return {
    next(now) {
      const earliest = (BigInt(now.getTime()) - DISCORD_EPOCH_MS) << 22n;
      last = earliest > last ? earliest : last + 1n;
      return last.toString();
    },
    nextOfSetup() {
      lastOfSetup += 1n << 22n;
      return lastOfSetup.toString();
    },
  };
}

/** Orders ids by age, which for numbers of different length is not the order of their text. */
export function compareSnowflakes(left: string, right: string): number {
  return left.length - right.length || (left < right ? -1 : Number(left > right));
}
