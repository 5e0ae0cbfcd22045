import type { AttributeMapping } from "../../../profile/attribute-mapping.ts";
import { parseExternalName } from "../../../profile/mappings/external-name.ts";
import type { ElementCondition } from "../../../profile/mappings/external-name.ts";
import type { Profile } from "../../../profile/profile.ts";
import { getIgnoreCase, isArray, isObject, jsonEqual } from "../../../scim/json.ts";
import type { Json, JsonObject } from "../../../scim/json.ts";
import { USER_URN, sameUrn } from "../../../scim/urns.ts";
import type { Person } from "../../directory.ts";
import type { DirectoryEntry } from "../../identity-provider.ts";

/** What every server keeps of a user; all else is optional, so that its absence proves nothing. */
const KEPT: readonly string[] = ["userName", "name.givenName", "name.familyName", "displayName"];

/** The first value that differs from the directory's, among those that the app maps and pushes with every change. */
export function findStale(profile: Profile, { person }: DirectoryEntry, user: JsonObject): string | undefined {
  for (const mapping of profile.mappings.filter(isPushed)) {
    const { externalName } = mapping;
    const wanted = valueOf(mapping, person);
    const found = valueAt(user, externalName);
    if (wanted === undefined || isSame(externalName, wanted, found)) continue;
    // Optional: a server need not keep it, or may derive it from the names whatever is sent.
    const isLeftToServer = found === undefined || found === `${person.firstName} ${person.lastName}`;
    if (externalName === "displayName" && isLeftToServer) continue;
    return `${externalName} is ${JSON.stringify(found ?? null)} instead of ${JSON.stringify(wanted)}`;
  }
  return undefined;
}

function isPushed({ namespace, externalName, applyOn }: AttributeMapping): boolean {
  const isKept = KEPT.includes(externalName) || isAddress(externalName);
  return isKept && applyOn === "create-and-update" && sameUrn(namespace, USER_URN);
}

function isAddress(externalName: string): boolean {
  const external = parseExternalName(externalName);
  if (external?.attribute !== "emails") return false;
  return external.condition === undefined ? external.part === undefined : external.part === "value";
}

/** What the mapping gives for a person; undefined for nothing, which no reading can confirm. */
function valueOf({ value }: AttributeMapping, person: Person): string | undefined {
  if (value === undefined) return undefined;
  if (value.from === "constant") return String(value.constant);
  const { attributes, ...core } = person;
  const all: Readonly<Record<string, string | number | boolean>> = { ...attributes, ...core, login: core.userName };
  const found = all[value.attribute];
  return found === undefined || found === "" ? undefined : String(found);
}

/** User names and addresses are the same in any letter case. */
function isSame(externalName: string, wanted: string, found: string | undefined): boolean {
  if (externalName !== "userName" && !isAddress(externalName)) return found === wanted;
  return found?.toLowerCase() === wanted.toLowerCase();
}

function valueAt(user: JsonObject, externalName: string): string | undefined {
  const external = parseExternalName(externalName);
  if (external === undefined) return undefined;
  const value = getIgnoreCase(user, external.attribute);
  if (external.attribute === "emails") return addressIn(value, external.condition);
  const { part } = external;
  const inner = part === undefined ? value : isObject(value) ? getIgnoreCase(value, part) : undefined;
  return typeof inner === "string" ? inner : undefined;
}

/** The address that the condition means; the primary one without a condition, and where no type is kept. */
function addressIn(emails: Json | undefined, condition: ElementCondition | undefined): string | undefined {
  const entries = isArray(emails) ? emails.filter(isObject) : [];
  const meets = (entry: JsonObject, { name, value }: ElementCondition): boolean =>
    jsonEqual(getIgnoreCase(entry, name) ?? null, value);
  const meant = condition === undefined ? undefined : entries.find((entry) => meets(entry, condition));
  const primary = entries.find((entry) => meets(entry, { name: "primary", value: true })) ?? entries[0];
  const entry = meant ?? primary;
  const value = entry === undefined ? undefined : getIgnoreCase(entry, "value");
  return typeof value === "string" ? value : undefined;
}
