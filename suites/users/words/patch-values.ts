import type { CheckContext } from "../../../src/kit/check-context.ts";
import { describeRequest } from "../../../src/exchange/reply.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyThat } from "../../../src/exchange/verify.ts";
import { isObject } from "../../../src/scim/json.ts";
import type { Json, JsonObject } from "../../../src/scim/json.ts";
import { isRequired, makeIfTaken, mayWrite, readUntil } from "./patch-target.ts";
import type { OwnUser } from "./patch-target.ts";
import { itemsAt, sameText, valueAt } from "../../../src/kit/reading/value-at.ts";

/** A multi-valued attribute of which the target keeps a work and a home value. */
export interface KeptValues {
  readonly user: OwnUser;
  /** For example `emails`. */
  readonly attribute: MultiValued;
  /** The values as GET shows them. */
  readonly work: JsonObject;
  readonly home: JsonObject;
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
  const user = await makeWithValues(t, attributes, ["work", "home"]);
  const found = user === undefined ? {} : await user.read();
  for (const attribute of attributes) {
    const [work, home] = [ofType(found, attribute, "work"), ofType(found, attribute, "home")];
    if (user !== undefined && work !== undefined && home !== undefined) return { user, attribute, work, home };
  }
  return t.skip(`the target keeps no work and home value of ${attributes.join(", ")}`);
}

/** A multi-valued attribute, not required, of which the target keeps one value of type work. Skips where there is none. */
export async function keepOneValue(t: CheckContext): Promise<Omit<KeptValues, "home">> {
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
  const type = kind === "new" ? "work" : kind === "none" ? "other" : kind;
  switch (attribute) {
    case "emails": {
      const address = valueAt(itemsAt(t.make.userBody({ label: "values" }), "emails")[0], "value");
      return typeof address === "string" ? { value: `${kind}.${address}`, type, primary: type === "work" } : undefined;
    }
    case "phoneNumbers":
      return { value: `tel:+1-201-555-01${NUMBERS[kind]}`, type };
    case "addresses":
      return { type, streetAddress: `${NUMBERS[kind]} Main Street`, locality: "Springfield", country: "US" };
    default:
      return undefined;
  }
}

const NUMBERS = { work: 10, home: 20, other: 30, new: 40, none: 50 } as const;

/** The sub-attribute that tells one value from another. */
export function keyOf(attribute: string): "value" | "streetAddress" {
  return attribute === "addresses" ? "streetAddress" : "value";
}

/** True when the attribute shows a value with the same key as this one, letter case aside. */
export function hasValue(user: JsonObject, attribute: string, value: JsonObject): boolean {
  const key = keyOf(attribute);
  return itemsAt(user, attribute).some((item) => sameText(valueAt(item, key), valueAt(value, key)));
}

/** The first value of a type. */
export function ofType(user: JsonObject, attribute: string, type: string): JsonObject | undefined {
  return itemsAt(user, attribute).find((item) => sameText(valueAt(item, "type"), type));
}

/** Skips where the target says that it does not know paths with a filter. */
export function skipWithoutValuePaths(t: CheckContext, reply: Reply): void {
  const scimType = valueAt(reply.body, "scimType");
  const isUnknown = reply.status === 400 && (scimType === "invalidFilter" || scimType === "invalidPath");
  if (isUnknown || reply.status === 501) t.skip(`the target takes no PATCH path with a filter (${reply.status})`);
}

/** Which values an attribute must have and which it must not have; others are not allowed. */
export interface ExpectedValues {
  readonly attribute: string;
  readonly has: readonly JsonObject[];
  readonly lacks: readonly JsonObject[];
}

/** Throws unless GET shows exactly the values that the attribute must have. */
export async function verifyValues(t: CheckContext, user: OwnUser, expected: ExpectedValues): Promise<void> {
  const { attribute, has } = expected;
  const reply = await readUntil(t, user, (found) => isAsExpected(found, expected));
  const found = isObject(reply.body) ? reply.body : {};
  const key = keyOf(attribute);
  verifyThat(isAsExpected(found, expected), reply, {
    reason: `after the PATCH ${describeRequest(reply)} shows other ${attribute} than it should`,
    expected: shown(has.map((value) => valueAt(value, key) ?? null)),
    actual: shown(itemsAt(found, attribute).map((item) => valueAt(item, key) ?? null)),
    at: `/${attribute}`,
  });
}

function isAsExpected(user: JsonObject, { attribute, has, lacks }: ExpectedValues): boolean {
  const isComplete = has.every((value) => hasValue(user, attribute, value));
  const isRid = !lacks.some((value) => hasValue(user, attribute, value));
  return isComplete && isRid && itemsAt(user, attribute).length === has.length;
}
