import type { JsonObject } from "../../../src/scim/json.ts";
import { getIgnoreCase } from "../../../src/scim/json.ts";
import { mergeMembers } from "./merge-members.ts";
import { filledExtensions, nameOf, toEmails, toSchemas } from "./user-values.ts";
import type { OktaUserValues } from "./user-values.ts";
import type { WireRequest } from "./wire-request.ts";
import { oktaRequest, resourcePath } from "./wire-request.ts";

/** The resource that is replaced: its id, and the server's own representation as GET has just given it. */
export interface ReplacedUser {
  readonly id: string;
  readonly current: JsonObject;
  /** The Okta user's id. */
  readonly externalId: string;
}

/**
 * PUT that links an existing user, or brings one back: the server's own representation with the mapped values merged in,
 * `active` true and no groups.
 */
export function linkUser(user: ReplacedUser, values: OktaUserValues): WireRequest {
  const merged = mergeValues(user.current, values);
  return putUser(user.id, mergeMembers(merged, { externalId: user.externalId, groups: [], active: true }));
}

/** PUT of a profile change: read, modify, write. It never changes `active`. */
export function updateUser(user: ReplacedUser, values: OktaUserValues): WireRequest {
  return putUser(user.id, mergeMembers(mergeValues(user.current, values), { externalId: user.externalId }));
}

/** PUT of the server's own representation with nothing but `active` changed: how an app made in the wizard switches users. */
export function replaceActive(user: ReplacedUser, active: boolean): WireRequest {
  const known = getIgnoreCase(user.current, "externalId");
  const externalId = typeof known === "string" && known !== "" ? known : user.externalId;
  return putUser(user.id, mergeMembers(user.current, { active, externalId }));
}

function putUser(id: string, body: JsonObject): WireRequest {
  return oktaRequest("PUT", resourcePath("/Users", id), body);
}

function mergeValues(current: JsonObject, values: OktaUserValues): JsonObject {
  const { name: _, ...core } = values.core ?? {};
  return mergeMembers(current, {
    schemas: toSchemas(getIgnoreCase(current, "schemas"), Object.keys(filledExtensions(values))),
    userName: values.userName,
    name: nameOf(values),
    emails: values.email === null ? null : toEmails(values),
    displayName: values.displayName,
    locale: values.locale,
    ...core,
    ...values.extensions,
  });
}
