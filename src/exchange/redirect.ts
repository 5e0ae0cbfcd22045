import type { LiveExchange } from "./exchange.ts";
import { decoded } from "./resource-url.ts";

const FOLLOWED: readonly number[] = [307, 308];

/**
 * Where a 307 or 308 leads, when it may be followed: on the same origin only, as credentials go to no other host. A reading may
 * lead anywhere there; a change only to the same path and query, after one decoding and with or without a slash at the end.
 * Undefined when there is no redirect, or none that may be followed.
 */
export function redirectOf(live: LiveExchange): string | undefined {
  const { response, request } = live;
  if (response === null || !FOLLOWED.includes(response.status)) return undefined;
  const location = response.headers["location"];
  return location === undefined || redirectProblem(live) !== undefined
    ? undefined
    : new URL(location, request.url).href;
}

/** Why a redirect is not followed; undefined when the answer is none, or one that may be followed. */
export function redirectProblem({ request, response }: LiveExchange): string | undefined {
  const location = response?.headers["location"];
  if (response === null || response.status < 300 || response.status > 399 || response.status === 304) return undefined;
  if (location === undefined || !URL.canParse(location, request.url)) return "to nowhere";
  if (hasDotSegments(location)) return "over dot segments";
  const [here, there] = [new URL(request.url), new URL(location, request.url)];
  if (here.origin !== there.origin) return "to another origin";
  const isReading = request.method.toUpperCase() === "GET";
  return isReading || sameTarget(here, there) ? undefined : "to another resource";
}

/** Whoever walks up the path arrives somewhere else, be the dots percent-encoded, once or twice. */
function hasDotSegments(location: string): boolean {
  const path = location.replace(/[?#].*$/s, "").replace(/^[a-z][a-z0-9+.-]*:\/\/[^/\\]*/i, "");
  return decoded(decoded(path))
    .split(/[/\\]/)
    .some((segment) => segment === "." || segment === "..");
}

function sameTarget(here: URL, there: URL): boolean {
  return plain(here) === plain(there);
}

/** Decoded piece by piece: a slash within an id is none between two segments. */
function plain({ pathname, searchParams }: URL): string {
  const segments = pathname.replace(/\/$/, "").split("/").map(decoded);
  return JSON.stringify([segments, [...searchParams]]);
}
