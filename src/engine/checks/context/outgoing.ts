import type { OtherCredentials } from "../../../exchange/masking/credentials.ts";
import type { Json, JsonObject } from "../../../scim/json.ts";
import { PATCH_OP_URN } from "../../../scim/urns.ts";
import type { CheckContext, RequestOptions } from "../../../kit/check-context.ts";
import { withQuery } from "../../../scim/request-path.ts";
import { ordinaryHeaders } from "../../session/plain-request.ts";

type Methods = Pick<CheckContext, "get" | "post" | "put" | "patch" | "delete" | "query">;

/** The methods of HTTP as checks call them. */
export function createMethods(request: CheckContext["request"]): Methods {
  return {
    get: (path, ask) => request("GET", path, ask),
    post: (path, body, ask) => request("POST", path, { ...ask, body }),
    put: (path, body, ask) => request("PUT", path, { ...ask, body }),
    patch: (path, operations, ask) => request("PATCH", path, { ...ask, body: patchOp(operations) }),
    delete: (path, ask) => request("DELETE", path, ask),
    query: (endpoint, filter, parameters = {}) => request("GET", withQuery(endpoint, { filter, ...parameters })),
  };
}

/** What is said about one request, by a check or by a provider's wire. */
export interface Asked extends RequestOptions {
  /** The provider whose wire built it: its headers are all there are. */
  readonly sender?: string | undefined;
  readonly onUnavailable?: "never" | undefined;
}

/** What a session needs to know of a request. */
export interface Outgoing {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Json;
  readonly text?: string;
  readonly credentials?: OtherCredentials;
  readonly sender?: string;
  readonly onUnavailable?: "never";
}

/** The ordinary headers of a check with its own changes, and the body; of a request that a wire built, what that says. */
export function toOutgoing(ask: Asked): Outgoing {
  const { sender } = ask;
  return {
    headers: headersOf(ask),
    ...(ask.body === undefined ? {} : { body: ask.body }),
    ...(ask.text === undefined ? {} : { text: ask.text }),
    ...(ask.credentials === undefined ? {} : { credentials: ask.credentials }),
    ...(sender === undefined ? {} : { sender }),
    ...(ask.onUnavailable === undefined ? {} : { onUnavailable: ask.onUnavailable }),
  };
}

function headersOf(ask: Asked): Record<string, string> {
  const hasBody = ask.body !== undefined || ask.text !== undefined;
  const headers = ask.sender === undefined ? ordinaryHeaders(hasBody ? (ask.body ?? "") : undefined) : {};
  for (const [name, value] of Object.entries(ask.headers ?? {})) {
    if (value === null) delete headers[name];
    else headers[name] = value;
  }
  return headers;
}

function patchOp(operations: readonly JsonObject[]): JsonObject {
  return { schemas: [PATCH_OP_URN], Operations: operations };
}
