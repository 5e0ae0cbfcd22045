/** Attempts in all before a task fails for good. */
export const MAX_ATTEMPTS = 10;

const DEFAULT_WAIT_MS = 5 * 60_000;

/**
 * How long Okta waits after a 429: `Retry-After` to the second when it is a whole number; otherwise (absent, a date,
 * anything else) five minutes, doubled by each further such answer.
 * @param retryAfter The header's value.
 * @param earlier How many answers without a usable header came before this one.
 * @returns Milliseconds.
 */
export function rateLimitWait(retryAfter: string | undefined, earlier: number): number {
  return isUsable(retryAfter) ? Number(retryAfter) * 1000 : DEFAULT_WAIT_MS * 2 ** earlier;
}

/** True for a `Retry-After` that Okta goes by. */
export function isUsable(retryAfter: string | undefined): retryAfter is string {
  return retryAfter !== undefined && /^\d+$/.test(retryAfter.trim());
}
