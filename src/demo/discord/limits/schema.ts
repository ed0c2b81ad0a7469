import { z } from 'zod';

const BAD_URL = 'Not a well formed URL.';
const NOT_A_URL = { code: 'URL_TYPE_INVALID_URL' };

/** A member that Discord lets a bot leave out or set to null, which mean the same. */
export function maybe<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** A text whose outer blanks do not count towards its length, as in embeds. */
export const trimmed = (max: number) => z.string().trim().max(max);

export const snowflake = z.string().regex(/^\d{1,20}$/);

/** An address that Discord would make clickable. */
export const webUrl = (max = 2048) =>
  z.string().max(max).refine(isWebUrl, { params: NOT_A_URL, message: BAD_URL });

/** An address of a picture or file: on the web, or one of the files uploaded with the message. */
export const mediaUrl = z
  .string()
  .max(2048)
  .refine((url) => url.startsWith('attachment://') || isWebUrl(url), { params: NOT_A_URL, message: BAD_URL });

function isWebUrl(url: string): boolean {
  const protocol = URL.parse(url)?.protocol;
  return protocol === 'https:' || protocol === 'http:';
}

/** Where a rule over several fields puts what it refuses. */
export interface Refusals {
  addIssue(issue: { code: 'custom'; message: string; path: PropertyKey[]; params: { code: string } }): void;
}

/** Refuses a field for a rule that no single field's schema can tell. */
export function refuse(refusals: Refusals, path: PropertyKey[], code: string, message: string): void {
  refusals.addIssue({ code: 'custom', path, message, params: { code } });
}
