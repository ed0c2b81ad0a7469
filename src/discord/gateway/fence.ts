import { setTimeout as sleep } from 'node:timers/promises';
import {
  SimpleShardingStrategy,
  Status,
  WebSocketShardStatus,
  type Client,
  type WebSocketOptions,
} from 'discord.js';

const LOOK_MS = 20;
/** The connection is there, and Discord has said hello. */
const GREETED: ReadonlySet<Status> = new Set([Status.Identifying, Status.Resuming, Status.WaitingForGuilds]);

/** What keeps a client's gateway closed once it is over. */
export interface Fence {
  /** For the client whose gateway it is. */
  readonly options: WebSocketOptions;
  /** From now on nothing connects any more. What is open stays open. */
  readonly close: () => void;
  /**
   * Resolves once no shard is on its way to be connected, with false if there is still one after so long. A connection
   * that is closed while it is being made forgets whom to tell that it failed, which would end the process.
   */
  readonly settle: (client: Client, withinMs: number) => Promise<boolean>;
}

/**
 * Puts up a fence. A shard of discord.js that is told to close while it waits to connect goes on connecting all the same,
 * unseen by its client; but it asks for its session before each connection and each heartbeat, and behind the fence nobody
 * answers it.
 */
export function createFence(): Fence {
  let isClosed = false;
  let strategy: SimpleShardingStrategy | undefined;
  const isConnecting = async ({ ws }: Client): Promise<boolean> => {
    const statuses = await strategy?.fetchStatus();
    return (
      statuses?.some(
        (status, id) =>
          status === WebSocketShardStatus.Connecting &&
          !GREETED.has(ws.shards.get(id)?.status ?? Status.Idle),
      ) ?? false
    );
  };
  return {
    options: {
      buildStrategy(manager) {
        const { options } = manager;
        const answer = options.retrieveSessionInfo.bind(options);
        options.retrieveSessionInfo = (id) => (isClosed ? new Promise<never>(() => undefined) : answer(id));
        strategy = new SimpleShardingStrategy(manager);
        return strategy;
      },
    },
    close() {
      isClosed = true;
    },
    async settle(client, withinMs) {
      const untilMs = performance.now() + withinMs;
      while (await isConnecting(client)) {
        if (performance.now() > untilMs) return false;
        await sleep(LOOK_MS);
      }
      return true;
    },
  };
}
