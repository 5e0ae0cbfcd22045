import { toListBody } from "../../../src/exchange/list-body.ts";
import type { JsonObject } from "../../../src/scim/json.ts";
import { getIgnoreCase, isArray, isObject } from "../../../src/scim/json.ts";
import { idFrom, rejectTextCounters } from "../provisioning/find-account.ts";
import { ProvisioningFailure } from "../provisioning/provisioning-failure.ts";
import type { ProvisioningContext } from "../provisioning/provisioning-context.ts";
import { findGroup } from "../wire/list-queries.ts";
import { readGroup } from "../wire/read-resource.ts";
import type { OktaGroupMember } from "../wire/write-group.ts";

/** The id of the group that the lookup by name finds; undefined when there is none, which a 404 may say too. */
export async function findTargetGroup(app: ProvisioningContext, name: string): Promise<string | undefined> {
  const context = app.texts.createGroup(name);
  const live = await app.client.send(findGroup(name));
  if (live.response?.status === 404) return undefined;
  const list = app.client.objectOf(live, context);
  rejectTextCounters(list, context);
  const [match, ...others] = toListBody(list).resources;
  if (others.length > 0) {
    throw new ProvisioningFailure(
      `${context}: Multiple groups found by displayName. Expected 0 or 1 results but was [${others.length + 1}]`,
    );
  }
  return match === undefined ? undefined : idFrom(match, context);
}

/** The group as the target shows it. */
export async function readTargetGroup(app: ProvisioningContext, id: string, name: string): Promise<JsonObject> {
  const context = app.texts.updateGroup(name);
  return app.client.objectOf(await app.client.send(readGroup(id)), context);
}

/** The members that a group shows. */
export function membersIn(group: JsonObject): readonly OktaGroupMember[] {
  const members = getIgnoreCase(group, "members");
  return (isArray(members) ? members : []).filter(isObject).flatMap((member) => {
    const { value, display } = member;
    return typeof value === "string" ? [{ value, display: typeof display === "string" ? display : null }] : [];
  });
}

/** The name that an app which renames nothing sends back. */
export function nameIn(group: JsonObject): string | undefined {
  const name = getIgnoreCase(group, "displayName");
  return typeof name === "string" ? name : undefined;
}
