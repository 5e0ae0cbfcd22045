import type { LiveExchange } from "../../../exchange/exchange.ts";
import type { Reply } from "../../../exchange/reply.ts";
import { idOf } from "../../../exchange/resource-id.ts";
import { pathTo } from "../../../scim/request-path.ts";

const WRITES: readonly string[] = ["POST", "PUT", "PATCH", "DELETE"];

/** What a check has written, by the path of the resource: the last write to each. */
export interface Written {
  readonly note: (exchange: LiveExchange) => void;
  /** What was last written to each resource until now, whatever is written later. */
  readonly snapshot: () => Reply["lastWrite"];
}

/** Starts remembering. */
export function createWritten(): Written {
  let writes: ReadonlyMap<string, LiveExchange> = new Map();
  return {
    note: (exchange) => {
      const path = writtenPath(exchange);
      if (path !== undefined) writes = new Map(writes).set(path, exchange);
    },
    snapshot: () => {
      const until = writes;
      return (path) => until.get(keyOf(path));
    },
  };
}

/** The path of the resource that a request wrote; of a create the one that the answer names. */
function writtenPath({ request, response }: LiveExchange): string | undefined {
  if (!WRITES.includes(request.method) || request.path.endsWith("/.search")) return undefined;
  if (request.method !== "POST") return keyOf(request.path);
  const id = idOf(response?.body);
  const [, endpoint = ""] = request.path.split(/[/?]/);
  return id === undefined ? undefined : keyOf(pathTo`/${endpoint}/${id}`);
}

/** One resource in one spelling: without a query, a slash at its end, and percent-encoding. No path is made of it. */
function keyOf(path: string): string {
  const segments = (path.split(/[?#]/, 1)[0] ?? path).split("/").map(decoded);
  return segments.slice(0, segments.findLastIndex((segment) => segment !== "") + 1).join("\n");
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
