import type { FetchHandler } from "../../scim/http.ts";

/** The handler, answering that many milliseconds later. */
export function withLatency(next: FetchHandler, ms: number): FetchHandler {
  if (ms === 0) return next;
  return async (request) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return next(request);
  };
}
