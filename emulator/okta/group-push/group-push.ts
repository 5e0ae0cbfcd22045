import { toListBody } from "../../../src/exchange/list-body.ts";
import type { JsonObject } from "../../../src/scim/json.ts";
import { getIgnoreCase, isArray, isObject } from "../../../src/scim/json.ts";
import { idFrom, idOfMade, rejectTextCounters } from "../provisioning/find-account.ts";
import { membershipChange } from "./group-mapping.ts";
import type { GroupMapping, GroupPushResult } from "./group-mapping.ts";
import { ProvisioningFailure } from "../provisioning/provisioning-failure.ts";
import type { ProvisioningContext } from "../provisioning/provisioning-context.ts";
import { findGroup } from "../wire/list-queries.ts";
import { changeMembers, renameGroup, replaceMembers } from "../wire/patch-group.ts";
import { readGroup } from "../wire/read-resource.ts";
import { createGroup, deleteGroup, replaceGroup } from "../wire/write-group.ts";
import type { OktaGroupMember } from "../wire/write-group.ts";

/** The members that a push may carry at the moment: in the group, and with an account of the app. */
export type PushedMembers = readonly OktaGroupMember[];

/**
 * The first push of a group: the lookup by name decides whether it is created or linked. Linking keeps the members that
 * the group has at the target.
 */
export async function pushNewGroup(
  app: ProvisioningContext,
  mapping: GroupMapping,
  members: PushedMembers,
): Promise<GroupPushResult> {
  const found = await findTargetGroup(app, mapping.group.name);
  if (found === undefined) return createTargetGroup(app, mapping, members);
  if (!app.client.isOwn("/Groups", found)) {
    throw new ProvisioningFailure(
      `The lookup of ${mapping.group.name} returned group ${found}, which was not made by this run. Okta would link it; here nothing was sent.`,
    );
  }
  mapping.targetId = found;
  await pushChange(app, mapping, members);
  return "linked";
}

/**
 * Brings name and members in line with the Okta group. A catalogue app repeats the name by a PATCH of its own and then
 * sends who left and who joined; one from the wizard reads the group and replaces it.
 */
export async function pushChange(
  app: ProvisioningContext,
  mapping: GroupMapping,
  members: PushedMembers,
): Promise<GroupPushResult> {
  const id = requiredId(mapping);
  const { name } = mapping.group;
  const change = membershipChange(mapping.pushed, members);
  if (app.dialect === "oin") {
    await app.client.ask(renameGroup(id, name), app.texts.updateGroup(name));
    if (change.remove.length + change.add.length > 0) {
      await app.client.ask(changeMembers(id, change), app.texts.updateMembers(name));
    }
  } else {
    const others = (await membersAtTarget(app, id, name)).filter(
      (member) => !change.remove.includes(member.value) && !members.some((own) => own.value === member.value),
    );
    const request = replaceGroup(id, { displayName: name, members: [...others, ...members] });
    await app.client.ask(request, app.texts.updateMembers(name));
  }
  mapping.pushed = members;
  return "updated";
}

/** "Push now": the target gets exactly the members of the Okta group, be they none. */
export async function pushAll(
  app: ProvisioningContext,
  mapping: GroupMapping,
  members: PushedMembers,
): Promise<GroupPushResult> {
  const id = requiredId(mapping);
  const { name } = mapping.group;
  const context = app.texts.updateMembers(name);
  if (app.dialect === "oin") {
    await app.client.ask(replaceMembers(id, members), context);
  } else {
    await readTargetGroup(app, id, name);
    await app.client.ask(replaceGroup(id, { displayName: name, members }), context);
  }
  mapping.pushed = members;
  return "updated";
}

/** Deletes the group at the target; its members keep their accounts. */
export async function deleteTargetGroup(app: ProvisioningContext, mapping: GroupMapping): Promise<GroupPushResult> {
  await app.client.ask(deleteGroup(requiredId(mapping)), app.texts.deleteGroup(mapping.group.name));
  mapping.targetId = undefined;
  return "deleted";
}

async function createTargetGroup(
  app: ProvisioningContext,
  mapping: GroupMapping,
  members: PushedMembers,
): Promise<GroupPushResult> {
  const { name } = mapping.group;
  const context = app.texts.createGroup(name);
  // A catalogue app creates the group empty and adds its members afterwards.
  const first = app.dialect === "oin" ? [] : members;
  const created = await app.client.ask(createGroup({ displayName: name, members: first }), context);
  if (created === undefined) throw new ProvisioningFailure(`${context}: the remote server returned no group`);
  mapping.targetId = idOfMade(app, "/Groups", { resource: created, context });
  mapping.pushed = first;
  await pushChange(app, mapping, members);
  return "created";
}

async function findTargetGroup(app: ProvisioningContext, name: string): Promise<string | undefined> {
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

async function readTargetGroup(app: ProvisioningContext, id: string, name: string): Promise<JsonObject> {
  const context = app.texts.updateGroup(name);
  return app.client.objectOf(await app.client.send(readGroup(id)), context);
}

async function membersAtTarget(app: ProvisioningContext, id: string, name: string): Promise<PushedMembers> {
  const members = getIgnoreCase(await readTargetGroup(app, id, name), "members");
  return (isArray(members) ? members : []).filter(isObject).flatMap((member) => {
    const { value, display } = member;
    return typeof value === "string" ? [{ value, display: typeof display === "string" ? display : null }] : [];
  });
}

function requiredId(mapping: GroupMapping): string {
  if (mapping.targetId !== undefined) return mapping.targetId;
  throw new ProvisioningFailure(`${mapping.group.name} is not known at the target: push it first`);
}
