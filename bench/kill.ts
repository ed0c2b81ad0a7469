import { parseArgs } from 'node:util';
import { killAgainAndAgain } from '../tests/support/kills.ts';
import { openWorld } from '../tests/support/world.ts';

/** Kills the program so often, at random moments of its work, and prints what its readers saw of that. */
const { values } = parseArgs({
  options: { kills: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
});
const kills = Number(values.kills);
const seed = Number(values.seed);
const startedMs = performance.now();
await using world = await openWorld();
const found = await killAgainAndAgain(world, {
  kills,
  seed,
  onKill: (count) => {
    if (count % 20 === 0) console.log(`${String(count)} kills`);
  },
});
console.table({
  seed,
  kills,
  restarts: kills + 1,
  'entries published': world.listPublished().length,
  'entries not once in the ledger': found.miscounted.length,
  'messages owed': found.owed,
  posted: found.posted,
  lost: found.lost.length,
  repeated: found.repeated.length,
  'channels out of order': found.disordered.length,
  'nonce hits': world.discord.counters().nonceHits,
  seconds: Math.round((performance.now() - startedMs) / 1000),
});
process.exitCode = found.lost.length + found.repeated.length + found.miscounted.length === 0 ? 0 : 1;
