import type { LiveExchange } from "./exchange.ts";

/** True where a request with a wrong token was not answered in time: a server may slow down whoever seems to guess tokens. */
export function isHeldUp({ request, failure }: Pick<LiveExchange, "request" | "failure">): boolean {
  return request.credentials === "wrong" && failure?.kind === "timeout";
}
