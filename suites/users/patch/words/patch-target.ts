import {
  describeOutcome,
  isObject,
  isSuccess,
  isUnassigned,
  makeIfTaken,
  ownText,
  publishedAttribute,
  readBack,
  shown,
  USER_URN,
  valueAt,
  verify,
} from "../../../../src/kit/index.ts";
import type { CheckContext, Json, JsonObject, OwnUser, ReadBack, Reply } from "../../../../src/kit/index.ts";

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
const OPTIONAL: readonly string[] = ["nickName", "title", "userType", "name.middleName", "externalId"];

/**
 * Those that a user may be without: none from which a server derives others, none that the target requires, and none that it
 * fills itself where it was not sent.
 */
export async function removablePaths(t: CheckContext): Promise<readonly string[]> {
  const optional = OPTIONAL.filter((path) => !isRequired(t, path));
  const nothing = Object.fromEntries(optional.map((path) => [path, undefined]));
  const user = await makeIfTaken(t, { label: "bare", overrides: overridesFor(t, nothing) });
  const found = user === undefined ? {} : await user.read();
  return optional.filter((path) => isUnassigned(valueAt(found, ...path.split("."))));
}

/** A value that no other check uses: some targets take no externalId twice. */
export function ownValue(t: CheckContext, word: string): string {
  return `Zi ${word} ${ownText(t)}`;
}

/**
 * Makes a user with all those of the attributes that may be written, and picks the first that GET shows as it was sent. Where the
 * target refuses such a user each is tried alone, and the template in the end. Skips the check when there is no such attribute.
 */
export async function keepAttribute(t: CheckContext, paths: readonly string[] = REPLACEABLE): Promise<KeptAttribute> {
  const usable = paths.filter((path) => mayWrite(t, path));
  const isTaken = await tryValues(t, usable, usable);
  if (typeof isTaken === "object") return isTaken;
  for (const path of isTaken ? [] : usable) {
    const kept = await tryValues(t, [path], [path]);
    if (typeof kept === "object") return kept;
  }
  const kept = isTaken ? true : await tryValues(t, [], usable);
  return typeof kept === "object" ? kept : t.skip(`the target keeps none of ${paths.join(", ")}`);
}

/** Makes a user with values of these attributes: false where the target refuses, true where it shows none of `usable` as it was sent. */
async function tryValues(
  t: CheckContext,
  given: readonly string[],
  usable: readonly string[],
): Promise<KeptAttribute | boolean> {
  const values = Object.fromEntries(given.map((path) => [path, ownValue(t, "old")]));
  const options = { overrides: overridesFor(t, values) };
  const user = given.length === 0 ? await t.make.user(options) : await makeIfTaken(t, options);
  if (user === undefined) return false;
  const found = await user.read();
  for (const path of usable) {
    const value = valueAt(found, ...path.split("."));
    if (typeof value === "string" && value === valueAt(user.sent, ...path.split("."))) return { user, path, value };
  }
  return true;
}

/** An attribute that the target keeps, and a user who has no value of it. */
export interface LackedAttribute {
  readonly user: OwnUser;
  readonly path: string;
  /** The user as GET shows him. */
  readonly before: ReadBack;
}

/** Makes a user without an attribute that the target keeps. Skips the check when the target gives it a value itself. */
export async function lackAttribute(t: CheckContext): Promise<LackedAttribute> {
  const { path } = await keepAttribute(t, await removablePaths(t));
  const user = await t.make.user({ label: "without", overrides: overridesFor(t, { [path]: undefined }) });
  const before = await readBack(t, user.path);
  if (!isUnassigned(valueAt(before.resource, ...path.split(".")))) t.skip(`the target gives ${path} a value itself`);
  return { user, path, before };
}

/** Overrides that give a user these values, sub-attributes beside those that the template has. */
function overridesFor(t: CheckContext, values: Readonly<Record<string, Json | undefined>>): JsonObject {
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
  // Where values are suggested the target may take no others.
  if (publishedAttribute(t, [USER_URN, ...names])?.canonicalValues !== undefined) return false;
  const steps = names.map((_, index) => publishedAttribute(t, [USER_URN, ...names.slice(0, index + 1)]));
  return steps.every((step) => step?.mutability === "readWrite");
}

/** True when the target publishes the attribute as required. */
export function isRequired(t: CheckContext, path: string): boolean {
  return publishedAttribute(t, [USER_URN, ...path.split(".")])?.required === true;
}

/** The value object of an operation without path: `{ name: { givenName: "x" } }` for `name.givenName`. */
export function asValue(path: string, value: Json): JsonObject {
  const [name = path, sub] = path.split(".");
  return { [name]: sub === undefined ? value : { [sub]: value } };
}

/** Answers, or none, that say nothing of what was sent. */
const FOR_NOW: readonly number[] = [0, 401, 409, 412, 423, 503];

/** PATCH of a user; a skip where the target refuses every PATCH of users, which is told by `users.patch.supported`. */
export async function patchUser(t: CheckContext, user: OwnUser, operations: readonly JsonObject[]): Promise<Reply> {
  const reply = await t.patch(user.path, operations);
  if (isSuccess(reply) || FOR_NOW.includes(reply.status) || !(await refusesEveryPatch(t, user))) return reply;
  return t.skip(`the target takes no PATCH of users (${describeOutcome(reply)}); users.patch.supported is about that`);
}

/** Whether PATCHes of a user that are as plain as can be are all refused, whatever they are of: it is not the operation then. */
export async function refusesEveryPatch(t: CheckContext, user: OwnUser): Promise<boolean> {
  const named = ["displayName", "nickName", "title", "name.familyName"].filter((path) => mayWrite(t, path));
  const plain = [
    { op: "replace", path: "active", value: true },
    { op: "replace", value: { active: true } },
    ...named.map((path) => ({ op: "replace", path, value: ownValue(t, "plain") })),
  ];
  for (const operation of plain) if (isSuccess(await t.patch(user.path, [operation]))) return false;
  return true;
}

/** Sends operations that the check needs and another one is about; skips the check when they do not succeed. */
export async function skipUnlessPatched(
  t: CheckContext,
  user: OwnUser,
  operations: readonly JsonObject[],
): Promise<Reply> {
  const reply = await t.patch(user.path, operations);
  if (!isSuccess(reply)) t.skip(`the target answers ${describeOutcome(reply)} to ${shown(operations[0])}`);
  return reply;
}

/** What a PATCH was seen to do, and with which attributes to try it. */
export interface PatchedBy {
  readonly op?: "add" | "replace";
  readonly paths?: readonly string[];
}

/**
 * An attribute as `keepAttribute` finds it that a plain PATCH was seen to change: when another PATCH of it is refused or has
 * no effect, that has a reason of its own.
 */
export async function keepPatched(
  t: CheckContext,
  { op = "replace", paths = REPLACEABLE }: PatchedBy = {},
): Promise<KeptAttribute> {
  const { user, path } = await keepAttribute(t, paths);
  const value = ownValue(t, "before");
  await skipUnlessPatched(t, user, [{ op, path, value }]);
  await t.supposing(
    op === "add" ? "users.patch.add-over" : "users.patch.replace",
    () => t.get(user.path),
    (reply) =>
      verify(reply)
        .at(...path.split("."))
        .isLike(value),
  );
  return { user, path, value };
}

/** Tells whether a member that may be left out, for example scimType, has one of these values or none. */
export function noneOr(...values: readonly string[]): (found: Json | undefined) => boolean {
  return (found) => found === undefined || found === null || values.some((value) => value === found);
}
