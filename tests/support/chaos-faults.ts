import type { Fault } from '../../src/demo/discord/faults.ts';
import type { Reply } from '../../src/demo/origin-reply.ts';
import { CHANNELS, type World } from './world.ts';

/** Draws numbers in [0, 1). */
export type Chance = () => number;

/** Counts what was done to the program, by kind. */
export type Tally = (kind: string) => void;

const RETRY_MS = 300;

/** What may happen to any request to Discord, each as it is named in the table at the end. */
const REQUEST_FAULTS = {
  'reset before': { kind: 'rst', when: 'before' },
  'reset after': { kind: 'rst', when: 'after' },
  'closed before': { kind: 'fin', when: 'before' },
  'closed after': { kind: 'fin', when: 'after' },
  'no answer': { kind: 'stall', when: 'after' },
  'answer cut': { kind: 'body-rst' },
  'late answer': { kind: 'slow', ms: 400 },
  '500 before': { kind: 'error', status: 500, when: 'before', body: 'json' },
  '500 after': { kind: 'error', status: 500, when: 'after', body: 'json' },
  '502 after': { kind: 'error', status: 502, when: 'after', body: 'html' },
  '503 before': { kind: 'error', status: 503, when: 'before', body: 'html' },
  '504 after': { kind: 'error', status: 504, when: 'after', body: 'html' },
  '429 user': { kind: 'rate-limited', scope: 'user', retryAfterMs: RETRY_MS },
  '429 shared': { kind: 'rate-limited', scope: 'shared', retryAfterMs: RETRY_MS },
  '429 global': { kind: 'rate-limited', scope: 'global', retryAfterMs: RETRY_MS },
  '429 of a proxy': { kind: 'rate-limited', scope: 'proxy', retryAfterMs: RETRY_MS },
  '429 without headers': { kind: 'rate-limited', scope: 'bare', retryAfterMs: RETRY_MS },
  '401': { kind: 'unauthorized' },
  'direct messages too fast': { kind: 'refuse', code: 40_003 },
} as const satisfies Readonly<Record<string, Fault>>;

/** Every way in which a message, an edit or a look at the history goes to Discord. */
const MESSAGES = '/channels/\\d+/messages';
const FAULTS_A_ROUND = 8;
const PROBABILITY = 0.2;

/** What may happen to a message that is posted, for good: it is refused, and must be on record with the reason. */
const REFUSALS = {
  'refused as malformed': { kind: 'refuse', code: 50_035 },
  'blocked by AutoMod': { kind: 'refuse', code: 200_000 },
  'blocked by AutoMod, title': { kind: 'refuse', code: 200_001 },
} as const satisfies Readonly<Record<string, Fault>>;
const REFUSED_SHARE = 0.15;

/** Puts a few faults in force, each of which may hit any request about messages. */
export function disturbDiscord({ discord }: World, chance: Chance): void {
  const kinds = Object.values(REQUEST_FAULTS);
  for (let count = 0; count < FAULTS_A_ROUND; count += 1) {
    const fault = pick(kinds, chance);
    // One that ends the program, or keeps it waiting for long, would hide the others.
    const times = fault.kind === 'unauthorized' || fault.kind === 'stall' ? { times: 1 } : {};
    discord.addFault({ route: MESSAGES, fault, probability: PROBABILITY, ...times });
  }
  if (chance() >= REFUSED_SHARE) return;
  const fault = pick(Object.values(REFUSALS), chance);
  discord.addFault({ route: `POST ${MESSAGES}$`, fault, probability: PROBABILITY, times: 1 });
}

/** Lets the next message that is posted in a channel that is looked at be refused: no run is without. */
export function refuseOnce({ discord, channelIds }: World, chance: Chance): void {
  const ids = CHANNELS.map(({ id }) => channelIds.get(id) ?? '').join('|');
  const fault = pick(Object.values(REFUSALS), chance);
  discord.addFault({ route: `POST /channels/(?:${ids})/messages$`, fault, times: 1 });
}

/** Whether a reason on record is that of a refusal that was put in force. */
export const isInjected = (reason: string): boolean =>
  Object.values(REFUSALS).some(({ code }) => reason.includes(`(${String(code)})`));

/** Names a fault that hit a request, as the table does. */
export function nameOf(fault: Fault): string {
  const known = JSON.stringify(fault);
  const [name] =
    Object.entries({ ...REQUEST_FAULTS, ...REFUSALS }).find(([, one]) => JSON.stringify(one) === known) ?? [];
  return name ?? fault.kind;
}

/** Does something to the gateway: cuts it, tells the bot to reconnect or that its session is over, muddles events. */
export function disturbGateway({ discord }: World, chance: Chance, tally: Tally): void {
  const [kind, disturb] = pick(
    [
      ['gateway dropped', () => discord.dropGateway()],
      ['gateway closed 4000', () => discord.dropGateway(4000)],
      ['gateway closed 4009', () => discord.dropGateway(4009)],
      ['gateway op 7', () => discord.requestReconnect()],
      ['gateway op 9 true', () => discord.invalidateSessions(true)],
      ['gateway op 9 false', () => discord.invalidateSessions(false)],
      ['gateway silent', () => discord.setGatewayFaults({ ignoreHeartbeats: true, ignoreResumes: true })],
      ['gateway events twice', () => discord.setGatewayFaults({ delivery: 'twice' })],
      ['gateway events swapped', () => discord.setGatewayFaults({ delivery: 'swapped' })],
      ['gateway events withheld', () => discord.setGatewayFaults({ delivery: 'withheld' })],
    ] as const,
    chance,
  );
  disturb();
  tally(kind);
}

/** Ends what was put in force; what has happened stays. */
export function calmDiscord({ discord }: World): void {
  discord.clearFaults();
  discord.setGatewayFaults({ ignoreHeartbeats: false, ignoreResumes: false, delivery: 'in-order' });
}

const FEED_FAULTS = [
  ['feed 500', { kind: 'status', status: 500 }],
  ['feed 503', { kind: 'status', status: 503 }],
  ['feed garbage', { kind: 'garbage', bytes: 4_096 }],
  ['feed reset', { kind: 'reset', where: 'headers' }],
  ['feed cut', { kind: 'reset', where: 'body' }],
  ['feed stalled', { kind: 'stall', where: 'body' }],
] as const satisfies readonly (readonly [string, Reply])[];

/** Lets some visits to the feeds end in one of the faults that feeds have. */
export function disturbFeeds(world: World, chance: Chance, tally: Tally): void {
  world.disturbFeeds(() => {
    if (chance() >= PROBABILITY) return undefined;
    const [kind, reply] = pick(FEED_FAULTS, chance);
    tally(kind);
    return reply;
  });
}

/** Draws one of a list that has some. */
export function pick<One>(list: readonly One[], chance: Chance): One {
  const one = list[Math.floor(chance() * list.length)];
  if (one === undefined) throw new Error('nothing to draw from');
  return one;
}
