import { ScimError } from "../error.ts";
import type { ScimType } from "../error.ts";
import { describeJson, getIgnoreCase, isArray, isObject, sameName } from "../json.ts";
import type { Json, JsonObject } from "../json.ts";
import { PATCH_OP_URN, sameUrn } from "../urns.ts";

/** One operation of a PATCH request (RFC 7644 section 3.5.2). */
export interface PatchOperation {
  readonly op: "add" | "remove" | "replace";
  /** In the notation of RFC 7644 figure 7; without it the resource itself is the target. */
  readonly path?: string;
  readonly value?: Json;
}

const OPS: readonly PatchOperation["op"][] = ["add", "remove", "replace"];

/**
 * Reads the body of a PATCH request. Names of operations are taken in any letter case, as Microsoft Entra sends them.
 * @throws ScimError 400: invalidSyntax for what is no PatchOp message, invalidValue for a missing value, invalidPath for
 * a path that is no string, noTarget for a removal without a path
 */
export function parsePatchRequest(body: unknown): readonly PatchOperation[] {
  if (!isObject(body)) throw refusal("invalidSyntax", "The body of a PATCH must be a JSON object.");
  const schemas = getIgnoreCase(body, "schemas");
  if (!isArray(schemas) || !schemas.some((urn) => typeof urn === "string" && sameUrn(urn, PATCH_OP_URN))) {
    throw refusal("invalidSyntax", `Attribute 'schemas' of a PATCH must hold '${PATCH_OP_URN}'.`);
  }
  const operations = getIgnoreCase(body, "Operations");
  if (!isArray(operations) || operations.length === 0) {
    throw refusal("invalidSyntax", "Attribute 'Operations' of a PATCH must be an array of at least one operation.");
  }
  return operations.map((operation, index) => parseOperation(operation, index + 1));
}

function parseOperation(json: Json, number: number): PatchOperation {
  if (!isObject(json)) throw refusal("invalidSyntax", `Operation ${number} must be a JSON object.`);
  const op = parseOp(json, number);
  const path = getIgnoreCase(json, "path");
  if (path !== undefined && path !== null && typeof path !== "string") {
    throw refusal("invalidPath", `The path of operation ${number} must be a string.`);
  }
  if (op === "remove" && typeof path !== "string") {
    throw refusal("noTarget", `Operation ${number} removes, so that it needs a path.`);
  }
  const value = getIgnoreCase(json, "value");
  if (op !== "remove" && value === undefined) {
    throw refusal("invalidValue", `Operation ${number} (${op}) needs a value.`);
  }
  return { op, ...(typeof path === "string" && { path }), ...(value !== undefined && { value }) };
}

function parseOp(json: JsonObject, number: number): PatchOperation["op"] {
  const text = getIgnoreCase(json, "op");
  const op = typeof text === "string" ? OPS.find((candidate) => sameName(candidate, text)) : undefined;
  if (op !== undefined) return op;
  const found = typeof text === "string" ? `'${text}'` : describeJson(text);
  throw refusal("invalidSyntax", `The op of operation ${number} must be add, remove or replace, found ${found}.`);
}

function refusal(scimType: ScimType, detail: string): ScimError {
  return new ScimError(400, detail, { scimType });
}
