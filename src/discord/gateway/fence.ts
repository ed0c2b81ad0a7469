import { SimpleShardingStrategy, type WebSocketOptions } from 'discord.js';

/**
 * Returns options for a client's gateway by which it stays closed once it is over. A shard of discord.js that is told
 * to close while it waits to connect goes on connecting all the same, unseen by its client; but it asks for its session
 * before each connection and each heartbeat, and once the signal is aborted nobody answers it any more.
 */
export function fencedBy(over: AbortSignal): WebSocketOptions {
  return {
    buildStrategy(manager) {
      const { options } = manager;
      const answer = options.retrieveSessionInfo.bind(options);
      options.retrieveSessionInfo = (id) => (over.aborted ? new Promise<never>(() => undefined) : answer(id));
      return new SimpleShardingStrategy(manager);
    },
  };
}
