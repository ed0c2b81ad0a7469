import { takeSlot } from '../../src/db/sharing/slots.ts';

/* A program that takes a slot on the database it is told of, and holds it until it is killed. */

const slot = await takeSlot(JSON.parse(process.argv[2] ?? ''));
process.send?.(slot.owner);
// A slot that nothing refers to any more is collected, and its lock with it.
process.on('disconnect', () => void slot[Symbol.asyncDispose]());
