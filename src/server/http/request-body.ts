import { ScimError } from "../../scim/error.ts";
import { SCIM_MEDIA_TYPE, mediaTypeOf } from "../../scim/http.ts";
import { isObject } from "../../scim/json.ts";
import type { JsonObject } from "../../scim/json.ts";
import { describeLimit, verifyBody } from "./json-limits.ts";
import type { ServerLimits } from "./limits.ts";
import { messageOf } from "../../scim/message-of.ts";

/** Media types that a body may come in (RFC 7644 section 3.8). */
const MEDIA_TYPES: readonly string[] = [SCIM_MEDIA_TYPE, "application/json"];
// A client that writes its whole body before it reads the answer gets to the answer if not much is left to write.
const DISCARDED_BYTES = 16 * 1_048_576;

/**
 * Reads the JSON object in a request's body, and no more of it than the limits allow.
 * @throws ScimError 415 for another media type, 413 for a body that is too large, 400 for no object or one beyond a limit
 */
export async function readJsonObject(request: Request, limits: ServerLimits): Promise<JsonObject> {
  verifyMediaType(request.headers.get("content-type"));
  verifyUncompressed(request.headers.get("content-encoding"));
  const body = parseJson(await readText(request, limits));
  if (!isObject(body)) {
    throw new ScimError(400, "The request body must be one JSON object.", { scimType: "invalidSyntax" });
  }
  verifyBody(body, limits);
  return body;
}

const KEEPS_LENGTH = Symbol("keeps its Content-Length");

/** Notes of a request that its body cannot be longer than its Content-Length, since the HTTP parser sees to it. */
export function trustLength(request: Request): Request {
  return Object.defineProperty(request, KEEPS_LENGTH, { value: true });
}

/** Counting while a stream is read costs a third of the rate of small writes; it is spared where the length is certain. */
function isCertainlySmall(request: Request, { bodyBytes }: ServerLimits): boolean {
  const length = request.headers.get("content-length");
  if (!(KEEPS_LENGTH in request) || request.headers.has("transfer-encoding")) return false;
  return length !== null && /^\d+$/.test(length) && Number(length) <= bodyBytes;
}

async function readText(request: Request, limits: ServerLimits): Promise<string> {
  if (isCertainlySmall(request, limits)) return request.text().catch(brokeOff);
  if (request.body === null) return "";
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await read(reader); part !== undefined; part = await read(reader)) {
    size += part.byteLength;
    if (size > limits.bodyBytes) {
      void discard(reader);
      throw new ScimError(413, `The request body is too large: ${describeLimit("bodyBytes", limits)}.`);
    }
    chunks.push(part);
  }
  return new TextDecoder().decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
}

/** The next part; undefined at the end. A client that goes away in the middle is no fault of the server. */
async function read(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array | undefined> {
  try {
    return (await reader.read()).value;
  } catch (cause) {
    return brokeOff(cause);
  }
}

function brokeOff(cause: unknown): never {
  throw new ScimError(400, "The request body broke off.", { scimType: "invalidSyntax", cause });
}

async function discard(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  try {
    for (let size = 0; size < DISCARDED_BYTES;) {
      const part = await read(reader);
      if (part === undefined) return;
      size += part.byteLength;
    }
    await reader.cancel();
  } catch {
    // Nobody sends any more, which is what was wanted.
  }
}

function verifyMediaType(contentType: string | null): void {
  // A body without a Content-Type can only be meant as what SCIM speaks.
  if (contentType === null || (MEDIA_TYPES.includes(mediaTypeOf(contentType)) && isUtf8(contentType))) return;
  throw new ScimError(415, `A request body must be ${MEDIA_TYPES.join(" or ")} in UTF-8, found '${contentType}'.`);
}

// RFC 9110 section 8.4: an encoding that the server does not take is answered with 415.
function verifyUncompressed(encoding: string | null): void {
  if (encoding === null || /^(identity)?$/i.test(encoding.trim())) return;
  throw new ScimError(415, `A request body must not be compressed, found the content encoding '${encoding}'.`);
}

function isUtf8(contentType: string): boolean {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType)?.[1];
  return charset === undefined || /^(utf-?8|us-ascii)$/i.test(charset);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = messageOf(error);
    throw new ScimError(400, `The request body is not JSON: ${reason}.`, { scimType: "invalidSyntax", cause: error });
  }
}
