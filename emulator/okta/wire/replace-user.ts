import type { JsonObject } from "../../../src/scim/json.ts";
import { getIgnoreCase, isObject } from "../../../src/scim/json.ts";
import { mergeMembers } from "./merge-members.ts";
import { mergeElements } from "./user-elements.ts";
import { coreElements, filledExtensions, nameOf, toEmails, toSchemas, withElements } from "./user-values.ts";
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

/**
 * PUT of the server's own representation with the password beside it: how an app made in the wizard syncs one. That it is a PUT
 * is documented, its body is inferred from that of a deactivation.
 */
export function replacePassword(user: ReplacedUser, password: string): WireRequest {
  return putUser(user.id, mergeMembers(user.current, { password }));
}

function putUser(id: string, body: JsonObject): WireRequest {
  return oktaRequest("PUT", resourcePath("/Users", id), body);
}

function mergeValues(current: JsonObject, values: OktaUserValues): JsonObject {
  const { name: _, ...core } = values.core ?? {};
  const merged = mergeMembers(current, {
    schemas: toSchemas(getIgnoreCase(current, "schemas"), Object.keys(filledExtensions(values))),
    userName: values.userName,
    name: nameOf(values),
    emails: values.email === null ? null : toEmails(values),
    displayName: values.displayName,
    locale: values.locale,
    ...core,
    ...values.extensions,
  });
  return mergeExtensionElements(mergeElements(merged, coreElements(values)), values);
}

/** Elements of lists within extensions; an extension that holds nothing is not made. */
function mergeExtensionElements(user: JsonObject, values: OktaUserValues): JsonObject {
  const urns = new Set((values.elements ?? []).flatMap(({ extension }) => extension ?? []));
  const changed = [...urns].map((urn) => {
    const found = getIgnoreCase(user, urn);
    return [urn, withElements(isObject(found) ? found : {}, urn, values)] as const;
  });
  return mergeMembers(user, Object.fromEntries(changed));
}
