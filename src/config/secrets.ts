import type { Settings } from './settings.ts';

/** Lists what must never be shown, in every form in which it could turn up in a text. */
export function secretsOf({ discord, databaseUrl }: Settings): readonly string[] {
  const password = databaseUrl === undefined ? '' : new URL(databaseUrl).password;
  const secrets = [discord.token ?? '', password, percentDecoded(password)].filter((secret) => secret !== '');
  return [...new Set(secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]))];
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
