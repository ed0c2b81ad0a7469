import { takePlace } from '../../src/db/sharing/places.ts';

/* A program that takes a place on the database it is told of, and holds it until it is killed. */

const place = await takePlace(JSON.parse(process.argv[2] ?? ''));
process.send?.(place.owner);
// A place that nothing refers to any more is collected, and its lock with it.
process.on('disconnect', () => void place[Symbol.asyncDispose]());
