import type { CheckContext } from "../../../src/kit/check-context.ts";
import type { Made, MakeOptions, UserBody } from "../../../src/kit/maker.ts";
import { describeRequest } from "../../../src/exchange/reply.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyThat } from "../../../src/exchange/verify.ts";
import { SetUpFailure } from "../../../src/exchange/violation.ts";
import { isArray, isObject, jsonEqual } from "../../../src/scim/json.ts";
import type { Json, JsonObject } from "../../../src/scim/json.ts";
import { USER_URN } from "../../../src/scim/urns.ts";
import { publishedAttribute } from "../../../src/kit/published/published-attribute.ts";
import { isUnassigned, sameText, valueAt } from "../../../src/kit/reading/value-at.ts";

/** A user of the check's own. */
export type OwnUser = Made<UserBody>;

/** A single-valued attribute that the target was seen to keep. */
export interface KeptAttribute {
  /** The user whose GET shows the value. */
  readonly user: OwnUser;
  /** As a PATCH names it, for example `name.givenName`. */
  readonly path: string;
  /** Its value, as it was sent and is shown. */
  readonly value: string;
}

/** Attributes to try, in the order of the least harm. */
export const REPLACEABLE: readonly string[] = ["nickName", "title", "userType", "displayName", "name.givenName"];
/** Those that may be missing from a user: none from which a server derives others. */
export const REMOVABLE: readonly string[] = ["nickName", "title", "userType", "name.middleName", "externalId"];

/**
 * Makes a user with all those of the attributes that may be written, and picks the first that GET shows as it was sent.
 * Where the target refuses such a user the template alone is tried. Skips the check when there is no such attribute.
 */
export async function keepAttribute(t: CheckContext, paths: readonly string[] = REPLACEABLE): Promise<KeptAttribute> {
  const usable = paths.filter((path) => mayWrite(t, path));
  const values = Object.fromEntries(usable.map((path) => [path, `Zi old ${t.runId}`]));
  const user = (await makeIfTaken(t, { overrides: overridesFor(t, values) })) ?? (await t.make.user());
  const found = await user.read();
  for (const path of usable) {
    const value = valueAt(found, ...path.split("."));
    if (typeof value === "string" && value === valueAt(user.sent, ...path.split("."))) return { user, path, value };
  }
  return t.skip(`the target keeps none of ${paths.join(", ")}`);
}

/** Overrides that give a user these values, sub-attributes beside those that the template has. */
export function overridesFor(t: CheckContext, values: Readonly<Record<string, Json | undefined>>): JsonObject {
  const template = t.make.userBody();
  const overrides: Record<string, Json | undefined> = {};
  for (const [path, value] of Object.entries(values)) {
    const [name = path, sub] = path.split(".");
    const whole = overrides[name] ?? template[name];
    overrides[name] = sub === undefined ? value : { ...(isObject(whole) ? whole : {}), [sub]: value };
  }
  return overrides;
}

/** True for what the target publishes as writable; without published schemas, for what the profile's template has. */
export function mayWrite(t: CheckContext, path: string): boolean {
  const names = path.split(".");
  // externalId belongs to every resource and need not be published.
  if (path === "externalId") return true;
  if (t.target.schemas === undefined) return valueAt(t.make.userBody(), ...names) !== undefined;
  const published = publishedAttribute(t, [USER_URN, ...names]);
  // Where values are suggested the target may take no others.
  return published?.mutability === "readWrite" && published.canonicalValues === undefined;
}

/** True when the target publishes the attribute as required. */
export function isRequired(t: CheckContext, path: string): boolean {
  return publishedAttribute(t, [USER_URN, ...path.split(".")])?.required === true;
}

/** Makes a user that a sound target may refuse; undefined when it does. */
export async function makeIfTaken(t: CheckContext, options: MakeOptions): Promise<OwnUser | undefined> {
  try {
    return await t.make.user(options);
  } catch (error) {
    if (error instanceof SetUpFailure) return undefined;
    throw error;
  }
}

/** The value object of an operation without path: `{ name: { givenName: "x" } }` for `name.givenName`. */
export function asValue(path: string, value: Json): JsonObject {
  const [name = path, sub] = path.split(".");
  return { [name]: sub === undefined ? value : { [sub]: value } };
}

/** Reads the user until it is as `isRight` says or the settling time has passed. */
export async function readUntil(
  t: CheckContext,
  user: OwnUser,
  isRight: (found: JsonObject) => boolean,
): Promise<Reply> {
  return t.settle(
    () => t.get(user.path),
    (reply) => isObject(reply.body) && isRight(reply.body),
  );
}

/** Throws unless GET shows the value at the path; undefined stands for no value. Returns the user. */
export async function verifyShows(
  t: CheckContext,
  user: OwnUser,
  { path, value }: { readonly path: string; readonly value: Json | undefined },
): Promise<JsonObject> {
  const names = path.split(".");
  const reply = await readUntil(t, user, (found) => isShown(valueAt(found, ...names), value));
  const found = valueAt(reply.body, ...names);
  verifyThat(isShown(found, value), reply, {
    reason: `after the PATCH ${describeRequest(reply)} shows ${path} as ${shown(found)}`,
    expected: value === undefined ? `no ${path}` : shown(value),
    actual: shown(found),
    at: `/${names.join("/")}`,
  });
  return isObject(reply.body) ? reply.body : {};
}

/** Throws when an attribute that was sent, and that the operations do not name, has another value than before. */
export async function verifyOthersKept(t: CheckContext, user: OwnUser, options: KeptOptions): Promise<void> {
  const reply = await readUntil(t, user, (found) => findChanged(user, found, options) === undefined);
  const path = findChanged(user, isObject(reply.body) ? reply.body : {}, options);
  verifyThat(path === undefined, reply, {
    reason: `the PATCH changes ${path ?? ""}, which it does not name`,
    expected: shown(sketch(options.before).get(path ?? "")),
    actual: shown(sketch(reply.body).get(path ?? "")),
    at: `/${(path ?? "").replaceAll(".", "/")}`,
  });
}

/** The user before the PATCH, and the attributes that it changes. */
export interface KeptOptions {
  readonly before: JsonObject;
  readonly changed: readonly string[];
}

function findChanged(user: OwnUser, found: JsonObject, { before, changed }: KeptOptions): string | undefined {
  const now = sketch(found);
  const sent = sketch(user.sent);
  return [...sketch(before)].find(([path, value]) => {
    const isNamed = changed.some((name) => path === name || path.startsWith(`${name}.`));
    return sent.has(path) && !isNamed && !jsonEqual(now.get(path), value);
  })?.[0];
}

/** What a client stores, path by path: without what the server adds or derives, and lists without their order. */
function sketch(user: Json | undefined): ReadonlyMap<string, Json> {
  const parts = new Map<string, Json>();
  for (const [name, value] of Object.entries(isObject(user) ? user : {})) {
    if (DERIVED.includes(name) || isUnassigned(value)) continue;
    if (isArray(value)) parts.set(name, value.map(valueOfItem).toSorted());
    else if (isObject(value))
      for (const [sub, member] of Object.entries(value)) addPart(parts, `${name}.${sub}`, member);
    else addPart(parts, name, value);
  }
  return parts;
}

const DERIVED: readonly string[] = ["id", "meta", "schemas", "groups", "displayName", "name.formatted"];

function addPart(parts: Map<string, Json>, path: string, value: Json | undefined): void {
  if (!DERIVED.includes(path) && !isUnassigned(value)) parts.set(path, value);
}

function valueOfItem(item: Json): string {
  return JSON.stringify(valueAt(item, "value") ?? valueAt(item, "streetAddress") ?? item);
}

function isShown(found: Json | undefined, value: Json | undefined): boolean {
  if (value === undefined) return isUnassigned(found);
  return sameText(found, value) || jsonEqual(found, value);
}
