import type { CheckContext } from "../../src/engine/check-context.ts";
import type { Reply } from "../../src/engine/reply.ts";

/**
 * The path below the base URL that a URI in an answer leads to, a relative one resolved against the request. Undefined
 * when it leads elsewhere: credentials go to no other place than the one that the user named.
 */
export function pathBelowBase(t: CheckContext, uri: string, from: Reply): string | undefined {
  return below(t, uri, from.exchange.request.url);
}

/**
 * All paths below the base URL that a URI in an answer may stand for: a relative one is meant against the base URL
 * (RFC 7643 section 2.3.7), but servers resolve it against the request or write it with a leading slash, too.
 */
export function pathsBelowBase(t: CheckContext, uri: string, from: Reply): readonly string[] {
  const base = `${t.baseUrl}/`;
  const candidates = URL.canParse(uri)
    ? [below(t, uri, base)]
    : [below(t, uri, base), below(t, uri.replace(/^\/+/, ""), base), pathBelowBase(t, uri, from)];
  return [...new Set(candidates.filter((path) => path !== undefined))];
}

function below(t: CheckContext, uri: string, against: string): string | undefined {
  if (!URL.canParse(uri, against)) return undefined;
  const base = new URL(t.baseUrl).href.replace(/\/$/, "");
  const { href } = new URL(uri, against);
  return href.startsWith(`${base}/`) ? href.slice(base.length) : undefined;
}
