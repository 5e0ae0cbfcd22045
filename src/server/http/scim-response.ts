import { ScimError, toErrorBody } from "../../scim/error.ts";
import { SCIM_MEDIA_TYPE } from "../../scim/http.ts";
import type { JsonObject } from "../../scim/json.ts";

/** An answer with a SCIM message or resource as its body. */
export function toScimResponse(status: number, body: JsonObject, headers?: Readonly<Record<string, string>>): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": SCIM_MEDIA_TYPE, ...headers } });
}

/** 204: done, and nothing to show (RFC 9110 section 15.3.5). */
export function toEmptyResponse(): Response {
  return new Response(null, { status: 204 });
}

/** The answer to a request that is refused (RFC 7644 section 3.12). */
export function toErrorResponse(error: ScimError, headers?: Readonly<Record<string, string>>): Response {
  return toScimResponse(error.status, toErrorBody(error), headers);
}

/** 501 for an operation that the RFC defines and this server does not offer. */
export function toNotImplemented(what: string): Response {
  return toErrorResponse(new ScimError(501, `This server does not offer ${what}.`));
}

/** 404 for a path that leads nowhere. */
export function toUnknownEndpoint(path: string): Response {
  return toErrorResponse(new ScimError(404, `There is no endpoint at '${path}'.`));
}
