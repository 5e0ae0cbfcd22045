import type { Reply } from "../../../src/kit/index.ts";

/** True for no answer, and for one that says that the server failed: any 5xx but 501. */
export function isCrash({ status }: Reply): boolean {
  return status === 0 || (status >= 500 && status !== 501);
}
