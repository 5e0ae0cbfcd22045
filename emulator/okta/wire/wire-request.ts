import type { JsonObject } from "../../../src/scim/json.ts";
import { pathTo } from "../../../src/scim/request-path.ts";
import type { Path, RequestPath } from "../../../src/scim/request-path.ts";

/** A request as Okta's SCIM client sends it, without host and credentials. */
export interface WireRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the base URL, with a leading slash and any query, percent-encoded. */
  readonly path: RequestPath;
  /** Lower-case names, in the order in which Okta sends them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
  /** Says that the request is one which Okta sends, as it is: whoever changes it sends another one. */
  readonly sender: "okta";
}

/** The name by which Okta's client introduces itself. */
export const OKTA_USER_AGENT = "Okta SCIM Client 1.0.0";

/** The head of a request as it was captured: the order and spelling of the headers, and what Okta's client says of the connection. */
export const OKTA_WIRE_FORM = {
  headers: [
    "Accept",
    "Accept-Charset",
    "Content-Type",
    "User-Agent",
    "Authorization",
    "Content-Length",
    "Host",
    "Connection",
    "Accept-Encoding",
  ],
  connection: "Keep-Alive",
} as const;

/** On every request; `Accept` is bare, without parameters or quality values. */
const ACCEPT = { accept: "application/scim+json", "accept-charset": "utf-8" } as const;
const CONTENT_TYPE = { "content-type": "application/scim+json; charset=utf-8" } as const;
const AGENT = { "user-agent": OKTA_USER_AGENT, "accept-encoding": "gzip,deflate" } as const;

/**
 * A request with Okta's headers. A GET names no content type, as it has no body; Okta's documentation shows a DELETE that
 * names one all the same.
 */
export function oktaRequest(method: WireRequest["method"], path: RequestPath, body?: JsonObject): WireRequest {
  const headers = { ...ACCEPT, ...(method !== "GET" && CONTENT_TYPE), ...AGENT };
  return { method, path, headers, ...(body !== undefined && { body }), sender: "okta" };
}

/** The path of one resource, for example `/Users/2819c223`; the id is percent-encoded. */
export function resourcePath(endpoint: "/Users" | "/Groups", id: string): Path {
  return endpoint === "/Users" ? pathTo`/Users/${id}` : pathTo`/Groups/${id}`;
}
