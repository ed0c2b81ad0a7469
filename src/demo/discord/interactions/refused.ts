/** What a person cannot do because Discord's own client would not let them. */
export class RefusedByClient extends Error {
  override readonly name = 'RefusedByClient';
}

/** Throws when the client would not let a person do it. */
export function refuseUnless(isPossible: boolean, reason: string): void {
  if (!isPossible) throw new RefusedByClient(reason);
}
