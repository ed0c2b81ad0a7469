/** What of an error stands in the log. */
export interface LoggableError {
  readonly type: string;
  readonly message: string;
  readonly code?: string | number;
  readonly stack?: string;
}

/**
 * Returns what may be logged of an error of Discord's client: not the address and the body of its request, which carry
 * the tokens of interactions, ids of people and what they wrote.
 */
export function toLoggable(error: unknown): LoggableError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const { name: type, message, stack } = error;
  const code: unknown = 'code' in error ? error.code : undefined;
  return {
    type,
    message,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(stack === undefined ? {} : { stack }),
  };
}
