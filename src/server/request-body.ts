import { ScimError } from "../scim/error.ts";
import { SCIM_MEDIA_TYPE, mediaTypeOf } from "../scim/http.ts";
import { isObject } from "../scim/json.ts";
import type { JsonObject } from "../scim/json.ts";

/** Media types that a body may come in (RFC 7644 section 3.8). */
const MEDIA_TYPES: readonly string[] = [SCIM_MEDIA_TYPE, "application/json"];

/** Reads the JSON object in a request's body. @throws ScimError 415 for another media type, 400 invalidSyntax for no object */
export async function readJsonObject(request: Request): Promise<JsonObject> {
  verifyMediaType(request.headers.get("content-type"));
  const body = parseJson(await request.text());
  if (isObject(body)) return body;
  throw new ScimError(400, "The request body must be one JSON object.", { scimType: "invalidSyntax" });
}

function verifyMediaType(contentType: string | null): void {
  // A body without a Content-Type can only be meant as what SCIM speaks.
  if (contentType === null || (MEDIA_TYPES.includes(mediaTypeOf(contentType)) && isUtf8(contentType))) return;
  throw new ScimError(415, `A request body must be ${MEDIA_TYPES.join(" or ")} in UTF-8, found '${contentType}'.`);
}

function isUtf8(contentType: string): boolean {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType)?.[1];
  return charset === undefined || /^(utf-?8|us-ascii)$/i.test(charset);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ScimError(400, `The request body is not JSON: ${reason}.`, { scimType: "invalidSyntax", cause: error });
  }
}
