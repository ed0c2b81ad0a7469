import { auditBooks } from '../../src/app/tools/audit.ts';
import type { Db } from '../../src/db/engine/open.ts';

/** Ends a scenario: throws where something was lost or appeared in its books, and closes its database. */
export async function closeBalanced(db: Db): Promise<void> {
  try {
    const { differences } = await auditBooks(db);
    if (differences.length > 0) throw new Error(`the books do not balance:\n${differences.join('\n')}`);
  } finally {
    await db.destroy();
  }
}
