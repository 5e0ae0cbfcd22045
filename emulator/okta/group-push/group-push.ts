import type { JsonObject } from "../../../src/scim/json.ts";
import { idOfMade } from "../provisioning/find-account.ts";
import { afterChange, inParts, membershipChange } from "./group-mapping.ts";
import type { GroupMapping, GroupPushResult } from "./group-mapping.ts";
import { ProvisioningFailure } from "../provisioning/provisioning-failure.ts";
import type { ProvisioningContext } from "../provisioning/provisioning-context.ts";
import { findTargetGroup, membersIn, nameIn, readTargetGroup } from "./target-group.ts";
import { changeMembers, renameGroup, replaceMembers } from "../wire/patch-group.ts";
import type { MembershipChange } from "../wire/patch-group.ts";
import { createGroup, deleteGroup, replaceGroup } from "../wire/write-group.ts";
import type { OktaGroupMember } from "../wire/write-group.ts";

/** The members that a push may carry at the moment: in the group, assigned to the app, and known at the target. */
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
  if (app.ways.groups === "PATCH") await patchTargetGroup(app, mapping, members);
  else await replaceTargetGroup(app, mapping, members);
  return "updated";
}

async function patchTargetGroup(
  app: ProvisioningContext,
  mapping: GroupMapping,
  members: PushedMembers,
): Promise<void> {
  const id = requiredId(mapping);
  const { name } = mapping.group;
  if (app.configured.renameAppGroups) await app.client.ask(renameGroup(id, name), app.texts.updateGroup(name));
  await sendChange(app, mapping, membershipChange(mapping.pushed, members));
}

/** In parts, each of which is remembered as soon as it is answered: what fails later is the rest. */
async function sendChange(app: ProvisioningContext, mapping: GroupMapping, change: MembershipChange): Promise<void> {
  const context = app.texts.updateMembers(mapping.group.name);
  for (const part of inParts(change, app.configured.membersPerRequest)) {
    await app.client.ask(changeMembers(requiredId(mapping), part), context);
    mapping.pushed = afterChange(mapping.pushed, part);
  }
}

/** Who is there and was not put there by Okta stays. A PUT holds the whole group, so that it cannot be sent in parts. */
async function replaceTargetGroup(
  app: ProvisioningContext,
  mapping: GroupMapping,
  members: PushedMembers,
): Promise<void> {
  const id = requiredId(mapping);
  const { name } = mapping.group;
  const current = await readTargetGroup(app, id, name);
  const ours = new Set([...membershipChange(mapping.pushed, members).remove, ...members.map(({ value }) => value)]);
  const others = membersIn(current).filter(({ value }) => !ours.has(value));
  const request = replaceGroup(id, { displayName: nameFor(app, name, current), members: [...others, ...members] });
  await app.client.ask(request, app.texts.updateMembers(name));
  mapping.pushed = members;
}

/**
 * "Push now": the target gets exactly the members of the Okta group, be they none. Of more than one request may hold, the first
 * replaces and the others add: that is inferred.
 */
export async function pushAll(
  app: ProvisioningContext,
  mapping: GroupMapping,
  members: PushedMembers,
): Promise<GroupPushResult> {
  const id = requiredId(mapping);
  const { name } = mapping.group;
  const context = app.texts.updateMembers(name);
  if (app.ways.groups === "PATCH") {
    const first = members.slice(0, app.configured.membersPerRequest);
    await app.client.ask(replaceMembers(id, first), context);
    mapping.pushed = first;
    await sendChange(app, mapping, { remove: [], add: members.slice(first.length) });
  } else {
    const current = await readTargetGroup(app, id, name);
    await app.client.ask(replaceGroup(id, { displayName: nameFor(app, name, current), members }), context);
    mapping.pushed = members;
  }
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
  const first = membersOfCreate(app, members);
  const created = await app.client.ask(createGroup({ displayName: name, members: first }), context);
  if (created === undefined) throw new ProvisioningFailure(`${context}: the remote server returned no group`);
  mapping.targetId = idOfMade(app, "/Groups", { resource: created, context });
  mapping.pushed = first;
  await pushChange(app, mapping, members);
  return "created";
}

/** A catalogue app creates the group empty and adds its members afterwards, unless it is an older one. */
function membersOfCreate({ ways, configured }: ProvisioningContext, members: PushedMembers): PushedMembers {
  if (ways.groups === "PUT") return members;
  return configured.groupCreate === "empty" ? [] : members.slice(0, configured.membersPerRequest);
}

/** The name that a PUT gives the group: an app that renames nothing sends the one back that is there. */
function nameFor({ configured }: ProvisioningContext, name: string, current: JsonObject): string {
  return configured.renameAppGroups ? name : (nameIn(current) ?? name);
}

function requiredId(mapping: GroupMapping): string {
  if (mapping.targetId !== undefined) return mapping.targetId;
  throw new ProvisioningFailure(`${mapping.group.name} is not known at the target: push it first`);
}
