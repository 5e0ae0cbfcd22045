import { getIgnoreCase, isArray, isObject } from "../../scim/json.ts";
import type { Json, JsonObject } from "../../scim/json.ts";
import { MASK } from "./mask.ts";
import { isSecretMember } from "./secret-names.ts";

/** Whose resources may be shown. */
export interface Sight {
  /** True for the id of a resource that may be shown. */
  readonly isVisible: (id: string) => boolean;
  /** It answers a reading, which may show anybody; a write shows what the run has sent. */
  readonly isRead: boolean;
}

/** True for a user or group that somebody else made. Discovery documents are nobody's data. */
export function isForeign(object: JsonObject, { isVisible, isRead }: Sight): boolean {
  const id = getIgnoreCase(object, "id");
  if (typeof id !== "string" && typeof id !== "number") return isRead && isSomebodyWithoutId(object);
  if (isVisible(String(id))) return false;
  const schemas = object["schemas"];
  // One whose own schemas are wrong is known by what only it has.
  const isDescribing = isArray(object["attributes"]) || typeof object["endpoint"] === "string";
  if (isDescribing && getIgnoreCase(object, "userName") === undefined) return false;
  const isNamed = ["userName", "displayName", "meta"].some((name) => getIgnoreCase(object, name) !== undefined);
  return !isDocument(schemas) && (isNamed || isArray(schemas));
}

/** What is shown of somebody else's resource. */
export function maskResource(object: JsonObject): JsonObject {
  const schemas = object["schemas"];
  return { ...(schemas === undefined ? {} : { schemas }), id: MASK, masked: "a resource that this run did not make" };
}

/** A value as a report may show it: resources that are not to be shown are masked, and so are members that hold secrets. */
export function maskForeign(value: Json, sight: Sight): Json {
  if (isArray(value)) return value.map((item) => maskForeign(item, sight));
  if (!isObject(value)) return value;
  if (isForeign(value, sight)) return maskResource(value);
  const members = Object.entries(value).map(([name, member]) => {
    if (member === undefined) return [name, member];
    return [name, isSecretValue(name, member) ? MASK : maskForeign(member, sight)];
  });
  return Object.fromEntries(members);
}

/** True for what a member holds that is named like a password or token; true, false and null give nothing away. */
export function isSecretValue(name: string, value: Json): boolean {
  return isSecretMember(name) && value !== null && typeof value !== "boolean";
}

function isDocument(schemas: Json | undefined): boolean {
  return (
    isArray(schemas) &&
    schemas.some((s) => typeof s === "string" && /:(Schema|ResourceType|ServiceProviderConfig)$/i.test(s))
  );
}

/** By its name, where the id is missing or left out; names of runs are nobody's. */
function isSomebodyWithoutId(object: JsonObject): boolean {
  const name = getIgnoreCase(object, "userName");
  return typeof name === "string" && !/^zsc-/i.test(name);
}
