import { migrateToPostgres } from '../app/tools/migrate-to-postgres.ts';
import { EXIT, type Command } from './command.ts';
import { print } from './output.ts';
import { proofLines } from './proof-lines.ts';
import { readSettings } from './setup.ts';

/** `vigia migrate-to-postgres`: from one small machine to a server, with nothing lost and nothing told twice. */
export const migrate: Command = {
  name: 'migrate-to-postgres',
  usage: '',
  summary: 'Carry the SQLite installation over to DATABASE_URL and prove that everything arrived',
  options: {},
  positionals: { min: 0, max: 0 },
  async run() {
    const proofs = await migrateToPostgres(readSettings(), new Date());
    await print(
      [
        ...proofLines(proofs),
        'Every row was read back the same. The SQLite file takes no more changes: start the program with DATABASE_URL.',
        '',
      ].join('\n'),
    );
    return EXIT.ok;
  },
};
