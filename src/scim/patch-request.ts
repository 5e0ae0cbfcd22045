import type { Json } from "./json.ts";

/** One operation of a PATCH request (RFC 7644 section 3.5.2). */
export interface PatchOperation {
  readonly op: "add" | "remove" | "replace";
  readonly path?: string;
  readonly value?: Json;
}

/** Reads the body of a PATCH request; names of operations are taken in any letter case. @throws ScimError 400 */
export function parsePatchRequest(body: unknown): readonly PatchOperation[] {
  throw new Error(String(body));
}
