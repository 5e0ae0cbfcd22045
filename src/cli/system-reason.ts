import { messageOf } from "../scim/message-of.ts";
/** What the system says is wrong: `ENOSPC: no space left on device, write` without code and system call. */
export function reasonOf(cause: unknown): string {
  const message = messageOf(cause);
  return /^[A-Z0-9]+: ([^,]+)/.exec(message)?.[1] ?? message;
}
