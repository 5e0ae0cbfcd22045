import type { JsonObject } from "../../../src/scim/json.ts";
import { GROUP_URN } from "../../../src/scim/urns.ts";
import type { WireRequest } from "./wire-request.ts";
import { oktaRequest, resourcePath } from "./wire-request.ts";

/** A member of a pushed group: the user's id at the target, and the user name, which may be unknown. */
export interface OktaGroupMember {
  readonly value: string;
  readonly display: string | null;
}

/** A group as Okta sends it whole. */
export interface OktaGroupValues {
  readonly displayName: string;
  readonly members: readonly OktaGroupMember[];
}

/** POST /Groups: name and members, which a catalogue app leaves empty at first; never an externalId. */
export function createGroup(group: OktaGroupValues): WireRequest {
  return oktaRequest("POST", "/Groups", {
    schemas: [GROUP_URN],
    displayName: group.displayName,
    members: group.members.map(toMember),
  });
}

/** PUT of the whole group: how an app made in the wizard changes name or members. */
export function replaceGroup(id: string, group: OktaGroupValues): WireRequest {
  return oktaRequest("PUT", resourcePath("/Groups", id), {
    schemas: [GROUP_URN],
    id,
    displayName: group.displayName,
    members: group.members.map(toMember),
  });
}

/** DELETE of a group, when a pushed group is unlinked with "Delete the group in the target app". */
export function deleteGroup(id: string): WireRequest {
  return oktaRequest("DELETE", resourcePath("/Groups", id));
}

/** A member as JSON, in Okta's order of keys, without `type` and `$ref`. */
export function toMember(member: OktaGroupMember): JsonObject {
  return { value: member.value, display: member.display };
}
