import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Post } from '../../src/core/delivery.ts';
import type { FindOutcome, SendOutcome } from '../../src/core/messages/message.ts';
import type { RequestKind } from './fault-kinds.ts';
import { CODES, FAULTS, type Fault, type Outcome } from './fault-matrix.ts';
import { openPostingWorld, type PostingWorld } from './posting.ts';

/** A silence is waited for only so long. */
const patienceMs = (fault?: Fault): number => (fault?.kind === 'stall' ? 60 : 5_000);

const draw = () => Promise.resolve(Uint8Array.of(0x89, 0x50, 0x4e, 0x47));

/** Makes a delivery once, while a fault is in force or in peace. */
export const attempt = (world: PostingWorld, post: Post, fault?: Fault): Promise<SendOutcome> =>
  world.sender(draw).send(post, AbortSignal.timeout(patienceMs(fault)));

const since = new Date(Date.now() - 60_000);

/** Looks once whether a delivery stands, while a fault is in force or in peace. */
export const look = (world: PostingWorld, post: Post, fault?: Fault): Promise<FindOutcome> =>
  world.sender().find(post, since, AbortSignal.timeout(patienceMs(fault)));

/** What the second attempt does: it asks Discord by the nonce, repeats what can be repeated, or looks what is there. */
async function again(world: PostingWorld, kind: RequestKind, post: Post): Promise<Outcome | 'found'> {
  if (kind.looksFirst === true) {
    const found = await look(world, post);
    if (found.kind === 'found') return 'found';
  }
  return (await attempt(world, post)).kind;
}

/** What a request comes to that is not like most. */
function expectedOf({ isSparing, showsNothing, comesSecond }: RequestKind, usual: Outcome): Outcome {
  if (comesSecond === true) return ['sent', 'closed', 'refused'].includes(usual) ? 'sent' : 'ambiguous';
  if (showsNothing === true && usual === 'ambiguous') return 'retry';
  return isSparing === true && usual === 'closed' ? 'refused' : usual;
}

/** Lets every fault and every refusal befall each of some kinds of request: nothing may be lost or repeated. */
export function testFaults(kinds: readonly RequestKind[]): void {
  let world: PostingWorld;
  beforeAll(async () => {
    world = await openPostingWorld();
  });
  afterAll(() => world[Symbol.asyncDispose]());
  let count = 0;
  const nextNonce = (): string => `case-${String((count += 1))}`;

  describe.each(kinds)('$name', (kind) => {
    test.each(FAULTS)('that meets %s comes to its one end', async (_, fault, expected) => {
      const post = await kind.prepare(world, nextNonce());
      const id = world.discord.addFault({ route: kind.route, times: 1, fault });
      const outcome = await attempt(world, post, fault);
      world.discord.removeFault(id);
      expect(outcome.kind).toBe(expectedOf(kind, expected));
      const second = outcome.kind === 'sent' ? 'sent' : await again(world, kind, post);
      expect(['sent', 'found']).toContain(second);
      expect(kind.countShown(world, post)).toBe(1);
    });

    test.each(CODES)('that is refused with %i says what that means', async (code, usual) => {
      const post = await kind.prepare(world, nextNonce());
      const id = world.discord.addFault({ route: kind.route, times: 1, fault: { kind: 'refuse', code } });
      const outcome = await attempt(world, post);
      world.discord.removeFault(id);
      expect(outcome.kind).toBe(kind.otherwise?.[code] ?? expectedOf(kind, usual));
    });
  });
}
