import type { LiveRequest } from "../../../exchange/exchange.ts";
import { decoded } from "../../../exchange/resource-url.ts";
import { globToRegExp } from "./text-pattern.ts";

/** Which requests are meant, for example `PUT /Users/*`. */
export interface RequestPattern {
  /** As it is spoken of. */
  readonly text: string;
  readonly matches: (request: Pick<LiveRequest, "method" | "path">) => boolean;
}

/** What a method in a document may be: one, several with `|`, or `*`. */
const METHODS = /^(?:\*|(?:GET|POST|PUT|PATCH|DELETE)(?:\|(?:GET|POST|PUT|PATCH|DELETE))*)$/;

/**
 * Reads a method and a path below the base URL. A star stands for any characters but a slash. The query counts only where the
 * pattern has one, as in `GET /Users?filter=*`. Undefined for anything else.
 */
export function parseRequestPattern(text: string): RequestPattern | undefined {
  const [method = "", path = "", ...more] = text.trim().split(/\s+(?=\/)/);
  if (!METHODS.test(method) || !path.startsWith("/") || more.length > 0) return undefined;
  return toRequestPattern(method, path);
}

/** The same for a method and a path that stand apart; any of them where one is left out. */
export function toRequestPattern(method = "*", path = "*"): RequestPattern {
  const methods = method === "*" ? undefined : method.split("|");
  const [wanted, query] = splitOnce(path, "?");
  const isPath = path === "*" ? /^/ : globToRegExp(wanted, "[^/]*");
  const isQuery = query === undefined ? /^/ : globToRegExp(query, ".*");
  return {
    text: [method === "*" ? "any request to" : method, path === "*" ? "any path" : path].join(" "),
    matches: (request) => {
      const [sent, sentQuery = ""] = splitOnce(request.path, "?");
      const isMethod = methods === undefined || methods.includes(request.method);
      return isMethod && isPath.test(readable(sent)) && isQuery.test(decoded(sentQuery.replaceAll("+", " ")));
    },
  };
}

/** Decoded, but for slashes: an id may hold one, and is one step of the path all the same. */
function readable(path: string): string {
  return path
    .split("/")
    .map((step) => decoded(step).replaceAll("/", "%2F"))
    .join("/");
}

function splitOnce(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
