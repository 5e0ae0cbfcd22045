import { isArray, isObject } from "../../scim/json.ts";
import type { Json } from "../../scim/json.ts";
import type { RequestPath } from "../../scim/request-path.ts";
import { causeOf, ordinaryHeaders } from "../session/plain-request.ts";
import type { TargetFacts } from "../../profile/target-facts.ts";
import { toReply } from "../../exchange/reply.ts";
import type { Reply } from "../../exchange/reply.ts";
import type { Session } from "../session/session.ts";
import { toListBody } from "../../exchange/list-body.ts";
import { askAgain } from "./ask-again.ts";

/** Reads what the target publishes about itself. What cannot be read is undefined; nothing is judged here. */
export async function discover(session: Session): Promise<TargetFacts> {
  const [config, types, schemas] = await Promise.all(
    (["/ServiceProviderConfig", "/ResourceTypes", "/Schemas"] as const).map((path) => read(session, path)),
  );
  return {
    serviceProviderConfig: config?.status === 200 && isObject(config.body) ? config.body : undefined,
    resourceTypes: itemsOf(types),
    schemas: itemsOf(schemas),
  };
}

async function read(session: Session, path: RequestPath): Promise<Reply> {
  const headers = ordinaryHeaders(undefined);
  const ask = (): ReturnType<Session["send"]> =>
    session.send({ method: "GET", path, headers, cause: causeOf("discovery") });
  return askAgain(async () => toReply(await ask()));
}

/** What a target publishes is looked up all the time, and some of it asked for one by one: nobody has as many. */
const MAX_ITEMS = 500;

/** Items of a list; a bare array is read too, since what it is called is a matter for the checks. */
function itemsOf(reply: Reply | undefined): readonly Json[] | undefined {
  if (reply?.status !== 200) return undefined;
  const items = isObject(reply.body) ? toListBody(reply.body).resources : reply.body;
  if (!isArray(items) || items.length > MAX_ITEMS) return undefined;
  return items.length > 0 || isArray(reply.body) ? items : undefined;
}
