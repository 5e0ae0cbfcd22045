/** What failed, and why. */
export interface FailedOperation<Operation extends string> {
  readonly operation: Operation;
  /** The second half of what the admin reads; null where Okta gives no reason. */
  readonly reason: string | null;
}

/** How the emulation begins a reason where Okta gives none. */
const NO_REASON = "no reason given";

/** The operation whose first half begins the text that an admin reads; undefined when it is none of them. */
export function findOperation<Operation extends string>(
  message: string,
  contexts: Readonly<Record<Operation, string>>,
): FailedOperation<Operation> | undefined {
  for (const operation in contexts) {
    const start = `${contexts[operation]}: `;
    if (!message.startsWith(start)) continue;
    const reason = message.slice(start.length);
    return { operation, reason: reason.startsWith(NO_REASON) ? null : reason };
  }
  return undefined;
}
