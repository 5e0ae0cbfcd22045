import type { LiveExchange } from "./exchange.ts";

/** True where a request with a wrong token was not answered in time: a server may slow down whoever seems to guess tokens. */
export function isHeldUp({ request, failure }: Pick<LiveExchange, "request" | "failure">): boolean {
  const { credentials = "none" } = request;
  return credentials !== "none" && credentials !== "other" && failure?.kind === "timeout";
}
