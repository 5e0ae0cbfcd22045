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
  if (isSomebody(object)) return true;
  const schemas = getIgnoreCase(object, "schemas");
  // One whose own schemas are wrong is known by what only it has.
  const isDescribing = isArray(object["attributes"]) || typeof object["endpoint"] === "string";
  if (isDescribing || isDocument(schemas)) return false;
  return isArray(schemas) || ["displayName", "meta", "externalId"].some((name) => has(object, name));
}

/** What is shown of somebody else's resource. */
export function maskResource(object: JsonObject): JsonObject {
  const schemas = object["schemas"];
  return { ...(schemas === undefined ? {} : { schemas }), id: MASK, masked: "a resource that this run did not make" };
}

/** A value as a report may show it: resources that are not to be shown are masked, and so are members that hold secrets. */
export function maskForeign(value: Json, sight: Sight): Json {
  if (isArray(value)) return value.map((item) => maskForeign(item, sight));
  if (typeof value === "string") return maskInnerText(value, sight);
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

/** A body that is no JSON; one that was read and seems to hold users is not shown. */
export function maskText(text: string, { isRead }: Pick<Sight, "isRead">): string {
  return isRead && /userName|\\u00/i.test(text) ? `${MASK} (text that is no JSON and seems to hold users)` : text;
}

/** A text within JSON: some targets put JSON into it once more. */
export function maskInnerText(text: string, { isRead }: Pick<Sight, "isRead">): string {
  return isRead && /^\s*[[{]/.test(text) && /userName/i.test(text) ? `${MASK} (text that seems to hold users)` : text;
}

/** Where the id is missing or left out; what names a run is nobody's. */
function isSomebodyWithoutId(object: JsonObject): boolean {
  const name = getIgnoreCase(object, "userName");
  if (typeof name === "string") return !/^zsc-/i.test(name);
  return isSomebody(object) && !/zsc-/i.test(JSON.stringify(object));
}

/** By what users and groups alone have. */
function isSomebody(object: JsonObject): boolean {
  const lists = ["emails", "phoneNumbers", "addresses", "members"];
  return (
    has(object, "userName") ||
    isObject(getIgnoreCase(object, "name")) ||
    lists.some((name) => isArray(getIgnoreCase(object, name)))
  );
}

function has(object: JsonObject, name: string): boolean {
  return getIgnoreCase(object, name) !== undefined;
}
