import type { z } from 'zod';

/** A zod check: every id of a list stands there once. */
export function refuseRepeatedIds(
  entries: readonly { readonly id: string }[],
  context: z.RefinementCtx,
): void {
  const seen = new Set<string>();
  for (const [index, { id }] of entries.entries()) {
    if (seen.has(id))
      context.addIssue({ code: 'custom', path: [index, 'id'], message: `"${id}" is used twice` });
    seen.add(id);
  }
}
