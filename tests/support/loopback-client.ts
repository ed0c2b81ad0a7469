import { Client, GatewayIntentBits, TextChannel, type ClientOptions } from 'discord.js';
import {
  openLoopbackDiscord,
  type LoopbackDiscord,
  type LoopbackDiscordOptions,
} from '../../src/demo/discord/loopback-discord.ts';
import { checkExchange } from './openapi.ts';

/** A loopback Discord with the unmodified discord.js client logged in to it. */
export interface Connected extends AsyncDisposable {
  readonly discord: LoopbackDiscord;
  readonly client: Client<true>;
}

/** Opens both; closing checks every exchange against Discord's document and throws what it finds. */
export async function connect(
  options: LoopbackDiscordOptions = {},
  clientOptions: Partial<ClientOptions> = {},
): Promise<Connected> {
  const discord = await openLoopbackDiscord(options);
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    ...clientOptions,
    rest: { api: discord.apiUrl, ...clientOptions.rest },
  });
  const ready = new Promise<Client<true>>((resolve) => client.once('clientReady', resolve));
  await client.login(discord.token).catch(async (error: unknown) => {
    await discord[Symbol.asyncDispose]();
    throw error;
  });
  return {
    discord,
    client: await ready,
    async [Symbol.asyncDispose]() {
      await client.destroy();
      await discord[Symbol.asyncDispose]();
      const problems = findProblems(discord);
      if (problems.length > 0) throw new Error(`Discord's document disagrees:\n${problems.join('\n')}`);
    },
  };
}

/** What Discord's document has against the exchanges of a loopback Discord that were carried out. */
export function findProblems(discord: LoopbackDiscord): string[] {
  return discord
    .requests()
    .flatMap(({ method, path, body, status, answer, fault }) =>
      status === 0 || fault !== undefined
        ? []
        : checkExchange({ method, path, requestBody: body, status, responseBody: answer }),
    );
}

/** The first channel, as the client knows it. */
export function alertsOf({ client, discord }: Connected): TextChannel {
  const channel = client.channels.cache.get(discord.channels()[0]?.id ?? '');
  if (!(channel instanceof TextChannel)) throw new Error('the first channel is not a text channel');
  return channel;
}

/** A person who may do everything in the first guild. */
export const ownerOf = (discord: LoopbackDiscord): string => discord.guilds()[0]?.ownerId ?? '';
