import type { JsonObject } from "../../../src/scim/json.ts";
import { pathTo } from "../../../src/scim/request-path.ts";
import type { RequestPath } from "../../../src/scim/request-path.ts";
import { USER_URN } from "../../../src/scim/urns.ts";

/** A request as Acme's client sends it. */
export interface AcmeRequest {
  readonly method: "GET" | "POST";
  readonly path: RequestPath;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
  readonly sender: "acme";
}

/** POST of a person who joins. */
export function joinUser(values: JsonObject): AcmeRequest {
  return acmeRequest("POST", "/Users", { schemas: [USER_URN], active: true, ...values });
}

/** GET of a person who joined. */
export function lookUp(id: string): AcmeRequest {
  return acmeRequest("GET", pathTo`/Users/${id}`);
}

function acmeRequest(method: AcmeRequest["method"], path: RequestPath, body?: JsonObject): AcmeRequest {
  const headers = { accept: "application/scim+json", "user-agent": "Acme/1", "content-type": "application/scim+json" };
  return { method, path, headers, ...(body !== undefined && { body }), sender: "acme" };
}
