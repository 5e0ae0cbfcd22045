import { getIgnoreCase, isArray, isObject } from "../scim/json.ts";
import type { Json, JsonObject } from "../scim/json.ts";

/** True when a resource shows the run's random id in a name, an `externalId` or an e-mail, whatever the letter case. */
export function bearsMark(resource: Json | undefined, runId: string): boolean {
  return isObject(resource) && namesOf(resource).some((name) => name.toLowerCase().includes(runId.toLowerCase()));
}

/** True when a resource shows a name at all, so that one of another person or group can be told from one without a name. */
export function isNamed(resource: Json | undefined): resource is JsonObject {
  return isObject(resource) && namesOf(resource).length > 0;
}

/** True when a resource shows no other names than those that were sent: a target may leave out the one with the mark. */
export function showsOnly(resource: JsonObject, sent: Json | undefined): boolean {
  const known = new Set(isObject(sent) ? namesOf(sent).map((name) => name.toLowerCase()) : []);
  return namesOf(resource).every((name) => known.has(name.toLowerCase()));
}

function namesOf(resource: JsonObject): readonly string[] {
  const names = ["userName", "displayName", "externalId"].map((name) => getIgnoreCase(resource, name));
  return [...names, ...addressesOf(getIgnoreCase(resource, "emails"))].filter(isText);
}

function addressesOf(emails: Json | undefined): readonly (Json | undefined)[] {
  const entries = isArray(emails) ? emails : [emails];
  return entries.map((entry) => (isObject(entry) ? getIgnoreCase(entry, "value") : entry));
}

function isText(value: Json | undefined): value is string {
  return typeof value === "string" && value !== "";
}
