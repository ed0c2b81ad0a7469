/** What can be seen of one shard of the gateway. */
export interface ShardSight {
  readonly id: number;
  /** The shard's own state. The client's as a whole stays "ready" for ever once it has been. */
  readonly isReady: boolean;
  /** When it was last seen ready, or when its connection was begun. */
  readonly readyUntilMs: number;
  /** When Discord was last heard: an event, or the acknowledgement of a heartbeat. */
  readonly heardAtMs: number;
}

export interface GatewayPatience {
  /** How long a shard may take to be ready (again); beyond that its client hangs, for example in an unanswered RESUME. */
  readonly readyWithinMs: number;
  /** How long Discord may be silent; it is heard with every heartbeat, each 41 seconds. */
  readonly silenceMs: number;
}

/** Tells why a gateway is connected to nothing, or undefined while it is well or may become so by itself. */
export function findStuck(
  shards: readonly ShardSight[],
  nowMs: number,
  patience: GatewayPatience,
): string | undefined {
  for (const shard of shards) {
    const name = `shard ${String(shard.id)}`;
    if (!shard.isReady && nowMs - shard.readyUntilMs > patience.readyWithinMs)
      return `${name} is not getting ready`;
    if (shard.isReady && nowMs - shard.heardAtMs > patience.silenceMs) return `${name} hears nothing`;
  }
  return undefined;
}
