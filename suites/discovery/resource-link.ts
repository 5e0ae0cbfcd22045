import type { CheckContext } from "../../src/engine/check-context.ts";

/**
 * The path below the base URL that a URI leads to, a relative one resolved against the URL of the request that it came
 * with. Undefined when it leads elsewhere: credentials go to no other place than the one that the user named.
 */
export function pathBelowBase(
  { baseUrl }: Pick<CheckContext, "baseUrl">,
  uri: string,
  requestUrl: string,
): string | undefined {
  return below(baseUrl, uri, requestUrl);
}

/**
 * All paths below the base URL that a URI may stand for: a relative one is meant against the base URL (RFC 7643 section
 * 2.3.7), but servers resolve it against the request or write it with a leading slash, too.
 */
export function pathsBelowBase(
  { baseUrl }: Pick<CheckContext, "baseUrl">,
  uri: string,
  requestUrl: string,
): readonly string[] {
  const base = `${baseUrl}/`;
  const candidates = URL.canParse(uri)
    ? [below(baseUrl, uri, base)]
    : [below(baseUrl, uri, base), below(baseUrl, uri.replace(/^\/+/, ""), base), below(baseUrl, uri, requestUrl)];
  return [...new Set(candidates.filter((path) => path !== undefined))];
}

function below(baseUrl: string, uri: string, against: string): string | undefined {
  if (!URL.canParse(uri, against)) return undefined;
  const base = new URL(baseUrl).href.replace(/\/$/, "");
  const { href } = new URL(uri, against);
  return href.startsWith(`${base}/`) ? href.slice(base.length) : undefined;
}
