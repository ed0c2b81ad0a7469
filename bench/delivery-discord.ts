import { setTimeout as sleep } from 'node:timers/promises';
import { openLoopbackDiscord } from '../src/demo/discord/loopback-discord.ts';

/*
 * A Discord in a process of its own, with its limits enforced. It tells when it is there, begins to ask the bot when told
 * to, and in the end reports what its readers and its people saw.
 */

const CHANNELS_A_GUILD = 500;
/** A person asks for an answer this often while the deliveries go out, and waits for it as long as Discord lets them. */
const ASK_EVERY_MS = 250;
const PATIENCE_MS = 3_000;
/** So many people take turns, since one alone would soon be asked to wait. */
const PEOPLE = 10;

const count = Number(process.argv[2]);
const guilds = Array.from({ length: Math.ceil(count / CHANNELS_A_GUILD) }, (_, guild) => ({
  name: `Guild ${String(guild)}`,
  channels: Array.from(
    { length: Math.min(CHANNELS_A_GUILD, count - guild * CHANNELS_A_GUILD) },
    (__, index) => ({
      name: `alerts-${String(index)}`,
    }),
  ),
}));
await using discord = await openLoopbackDiscord({ guilds });
const channelIds = discord.channels().map(({ id }) => id);
const [guild] = discord.guilds();
const people = Array.from({ length: PEOPLE }, (_, index) => {
  const { id } = discord.addUser({ username: `reader ${String(index)}` });
  discord.addMember(guild?.id ?? '', id);
  return id;
});
const end = new AbortController();
const answeredAfterMs: number[] = [];

process.on('message', (told) => {
  if (told === 'ask') void askAgainAndAgain();
  else end.abort();
});
process.send?.({ apiUrl: discord.apiUrl, token: discord.token, channelIds });
await new Promise((resolve) => end.signal.addEventListener('abort', resolve));
process.send?.(report());
process.disconnect?.();

async function askAgainAndAgain(): Promise<void> {
  for (let turn = 0; !end.signal.aborted; turn += 1) {
    const startedMs = performance.now();
    const { id } = discord.invoke({
      command: 'count',
      userId: people[turn % PEOPLE] ?? '',
      channelId: channelIds[0] ?? '',
    });
    const isAnswered = await discord.outcome(id, PATIENCE_MS).then(
      () => true,
      () => false,
    );
    answeredAfterMs.push(isAnswered ? performance.now() - startedMs : Number.POSITIVE_INFINITY);
    await sleep(ASK_EVERY_MS);
  }
}

function report() {
  const posted = channelIds.map((id) =>
    discord
      .messages(id)
      .map(({ embeds, createdAt }) => ({ title: embeds[0]?.title ?? '', at: createdAt.getTime() })),
  );
  const times = posted.flat().map(({ at }) => at);
  const sorted = answeredAfterMs.toSorted((one, other) => one - other);
  return {
    messages: times.length,
    tookMs: Math.max(...times) - Math.min(...times),
    disordered: posted.filter((messages) =>
      messages.some(({ title }, index) => !title.startsWith(String(index + 1))),
    ).length,
    limited: discord.counters().rateLimited,
    asked: sorted.length,
    slowestMs: sorted.at(-1) ?? 0,
    p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
  };
}
