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

/** What a session needs to know of a request. */
export interface Outgoing {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Json;
  readonly text?: string;
  readonly credentials?: "none" | "wrong";
}

/** The ordinary headers of a check with its own changes, and the body. */
export function toOutgoing(ask: RequestOptions): Outgoing {
  const hasBody = ask.body !== undefined || ask.text !== undefined;
  const headers: Record<string, string> = ordinaryHeaders(hasBody ? (ask.body ?? "") : undefined);
  for (const [name, value] of Object.entries(ask.headers ?? {})) {
    if (value === null) delete headers[name];
    else headers[name] = value;
  }
  return {
    headers,
    ...(ask.body === undefined ? {} : { body: ask.body }),
    ...(ask.text === undefined ? {} : { text: ask.text }),
    ...(ask.credentials === undefined ? {} : { credentials: ask.credentials }),
  };
}

function patchOp(operations: readonly JsonObject[]): JsonObject {
  return { schemas: [PATCH_OP_URN], Operations: operations };
}
