import type { Json, JsonObject } from "../../../src/scim/json.ts";
import { getIgnoreCase, isArray, isObject, jsonEqual } from "../../../src/scim/json.ts";
import { PATCH_OP_URN, USER_URN } from "../../../src/scim/urns.ts";
import type { ReplacedUser } from "./replace-user.ts";
import { mergeElements } from "./user-elements.ts";
import { coreElements, extensionUrns, nameOf, toEmails, withElements, withoutEmpty } from "./user-values.ts";
import type { OktaUserValues } from "./user-values.ts";
import type { WireRequest } from "./wire-request.ts";
import { oktaRequest, resourcePath } from "./wire-request.ts";

/** What the app pushed last, nothing when it has pushed nothing yet, and what it pushes now. */
export interface ProfileChange {
  readonly before: OktaUserValues | undefined;
  readonly after: OktaUserValues;
}

/**
 * PATCH of a profile change. That such a PATCH is sent is documented, its body is published nowhere: taken to be built as the other
 * ones of a catalogue app, it is one replace without a path that holds the attributes which have changed, each whole, and one
 * remove with a path for each that has become empty.
 */
export function patchProfile(user: Pick<ReplacedUser, "id" | "current">, change: ProfileChange): WireRequest {
  const before = change.before === undefined ? {} : attributesOf(user.current, change.before);
  const after = attributesOf(user.current, change.after);
  const names = Object.keys({ ...before, ...after });
  const changed = names.filter((name) => !jsonEqual(before[name] ?? null, after[name] ?? null));
  const value = Object.fromEntries(
    changed.flatMap((name) => {
      const filled = withoutNulls(after[name]);
      return filled === undefined ? [] : [[name, filled] as const];
    }),
  );
  const emptied = changed.flatMap((name) => emptiedPaths(name, before[name], after[name]));
  return oktaRequest("PATCH", resourcePath("/Users", user.id), {
    schemas: [PATCH_OP_URN],
    Operations: [
      ...(Object.keys(value).length > 0 ? [{ op: "replace", value }] : []),
      ...emptied.map((path) => ({ op: "remove", path })),
    ],
  });
}

/** The attributes of a user that are mapped, by name, extensions by their URN; null where the person has no value. */
function attributesOf(current: JsonObject, values: OktaUserValues): JsonObject {
  const { name: _, ...core } = values.core ?? {};
  const emails = values.email === null ? null : toEmails(values);
  const extensions = extensionUrns(values).map((urn) => {
    return [urn, withElements(values.extensions?.[urn] ?? {}, urn, values)] as const;
  });
  return {
    userName: values.userName,
    name: nameOf(values),
    ...defined({ emails, displayName: values.displayName, locale: values.locale }),
    ...core,
    ...listsOf(current, { ...values, ...(emails !== undefined && { core: { emails } }) }),
    ...Object.fromEntries(extensions),
  };
}

/** Lists of which single elements are mapped: what the target has there, with those in it. */
function listsOf(current: JsonObject, values: OktaUserValues): JsonObject {
  const elements = coreElements(values);
  const names = [...new Set(elements.map(({ attribute }) => attribute))];
  const present = names.map((name) => [name, values.core?.[name] ?? getIgnoreCase(current, name)] as const);
  const merged = mergeElements(defined(Object.fromEntries(present)), elements);
  return Object.fromEntries(names.map((name) => [name, getIgnoreCase(merged, name) ?? null]));
}

function defined(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

/** A value without what is empty in it; undefined where nothing is left. */
function withoutNulls(value: Json | undefined): Json | undefined {
  if (value === null || (isArray(value) && value.length === 0)) return undefined;
  if (!isObject(value)) return value;
  const filled = withoutEmpty(value);
  return Object.keys(filled).length === 0 ? undefined : filled;
}

/** Paths of what was there and is not any more: an attribute, or single ones in a complex attribute or an extension. */
function emptiedPaths(name: string, before: Json | undefined, after: Json | undefined): readonly string[] {
  if (withoutNulls(before) === undefined) return [];
  if (withoutNulls(after) === undefined) return [name];
  if (!isObject(before) || !isObject(after)) return [];
  const gone = Object.keys(before).filter(
    (part) => withoutNulls(before[part]) !== undefined && withoutNulls(after[part]) === undefined,
  );
  const isExtension = name.startsWith("urn:") && name !== USER_URN;
  return gone.map((part) => `${name}${isExtension ? ":" : "."}${part}`);
}
