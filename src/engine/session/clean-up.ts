import { isObject } from "../../scim/json.ts";
import type { JsonObject } from "../../scim/json.ts";
import { PATCH_OP_URN } from "../../scim/urns.ts";
import { causeOf, ordinaryHeaders } from "./create-session.ts";
import type { SessionControl } from "./create-session.ts";
import { CLEAN_UP_TIME_MS } from "./patience.ts";
import { inBatches } from "../checks/in-batches.ts";
import type { OpenIntent, OwnResource } from "./ownership.ts";
import { toReply } from "../reply.ts";
import type { Reply } from "../reply.ts";
import { nameAttribute, toResourcePath } from "./resource-url.ts";
import { isSuccess, toListBody } from "../verify.ts";

/** What cleaning up came to. */
export interface CleanUpResult {
  readonly removed: number;
  /** Users that the target does not delete, switched to inactive instead. */
  readonly deactivated: readonly OwnResource[];
  /** What could be neither removed nor deactivated. */
  readonly left: readonly (OwnResource & { readonly why: string })[];
  /** Creates without a clear outcome that the target did not let look for: something of these names may be there. */
  readonly unclear: readonly OpenIntent[];
}

/**
 * Removes what the run made: everything, or what one check or scenario made. A target that refuses DELETE gets its users
 * deactivated. Works on an interrupted run too, as its requests are exempt from the interruption; what is not removed within
 * a minute of it is left.
 */
export async function cleanUp(session: SessionControl, madeBy?: string): Promise<CleanUpResult> {
  await resolveIntents(session, madeBy);
  const remaining = session.ownership.remaining(madeBy);
  const groups = remaining.filter((resource) => resource.endpoint !== "/Users");
  const users = remaining.filter((resource) => resource.endpoint === "/Users");
  const outcomes = [...(await removeAll(session, groups)), ...(await removeAll(session, users))];
  return {
    removed: outcomes.filter((o) => o.state === "removed").length,
    deactivated: outcomes.filter((o) => o.state === "deactivated").map((o) => o.resource),
    left: outcomes.filter((o) => o.state === "left").map((o) => ({ ...o.resource, why: o.why })),
    unclear: session.ownership.openIntents(madeBy),
  };
}

interface Removal {
  readonly resource: OwnResource;
  readonly state: "removed" | "deactivated" | "left";
  readonly why: string;
}

function removeAll(session: SessionControl, resources: readonly OwnResource[]): Promise<readonly Removal[]> {
  return inBatches(
    resources.map((resource) => () => removeOne(session, resource)),
    8,
  );
}

const TOO_LATE = `not removed within ${CLEAN_UP_TIME_MS / 1000} s of the interruption`;

async function removeOne(session: SessionControl, resource: OwnResource): Promise<Removal> {
  if (session.isOutOfTime()) return { resource, state: "left", why: TOO_LATE };
  const path = toResourcePath(resource.endpoint, resource.id);
  const reply = await ask(session, { method: "DELETE", path });
  if (isGone(reply)) return { resource, state: "removed", why: "" };
  const why = `DELETE ${resource.endpoint}/{id} answers ${reply.failure ?? reply.status}`;
  if (resource.endpoint !== "/Users" || reply.status === 0) return { resource, state: "left", why };
  if (session.isOutOfTime()) return { resource, state: "left", why: TOO_LATE };
  return { resource, state: (await deactivate(session, resource, path)) ? "deactivated" : "left", why };
}

async function deactivate(session: SessionControl, resource: OwnResource, path: string): Promise<boolean> {
  const isInactive = (await patchInactive(session, path)) || (await putInactive(session, path));
  if (isInactive) session.ownership.deactivated(resource);
  return isInactive;
}

async function patchInactive(session: SessionControl, path: string): Promise<boolean> {
  const operations = [{ op: "replace", value: { active: false } }];
  const body = { schemas: [PATCH_OP_URN], Operations: operations };
  return isSuccess(await ask(session, { method: "PATCH", path, body }));
}

async function putInactive(session: SessionControl, path: string): Promise<boolean> {
  const current = await ask(session, { method: "GET", path });
  if (!isSuccess(current) || !isObject(current.body)) return false;
  return isSuccess(await ask(session, { method: "PUT", path, body: { ...current.body, active: false } }));
}

/**
 * A create without a clear outcome may have stored something: look for exactly the name that was sent. A slow target may
 * store it after that, so what one check did not find is looked for again at the end of the run.
 */
async function resolveIntents(session: SessionControl, madeBy: string | undefined): Promise<void> {
  for (const intent of session.ownership.openIntents(madeBy)) {
    if (session.isOutOfTime()) return;
    const found = await findByName(session, intent);
    for (const id of found ?? []) {
      session.ownership.created({ endpoint: intent.endpoint, id, madeBy: intent.madeBy });
    }
    const isSettled = found !== undefined && (found.length > 0 || madeBy === undefined);
    if (isSettled) session.ownership.settle(intent.seq);
  }
}

/** Ids of what bears the name; undefined when the target did not tell. */
async function findByName(session: SessionControl, intent: OpenIntent): Promise<readonly string[] | undefined> {
  const attribute = nameAttribute(intent.endpoint);
  const filter = encodeURIComponent(`${attribute} eq ${JSON.stringify(intent.name)}`);
  const reply = await ask(session, { method: "GET", path: `${intent.endpoint}?filter=${filter}` });
  if (reply.status === 404) return [];
  if (!isSuccess(reply) || !isObject(reply.body)) return undefined;
  const items = toListBody(reply.body).resources;
  // Nothing but the exact name is ours, should the target ignore the filter.
  return items.flatMap((item) =>
    String(item[attribute]).toLowerCase() === intent.name.toLowerCase() && typeof item["id"] === "string"
      ? [item["id"]]
      : [],
  );
}

interface CleanUpRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: JsonObject;
}

async function ask(session: SessionControl, request: CleanUpRequest): Promise<Reply> {
  const headers = ordinaryHeaders(request.body);
  return toReply(await session.send({ ...request, headers, cause: causeOf("cleanup") }));
}

function isGone(reply: Reply): boolean {
  return isSuccess(reply) || reply.status === 404;
}
