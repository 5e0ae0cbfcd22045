import type { AttributeMapping, MappingValue } from "../../../src/profile/attribute-mapping.ts";
import type { Json, JsonObject } from "../../../src/scim/json.ts";
import { isArray, isObject } from "../../../src/scim/json.ts";
import { parseExternalName } from "../../../src/profile/mappings/external-name.ts";
import { USER_URN, sameUrn } from "../../../src/scim/urns.ts";
import type { OktaUserProfile } from "../org/directory.ts";
import type { UserElement } from "../wire/user-elements.ts";
import type { OktaUserValues } from "../wire/user-values.ts";

/** Values that an assignment gives for attributes of the app profile, by name, for example `{ ziProduct: ["Sales"] }`. */
export type AssignedAttributes = Readonly<Record<string, Json>>;

/** Where a person's values come from. */
export interface ValueSources {
  readonly profile: OktaUserProfile;
  /** The individual assignment: overrides of any attribute. */
  readonly individual: AssignedAttributes | undefined;
  /** The group assignments that reach the person, first priority first. */
  readonly groups: readonly AssignedAttributes[];
}

/** How values are made. */
export interface MappingRules {
  readonly mappings: readonly AttributeMapping[];
  /** Multi-valued attributes whose values are united over all group assignments; others follow the first priority. */
  readonly combined: readonly string[];
  /** A profile push carries create-only attributes too. */
  readonly fullProfilePush: boolean;
}

/**
 * What the app sends for one person: an attribute set by the individual assignment beats the groups', which beat the
 * mapping. An update leaves create-only attributes out.
 */
export function mappedValues(rules: MappingRules, sources: ValueSources, stage: "create" | "update"): OktaUserValues {
  const isSent = ({ applyOn }: AttributeMapping): boolean =>
    stage === "create" || applyOn === "create-and-update" || rules.fullProfilePush;
  const values = rules.mappings
    .filter(isSent)
    .map((mapping) => [mapping, valueOf(mapping, rules, sources)] as const)
    .filter((pair): pair is [AttributeMapping, Json] => pair[1] !== undefined)
    .map(([mapping, value]) => [mapping, asSent(mapping, value)] as const);
  return place(values, sources.profile.userName);
}

/** Several values go out as a list, also where the source has one. */
function asSent({ multiValued }: AttributeMapping, value: Json): Json {
  return multiValued && value !== null && !isArray(value) ? [value] : value;
}

/** The value of one attribute; null when it is mapped but empty, undefined when nothing gives it. */
function valueOf(mapping: AttributeMapping, rules: MappingRules, sources: ValueSources): Json | undefined {
  const { name } = mapping;
  if (sources.individual !== undefined && Object.hasOwn(sources.individual, name)) return sources.individual[name];
  const given = sources.groups.filter((attributes) => Object.hasOwn(attributes, name));
  if (mapping.type === "group" && given.length > 0) {
    return mapping.multiValued && rules.combined.includes(name) ? unite(given, name) : given[0]?.[name];
  }
  return mapping.value === undefined ? undefined : fromMapping(mapping.value, sources.profile);
}

/** What the assignments give for an attribute, whatever the mapping says; undefined when none of them does. */
export function assignedValue(
  name: string,
  { combined }: Pick<MappingRules, "combined">,
  { individual, groups }: ValueSources,
): Json | undefined {
  if (individual !== undefined && Object.hasOwn(individual, name)) return individual[name];
  const given = groups.filter((attributes) => Object.hasOwn(attributes, name));
  if (given.length === 0) return undefined;
  return combined.includes(name) ? unite(given, name) : given[0]?.[name];
}

function unite(groups: readonly AssignedAttributes[], name: string): Json {
  const all = groups.flatMap((attributes) => {
    const value = attributes[name];
    return isArray(value) ? value : [];
  });
  return [...new Set(all)];
}

function fromMapping(value: MappingValue, profile: OktaUserProfile): Json {
  if (value.from === "constant") return value.constant;
  const found = value.attribute === "login" ? profile.userName : profile[value.attribute];
  return found === undefined || found === "" ? null : found;
}

/** Attributes of the core User for which the wire has fields of their own, by their external name. */
const FIELDS = {
  "name.givenName": "givenName",
  "name.familyName": "familyName",
  emails: "email",
  "emails.type": "emailType",
  displayName: "displayName",
  locale: "locale",
} as const satisfies Readonly<Record<string, keyof OktaUserValues>>;

type Field = (typeof FIELDS)[keyof typeof FIELDS];

function place(values: readonly (readonly [AttributeMapping, Json])[], login: string): OktaUserValues {
  const fields: Partial<Record<Field, string | null>> = {};
  let userName = login;
  let core: JsonObject = {};
  const extensions: Record<string, JsonObject> = {};
  const elements: UserElement[] = [];
  for (const [{ namespace, externalName }, value] of values) {
    const isCore = sameUrn(namespace, USER_URN);
    const element = elementOf(externalName);
    if (element !== undefined) {
      elements.push({ ...element, extension: isCore ? undefined : namespace, value });
    } else if (!isCore) {
      extensions[namespace] = setPath(extensions[namespace] ?? {}, externalName, value);
    } else if (externalName === "userName") {
      userName = value === null ? login : String(value);
    } else if (isField(externalName)) {
      fields[FIELDS[externalName]] = value === null ? null : String(value);
    } else {
      core = setPath(core, externalName, value);
    }
  }
  return { userName, ...fields, core, extensions, ...(elements.length > 0 && { elements }) };
}

/** The element of a list that an external name means; undefined for another name. */
function elementOf(externalName: string): Pick<UserElement, "attribute" | "condition" | "part"> | undefined {
  const { attribute, condition, part } = parseExternalName(externalName) ?? {};
  if (attribute === undefined || condition === undefined || part === undefined) return undefined;
  return { attribute, condition, part };
}

function isField(externalName: string): externalName is keyof typeof FIELDS {
  return Object.hasOwn(FIELDS, externalName);
}

/** The object with a value at a path such as `name.middleName`. */
function setPath(object: JsonObject, path: string, value: Json): JsonObject {
  const [head = "", ...rest] = path.split(".");
  if (rest.length === 0) return { ...object, [head]: value };
  const below = object[head];
  return { ...object, [head]: setPath(isObject(below) ? below : {}, rest.join("."), value) };
}
