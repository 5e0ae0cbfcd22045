import {
  filterOf,
  isSuccess,
  itemsAt,
  makeIfTaken,
  publishedAttribute,
  readBack,
  sameText,
  shown,
  USER_URN,
  valueAt,
  verify,
} from "../../../../src/kit/index.ts";
import type { CheckContext, Json, JsonObject, OwnUser, Reply } from "../../../../src/kit/index.ts";
import { readPatched } from "./patch-effect.ts";
import { isRequired, mayWrite, patchUser } from "./patch-target.ts";

/** A multi-valued attribute of which the target keeps a work and a home value. */
export interface KeptValues {
  readonly user: OwnUser;
  /** For example `emails`. */
  readonly attribute: MultiValued;
  /** The values as GET shows them. */
  readonly work: JsonObject;
  readonly home: JsonObject;
  /** That GET. */
  readonly seen: Reply;
}

/** An attribute with several values. */
export type MultiValued = "emails" | "phoneNumbers" | "addresses";

/** Attributes with several values, in the order in which most servers have them. */
export const MULTI_VALUED: readonly MultiValued[] = ["emails", "phoneNumbers", "addresses"];

/**
 * Makes a user with a work and a home value of all those of the attributes that may be written, and picks the first that GET
 * shows with both. Skips the check when there is none.
 */
export async function keepValues(
  t: CheckContext,
  attributes: readonly MultiValued[] = MULTI_VALUED,
): Promise<KeptValues> {
  const found = await findValues(t, attributes);
  return typeof found === "string" ? t.skip(found) : found;
}

/** The same; a sentence that says why where there is none. */
export async function findValues(
  t: CheckContext,
  attributes: readonly MultiValued[] = MULTI_VALUED,
): Promise<KeptValues | string> {
  const user = await makeWithValues(t, attributes, ["work", "home"]);
  if (user === undefined) return `the target takes no user with work and home values of ${attributes.join(", ")}`;
  const { reply: seen, resource: found } = await readBack(t, user.path);
  for (const attribute of attributes) {
    const [work, home] = [ofType(found, attribute, "work"), ofType(found, attribute, "home")];
    // Where the target adds a value of its own, what must be there is not known.
    if (itemsAt(found, attribute).length !== 2) continue;
    if (work !== undefined && home !== undefined) return { user, attribute, work, home, seen };
  }
  return `the target keeps no work and home value of ${attributes.join(", ")}`;
}

/** A multi-valued attribute, not required, of which the target keeps one value of type work. Skips where there is none. */
export async function keepOneValue(t: CheckContext): Promise<Omit<KeptValues, "home" | "seen">> {
  const attributes = (["phoneNumbers", "addresses", "emails"] as const).filter((name) => !isRequired(t, name));
  const user = await makeWithValues(t, attributes, ["work"]);
  const found = user === undefined ? {} : await user.read();
  for (const attribute of attributes) {
    const work = ofType(found, attribute, "work");
    if (user !== undefined && work !== undefined && itemsAt(found, attribute).length === 1)
      return { user, attribute, work };
  }
  return t.skip(`the target keeps no work value of ${attributes.join(", ")}`);
}

/** A user with values of these types: of all the attributes at once, or of the first that the target takes. */
async function makeWithValues(
  t: CheckContext,
  attributes: readonly string[],
  types: readonly ("work" | "home")[],
): Promise<OwnUser | undefined> {
  const usable = attributes.filter((name) => mayWrite(t, name) && valueFor(t, name, "work") !== undefined);
  const valuesOf = (name: string): [string, Json] => [name, types.map((type) => valueFor(t, name, type) ?? null)];
  for (const names of [usable, ...usable.map((name) => [name])]) {
    const user = await makeIfTaken(t, { label: "values", overrides: Object.fromEntries(names.map(valuesOf)) });
    if (user !== undefined) return user;
  }
  return undefined;
}

/** A kind of value; `new` is another value of type work, `none` one that no user has. */
export type ValueKind = "work" | "home" | "other" | "new" | "none";

/** A value that the attribute takes; undefined for e-mails when the profile's users have none. */
export function valueFor(t: CheckContext, attribute: string, kind: ValueKind): JsonObject | undefined {
  const named = kind === "new" ? "work" : kind === "none" ? "other" : kind;
  const types = publishedAttribute(t, [USER_URN, attribute, "type"])?.canonicalValues;
  // Where types are suggested the target may take no others; a value needs none.
  const isKnown = types === undefined || types.some((one) => sameText(one, named));
  const typed = isKnown ? { type: named } : {};
  switch (attribute) {
    case "emails": {
      const address = valueAt(itemsAt(t.make.userBody({ label: "values" }), "emails")[0], "value");
      return typeof address === "string"
        ? { value: `${kind}.${address}`, ...typed, primary: named === "work" }
        : undefined;
    }
    case "phoneNumbers":
      return { value: `tel:+1-201-555-01${NUMBERS[kind]}`, ...typed };
    case "addresses":
      return { ...typed, streetAddress: `${NUMBERS[kind]} Main Street`, locality: "Springfield", country: "US" };
    default:
      return undefined;
  }
}

const NUMBERS = { work: 10, home: 20, other: 30, new: 40, none: 50 } as const;

/** The sub-attribute that tells one value from another. */
export function keyOf(attribute: string): "value" | "streetAddress" {
  return attribute === "addresses" ? "streetAddress" : "value";
}

/** True when two values have the same key, letter case aside. */
export function isSameValue(attribute: string, a: JsonObject, b: JsonObject): boolean {
  const key = keyOf(attribute);
  return sameText(valueAt(a, key), valueAt(b, key));
}

/** The first value of a type. */
export function ofType(user: JsonObject, attribute: string, type: string): JsonObject | undefined {
  return itemsAt(user, attribute).find((item) => sameText(valueAt(item, "type"), type));
}

/** PATCH with an operation whose path has a filter; skips where the target says that it does not know such paths. */
export async function patchByFilter(t: CheckContext, user: OwnUser, operation: JsonObject): Promise<Reply> {
  const reply = await patchUser(t, user, [operation]);
  if (takesNoFilter(reply) && !(await isRemovalAlone(t, user, { operation, reply }))) {
    t.skip(`the target takes no PATCH path with a filter (${reply.status}); users.patch.value-path is about that`);
  }
  return reply;
}

/** True where a removal by a filter is refused, although replace takes such paths and remove takes others. */
async function isRemovalAlone(
  t: CheckContext,
  user: OwnUser,
  { operation, reply }: { readonly operation: JsonObject; readonly reply: Reply },
): Promise<boolean> {
  const attribute = MULTI_VALUED.find((name) => String(operation["path"]).startsWith(`${name}[`));
  if (attribute === undefined || operation["op"] !== "remove" || reply.status === 501) return false;
  const key = keyOf(attribute);
  const path = filterOf`${attribute}[type eq "work"].${key}`;
  const value = valueAt(valueFor(t, attribute, "new"), key) ?? null;
  const replaced = await t.patch(user.path, [{ op: "replace", path, value }]);
  return isSuccess(replaced) && isSuccess(await t.patch(user.path, [{ op: "remove", path: attribute }]));
}

/** True for the answers of a target that does not know paths with a filter. */
export function takesNoFilter({ status, body }: Reply): boolean {
  const scimType = valueAt(body, "scimType");
  return status === 501 || (status === 400 && (scimType === "invalidFilter" || scimType === "invalidPath"));
}

/** Which values an attribute must have, and which of the old ones it must not have; others are not allowed. */
export interface ExpectedValues {
  readonly attribute: string;
  readonly has: readonly JsonObject[];
  readonly lacks?: readonly JsonObject[];
  /** An earlier reading that the values are taken from. */
  readonly seen?: Reply;
}

/** Throws unless GET shows exactly the values that the attribute must have. Returns that GET. */
export async function verifyValues(t: CheckContext, user: OwnUser, expected: ExpectedValues): Promise<Reply> {
  return t.eventually(
    () => readPatched(t, user),
    (reply) => verifyValuesIn(reply, expected),
  );
}

/** Throws unless GET shows just the values at once and still after the settling time: where a PATCH was refused. */
export async function verifyValuesStay(t: CheckContext, user: OwnUser, expected: ExpectedValues): Promise<void> {
  await t.stays(
    () => readPatched(t, user),
    (reply) => verifyValuesIn(reply, expected),
  );
}

function verifyValuesIn(reply: Reply, expected: ExpectedValues): Reply {
  const { attribute, has, seen } = expected;
  const keys = has.map((value) => valueAt(value, keyOf(attribute)) ?? null);
  const wanted = has.length === 0 ? "no value" : `just ${keys.map(shown).join(" and ")}`;
  verify(reply, { others: seen === undefined ? [] : [seen] })
    .at(attribute)
    .holds(wanted, (found) => isAsExpected(itemsAt(found), expected));
  return reply;
}

function isAsExpected(items: readonly JsonObject[], { attribute, has, lacks = [] }: ExpectedValues): boolean {
  const isThere = (value: JsonObject): boolean => items.some((item) => isSameValue(attribute, item, value));
  return items.length === has.length && has.every(isThere) && !lacks.some(isThere);
}
