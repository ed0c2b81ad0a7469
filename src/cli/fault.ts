import { NotWhole } from '../core/proof.ts';

/**
 * Says in one line what the machine, the network or a file refused: where in the program that was noticed helps nobody
 * to mend it. Undefined for what may be a fault of the program's own.
 */
export function sayFault(error: unknown): string | undefined {
  const chain = [...causesOf(error)];
  const isOutside = chain.some((one) => one instanceof NotWhole || 'syscall' in one);
  return isOutside ? chain.map(({ message }) => message).join(': ') : undefined;
}

/** The error with what caused it, outermost first. */
function* causesOf(error: unknown): Generator<Error> {
  for (let one = error; one instanceof Error; one = one.cause) yield one;
}
