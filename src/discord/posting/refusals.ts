import type { ResponseLike } from 'discord.js';
import { z } from 'zod';

const LOWEST_REFUSAL = 400;
const refusal = z.object({ code: z.int() });

/**
 * Tells by which code of Discord's an answer refuses, or by which HTTP status where it gives none, and returns the
 * answer as it came: its body can be read once only.
 */
export async function tellRefusal(answer: ResponseLike, tell: (code: number) => void): Promise<ResponseLike> {
  const { status, statusText, headers } = answer;
  if (status < LOWEST_REFUSAL) return answer;
  const text = await answer.text();
  tell(findCode(text) ?? status);
  return new Response(text, { status, statusText, headers: [...headers] });
}

/** Zero is Discord's word for having no code. */
function findCode(text: string): number | undefined {
  try {
    const { data } = refusal.safeParse(JSON.parse(text));
    return data === undefined || data.code === 0 ? undefined : data.code;
  } catch {
    return undefined;
  }
}
