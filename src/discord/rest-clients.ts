import { DefaultRestOptions, REST, type RESTOptions } from 'discord.js';

/** A limit that holds for longer is waited for in the outbox, where a stop or a crash loses nothing. */
const LONGEST_WAIT_MS = 6_000;
/** Warn long before Discord's limit of 10,000 refused requests in ten minutes. */
const INVALID_REQUEST_WARNING = 500;

/** Options that every client of Discord's API has here. */
export const toRestOptions = (apiUrl: string) =>
  ({ api: apiUrl, invalidRequestWarningInterval: INVALID_REQUEST_WARNING }) as const;

/** Makes requests that end, answered or not, when the signal is aborted. */
export function requestUntil(signal: AbortSignal): RESTOptions['makeRequest'] {
  return (url, request) =>
    DefaultRestOptions.makeRequest(url, {
      ...request,
      signal: AbortSignal.any([signal, ...(request.signal instanceof AbortSignal ? [request.signal] : [])]),
    });
}

/**
 * Opens the client that messages are posted with. It repeats nothing by itself: were a repetition to end otherwise than
 * the attempt whose answer was lost, nobody could tell afterwards that something may have been shown. A limit without
 * a time, which the client would run against without a pause, comes back as an error like a long one.
 */
export function openPostingClient(apiUrl: string, token: string): REST {
  const rest = new REST({
    ...toRestOptions(apiUrl),
    retries: 0,
    rejectOnRateLimit: ({ retryAfter, timeToReset }) =>
      retryAfter === 0 || Math.max(retryAfter, timeToReset) > LONGEST_WAIT_MS,
  });
  return rest.setToken(token);
}
