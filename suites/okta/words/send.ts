import { readUser } from "../../../emulator/okta/wire/read-resource.ts";
import type { WireRequest } from "../../../emulator/okta/wire/wire-request.ts";
import type { CheckContext } from "../../../src/kit/check-context.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import { verifyObject, verifyStatus } from "../../../src/exchange/verify.ts";
import type { JsonObject } from "../../../src/scim/json.ts";

/** Sends a request exactly as Okta's client does, with its headers. */
export async function send(t: CheckContext, request: WireRequest): Promise<Reply> {
  const { method, path, headers, body } = request;
  return t.request(method, path, { headers, ...(body === undefined ? {} : { body }) });
}

/**
 * The user as Okta reads it before a PUT, read until it is found or the settling time is over: Okta comes back later than
 * a check does. Throws a violation unless it is answered with 200 and an object.
 */
export async function readCurrent(t: CheckContext, id: string): Promise<JsonObject> {
  const reply = await t.settle(
    () => send(t, readUser(id)),
    ({ status }) => status === 200,
  );
  return verifyObject(verifyStatus(reply, 200));
}
