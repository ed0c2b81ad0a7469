import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/*
 * Loaded before the program (`--import`): from then on its clock is wrong by as many milliseconds as a file says, and
 * may be moved while it runs, as by somebody who sets the machine's. What counts elapsed time is not moved by that.
 */

const { CLOCK_FILE: path } = process.env;
const LOOK_EVERY_MS = 20;
const RealDate = Date;

let offsetMs = 0;
let lookedMs = -LOOK_EVERY_MS;

function now(): number {
  if (path !== undefined && performance.now() - lookedMs >= LOOK_EVERY_MS) {
    lookedMs = performance.now();
    const written = readFileSync(path, 'utf8');
    // Empty while it is being written.
    if (written !== '') offsetMs = Number(written);
  }
  return RealDate.now() + offsetMs;
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given: readonly unknown[], caller): Date =>
    given.length === 0 ? new RealDate(now()) : Reflect.construct(target, given, caller),
  apply: () => new RealDate(now()).toString(),
  get: (target, name, caller): unknown => (name === 'now' ? now : Reflect.get(target, name, caller)),
});
