import { getIgnoreCase, isArray, isObject } from "../../scim/json.ts";
import type { JsonObject } from "../../scim/json.ts";
import type { RequestPath } from "../../scim/request-path.ts";
import { PATCH_OP_URN } from "../../scim/urns.ts";
import type { OwnResource } from "../ownership/sent-creates.ts";
import type { SessionControl } from "../session/create-session.ts";
import { toResourcePath } from "../../exchange/resource-url.ts";
import { ask, isTaken } from "./ask.ts";

/** Removes all members of a group that the target does not delete: by PATCH, else by PUT. True when a reading shows none. */
export async function emptyGroup(session: SessionControl, group: OwnResource): Promise<boolean> {
  const path = toResourcePath(group.endpoint, group.id);
  const current = await read(session, path);
  if (current === undefined) return false;
  if (isEmpty(current)) return true;
  const operations = [{ op: "remove", path: "members" }];
  await ask(session, { method: "PATCH", path, body: { schemas: [PATCH_OP_URN], Operations: operations } });
  if (await showsNoMembers(session, path)) return true;
  await ask(session, { method: "PUT", path, body: { ...current, members: [] } });
  return showsNoMembers(session, path);
}

async function showsNoMembers(session: SessionControl, path: RequestPath): Promise<boolean> {
  return isEmpty(await session.settle(() => read(session, path), isEmpty));
}

async function read(session: SessionControl, path: RequestPath): Promise<JsonObject | undefined> {
  const answer = await ask(session, { method: "GET", path });
  return isTaken(answer) && isObject(answer.body) ? answer.body : undefined;
}

function isEmpty(group: JsonObject | undefined): boolean {
  const members = group === undefined ? undefined : getIgnoreCase(group, "members");
  return group !== undefined && (!isArray(members) || members.length === 0);
}
