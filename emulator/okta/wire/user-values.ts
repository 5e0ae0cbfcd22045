import type { Json, JsonObject } from "../../../src/scim/json.ts";
import { isArray, isObject } from "../../../src/scim/json.ts";
import { USER_URN, sameUrn } from "../../../src/scim/urns.ts";
import { mergeElements } from "./user-elements.ts";
import type { UserElement } from "./user-elements.ts";

/**
 * What the app's mappings give for one person. Absent means not mapped; null means mapped but empty in Okta: left out of
 * a create, and dropped from the representation that an update sends back.
 */
export interface OktaUserValues {
  readonly userName: string;
  readonly givenName?: string | null;
  readonly familyName?: string | null;
  /** The one e-mail; Okta marks it primary. */
  readonly email?: string | null;
  /** Without a mapping of its own the e-mail goes out without a type. */
  readonly emailType?: string | null;
  readonly displayName?: string | null;
  readonly locale?: string | null;
  /** Further attributes of the core User, as SCIM JSON; objects are merged into what is there. */
  readonly core?: JsonObject;
  /** Attributes of extensions, by schema URN. */
  readonly extensions?: Readonly<Record<string, JsonObject>>;
  /** Values for single elements of lists. */
  readonly elements?: readonly UserElement[];
}

/** The members of `name`: given and family name, and whatever else is mapped below it. */
export function nameOf({ givenName, familyName, core }: OktaUserValues): JsonObject {
  const further = core?.["name"];
  return { givenName, familyName, ...(isObject(further) && further) };
}

/** The `emails` that Okta sends: exactly one, in this order of keys; nothing when there is no e-mail. */
export function toEmails({ email, emailType }: OktaUserValues): Json | undefined {
  if (email === undefined || email === null) return undefined;
  return [{ primary: true, value: email, ...(typeof emailType === "string" && { type: emailType }) }];
}

/** Elements of lists of the core User. */
export function coreElements({ elements = [] }: OktaUserValues): readonly UserElement[] {
  return elements.filter(({ extension }) => extension === undefined);
}

/** The URNs of all extensions that something is mapped to. */
export function extensionUrns({ extensions = {}, elements = [] }: OktaUserValues): readonly string[] {
  return [...new Set([...Object.keys(extensions), ...elements.flatMap(({ extension }) => extension ?? [])])];
}

/** An extension with the values of its lists' elements merged in. */
export function withElements(members: JsonObject, urn: string, { elements = [] }: OktaUserValues): JsonObject {
  return mergeElements(
    members,
    elements.filter(({ extension }) => extension === urn),
  );
}

/** Extensions that have at least one value, each without its empty members. */
export function filledExtensions(values: OktaUserValues): Readonly<Record<string, JsonObject>> {
  const filled = extensionUrns(values).map((urn) => {
    return [urn, withoutEmpty(withElements(values.extensions?.[urn] ?? {}, urn, values))] as const;
  });
  return Object.fromEntries(filled.filter(([, members]) => Object.keys(members).length > 0));
}

/** The schemas that a body names: those it had, the core User and each extension with a value. */
export function toSchemas(present: Json | undefined, extensions: readonly string[]): readonly Json[] {
  const schemas = isArray(present) ? present : [];
  const missing = [USER_URN, ...extensions].filter(
    (urn) => !schemas.some((schema) => typeof schema === "string" && sameUrn(schema, urn)),
  );
  return [...schemas, ...missing];
}

/** The object without members that are null or absent, at any depth. */
export function withoutEmpty(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([key, value]) => [key, isObject(value) ? withoutEmpty(value) : value]),
  );
}
