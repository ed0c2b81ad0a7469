import { parseArgs } from 'node:util';
import { runChaos } from '../tests/support/chaos.ts';
import { openPostgresStorage } from '../tests/support/postgres-storage.ts';

/*
 * The program as a process among faults of everything around it: feeds, Discord, the clock, the database, the disk. It
 * is killed at a random moment of every round; at the end it is held against what its readers got.
 */

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    postgres: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);
console.log(`seed ${String(seed)}: run this again with --seed ${String(seed)}`);
const startedMs = performance.now();
await using postgres = values.postgres ? await openPostgresStorage('chaos') : undefined;
const { found, refused, wrong, doomed, published, kills, faults, skipped } = await runChaos({
  rounds: Number(values.rounds),
  seed,
  isLong: true,
  ...(postgres === undefined ? {} : { storage: postgres.storage }),
  onRound: (round) => {
    if (round % 10 === 0) console.log(`${String(round)} rounds`);
  },
});
console.table(faults);
console.table({
  engine: values.postgres ? 'PostgreSQL' : 'SQLite',
  rounds: values.rounds,
  kills,
  'faults in all': Object.values(faults).reduce((sum, count) => sum + count, 0),
  'entries published': published,
  'entries not once in the ledger': found.miscounted.length,
  owed: found.owed,
  posted: found.posted,
  lost: found.lost.length,
  repeated: found.repeated.length,
  'refused by Discord, on record': refused.length,
  unknown: found.states['unknown'] ?? 0,
  'found in the channel': found.recognised,
  'out of order': found.disordered.length,
  'cards not up to date': found.stale.length,
  'left for a person to mend': found.paused.length,
  'waiting for the deleted channel': doomed.waiting,
  'books balance': found.differences.length === 0,
  seconds: Math.round((performance.now() - startedMs) / 1000),
});
console.table(found.made);
for (const reason of skipped) console.log(`skipped: ${reason}`);
for (const line of refused) console.log(`refused: ${line}`);
if (doomed.waiting > 0) console.log(`the deleted channel: ${doomed.reason}`);
for (const line of wrong) console.log(`wrong: ${line}`);
process.exitCode = wrong.length === 0 ? 0 : 1;
