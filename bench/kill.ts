import { parseArgs } from 'node:util';
import { finishDay, killAgainAndAgain } from '../tests/support/kills.ts';
import { openPostgresStorage } from '../tests/support/postgres-storage.ts';
import { openWorld } from '../tests/support/world.ts';

/** Kills the program so often, at random moments of its work, and prints what its readers saw of that. */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    postgres: { type: 'boolean', default: false },
  },
});
const kills = Number(values.kills);
const seed = Number(values.seed);
const startedMs = performance.now();
await using postgres = values.postgres ? await openPostgresStorage('kills') : undefined;
await using world = await openWorld(postgres?.storage);
const alive = await killAgainAndAgain(world, {
  kills,
  seed,
  onKill: (count) => {
    if (count % 20 === 0) console.log(`${String(count)} kills`);
  },
});
const found = await finishDay(world);
console.table({
  engine: values.postgres ? 'PostgreSQL' : 'SQLite',
  seed,
  kills,
  restarts: kills + 1,
  'entries published': world.listPublished().length,
  'entries not once in the ledger': found.miscounted.length,
  'messages owed': found.owed,
  posted: found.posted,
  lost: found.lost.length,
  repeated: found.repeated.length,
  'unknown or refused': found.given.length,
  'channels out of order': found.disordered.length,
  'cards not up to date': found.stale.length,
  'differences in the books': found.differences.length,
  'found in the channel': alive.recognised,
  'recognised by the nonce': world.discord.counters().nonceHits,
  'left for a person to mend': found.paused.length,
  seconds: Math.round((performance.now() - startedMs) / 1000),
});
console.table({ ...found.made, ...found.folded });
const faults = [
  found.miscounted,
  found.lost,
  found.repeated,
  found.given,
  found.disordered,
  found.stale,
  found.paused,
  found.differences,
].flat();
for (const fault of faults) console.log(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
