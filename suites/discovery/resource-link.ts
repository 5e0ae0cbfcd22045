import type { CheckContext } from "../../src/engine/check-context.ts";
import type { Reply } from "../../src/engine/reply.ts";

/**
 * The path below the base URL that a URI in an answer leads to, a relative one resolved against the request. Undefined
 * when it leads elsewhere: credentials go to no other place than the one that the user named.
 */
export function pathBelowBase(t: CheckContext, uri: string, from: Reply): string | undefined {
  if (!URL.canParse(uri, from.exchange.request.url)) return undefined;
  const base = new URL(t.baseUrl).href.replace(/\/$/, "");
  const { href } = new URL(uri, from.exchange.request.url);
  return href.startsWith(`${base}/`) ? href.slice(base.length) : undefined;
}
