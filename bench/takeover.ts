import { parseArgs } from 'node:util';
import { faultsOf } from '../tests/support/audit.ts';
import { startPostgres } from '../tests/support/postgres.ts';
import { startCluster, type Takeover } from '../tests/support/takeovers.ts';
import { openWorld } from '../tests/support/world.ts';

/*
 * Two processes poll and two deliver on a real PostgreSQL, and the one that sends is killed again and again, every
 * fifth time frozen instead: how long until another one sends, and what the readers saw of it.
 */

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } },
});
const kills = Number(values.kills);
const FREEZE_EVERY = 5;

await using postgres = await startPostgres();
if (postgres === undefined) throw new Error('no PostgreSQL for this platform');
const { default: pg } = await import('pg');
const client = new pg.Client({ connectionString: `${postgres.url}/postgres` });
await client.connect();
await client.query('create database takeover');
await client.end();

await using world = await openWorld({ kind: 'postgres', url: `${postgres.url}/takeover` });
await using cluster = await startCluster(world, Number(values.seed));
const takeovers: Takeover[] = [];
for (let kill = 1; kill <= kills; kill += 1) {
  takeovers.push(await cluster.loseSender('killed'));
  if (kill % FREEZE_EVERY === 0) takeovers.push(await cluster.loseSender('frozen'));
  console.log(`${String(kill)} kills`);
}
const found = await cluster.finish();
const seconds = (loss: Takeover['loss'], time: 'seatedMs' | 'sentMs'): string =>
  (Math.max(...takeovers.flatMap((one) => (one.loss === loss ? one[time] : []))) / 1_000).toFixed(1);
console.table({
  kills,
  freezes: takeovers.length - kills,
  'longest takeover of a killed one, s': seconds('killed', 'seatedMs'),
  'until its first message, s': seconds('killed', 'sentMs'),
  'longest takeover of a frozen one, s': seconds('frozen', 'seatedMs'),
  'until its first message then, s': seconds('frozen', 'sentMs'),
  'messages owed': found.owed,
  posted: found.posted,
  lost: found.lost.length,
  repeated: found.repeated.length,
  'channels out of order': found.disordered.length,
  'entries not once in the ledger': found.miscounted.length,
  'left for a person to mend': found.paused.length,
  'differences in the books': found.differences.length,
  'recognised by the nonce': world.discord.counters().nonceHits,
});
const faults = Object.values(faultsOf(found)).flat();
for (const fault of faults) console.log(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
