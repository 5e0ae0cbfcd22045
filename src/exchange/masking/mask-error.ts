import type { Secrets } from "./secrets.ts";

const TEXTS = ["message", "stack", "hint"] as const;
const MAX_DEPTH = 8;

/**
 * Masks what an error tells, in place so that it stays of its class: its message, stack and hint, and those of the errors
 * that it wraps. Anything else that was thrown becomes a masked text.
 */
export function maskError(error: unknown, secrets: Secrets, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === "string" ? secrets.sweep(error) : error;
  for (const name of TEXTS) {
    const text: unknown = Reflect.get(error, name);
    if (typeof text === "string") Reflect.set(error, name, secrets.sweep(text));
  }
  if (depth === MAX_DEPTH) return error;
  if (error.cause !== undefined) error.cause = maskError(error.cause, secrets, depth + 1);
  if (error instanceof AggregateError) error.errors = error.errors.map((one) => maskError(one, secrets, depth + 1));
  return error;
}

/** What the work comes to; what it throws is masked. */
export async function withMaskedErrors<T>(secrets: Secrets, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw maskError(error, secrets);
  }
}
