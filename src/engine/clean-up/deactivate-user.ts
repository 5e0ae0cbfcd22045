import { getIgnoreCase, isObject } from "../../scim/json.ts";
import type { Json } from "../../scim/json.ts";
import type { RequestPath } from "../../scim/request-path.ts";
import { PATCH_OP_URN } from "../../scim/urns.ts";
import type { OwnResource } from "../ownership/sent-creates.ts";
import type { SessionControl } from "../session/create-session.ts";
import { toResourcePath } from "../../exchange/resource-url.ts";
import { ask, isTaken } from "./ask.ts";

/**
 * Switches a user that the target does not delete to inactive: by PATCH, else by PUT. Which of them works a reading tells once;
 * false when neither does.
 */
export async function switchOff(session: SessionControl, user: OwnResource): Promise<boolean> {
  const { deactivates } = session.ownership.habits;
  const known = deactivates.get(user.endpoint);
  const path = toResourcePath(user.endpoint, user.id);
  const isDone =
    known === "nothing" ? false : known === undefined ? await learn(session, user) : await WAYS[known](session, path);
  if (isDone) session.ownership.deactivated(user);
  return isDone;
}

async function learn(session: SessionControl, user: OwnResource): Promise<boolean> {
  const { deactivates } = session.ownership.habits;
  const path = toResourcePath(user.endpoint, user.id);
  for (const way of ["PATCH", "PUT"] as const) {
    if (!(await WAYS[way](session, path)) || !(await isInactive(session, path))) continue;
    deactivates.set(user.endpoint, way);
    return true;
  }
  deactivates.set(user.endpoint, "nothing");
  return false;
}

const WAYS = { PATCH: patchInactive, PUT: putInactive } as const;

async function patchInactive(session: SessionControl, path: RequestPath): Promise<boolean> {
  const operations = [{ op: "replace", value: { active: false } }];
  return isTaken(
    await ask(session, { method: "PATCH", path, body: { schemas: [PATCH_OP_URN], Operations: operations } }),
  );
}

async function putInactive(session: SessionControl, path: RequestPath): Promise<boolean> {
  const current = await ask(session, { method: "GET", path });
  if (!isTaken(current) || !isObject(current.body)) return false;
  return isTaken(await ask(session, { method: "PUT", path, body: { ...current.body, active: false } }));
}

async function isInactive(session: SessionControl, path: RequestPath): Promise<boolean> {
  const reading = await session.settle(
    () => ask(session, { method: "GET", path }),
    ({ body }) => showsInactive(body),
  );
  return showsInactive(reading.body);
}

function showsInactive(body: Json | undefined): boolean {
  return isObject(body) && getIgnoreCase(body, "active") === false;
}
