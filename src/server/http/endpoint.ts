import { ScimError } from "../../scim/error.ts";
import { toErrorResponse } from "./scim-response.ts";

/** A request on its way through the server. */
export interface ServedExchange {
  readonly request: Request;
  /** Base URL of the service as the client sees it, without a trailing slash. */
  readonly baseUrl: string;
  /** The variable segment of the path; empty where the endpoint has none. */
  readonly id: string;
  readonly query: URLSearchParams;
}

/** Answers a request; rejects with what `toScimError` knows. */
export type Handler = (exchange: ServedExchange) => Promise<Response>;

/** A path below the base URL, and what may be done there. */
export interface ServedEndpoint {
  /** In Hono's notation: `:id` stands for the variable segment. */
  readonly path: string;
  readonly handler: Handler;
  /** True when GET and HEAD need no credentials. */
  readonly isPublic?: boolean;
}

/**
 * One handler for the methods of an endpoint. HEAD goes to GET; any method that is not there is answered with 405 and
 * the Allow header that RFC 9110 section 15.5.6 demands.
 */
export function byMethod(methods: Readonly<Record<string, Handler>>): Handler {
  const names = Object.keys(methods);
  const allowed = (names.includes("GET") ? ["GET", "HEAD", ...names.filter((name) => name !== "GET")] : names).join(
    ", ",
  );
  return async (exchange) => {
    const { method } = exchange.request;
    const name = method === "HEAD" ? "GET" : method;
    const handler = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (handler !== undefined) return handler(exchange);
    const detail = `The method ${method} is not possible here; these are: ${allowed}.`;
    return toErrorResponse(new ScimError(405, detail), { allow: allowed });
  };
}
