import type { CheckContext } from "../check-context.ts";
import { pathFromUri } from "../../scim/request-path.ts";
import type { Path } from "../../scim/request-path.ts";

/**
 * The path below the base URL that a URI leads to, a relative one resolved against the URL of the request that it came
 * with. Undefined when it leads elsewhere: credentials go to no other place than the one that the user named.
 */
export function pathBelowBase(
  { baseUrl }: Pick<CheckContext, "baseUrl">,
  uri: string,
  requestUrl: string,
): Path | undefined {
  return pathFromUri(baseUrl, uri, requestUrl);
}

/**
 * All paths below the base URL that a URI may stand for: a relative one is meant against the base URL (RFC 7643 section
 * 2.3.7), but servers resolve it against the request or write it with a leading slash, too.
 */
export function pathsBelowBase(
  { baseUrl }: Pick<CheckContext, "baseUrl">,
  uri: string,
  requestUrl: string,
): readonly Path[] {
  const base = `${baseUrl}/`;
  const candidates = URL.canParse(uri)
    ? [pathFromUri(baseUrl, uri, base)]
    : [
        pathFromUri(baseUrl, uri, base),
        pathFromUri(baseUrl, uri.replace(/^\/+/, ""), base),
        pathFromUri(baseUrl, uri, requestUrl),
      ];
  return [...new Set(candidates.filter((path) => path !== undefined))];
}
