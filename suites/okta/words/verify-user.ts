import { readUser } from "../../../emulator/okta/wire/read-resource.ts";
import type { CheckContext } from "../../../src/kit/check-context.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import { describeRequest } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyEqual, verifyObject, verifyStatus, verifyThat } from "../../../src/exchange/verify.ts";
import { getIgnoreCase, isObject } from "../../../src/scim/json.ts";
import type { Json } from "../../../src/scim/json.ts";
import { objectAt, primaryEmail } from "./okta-user.ts";
import { send } from "./send.ts";

/** Throws unless GET of the user, read until it settles, says that `active` is exactly this. `after` completes "... after ...". */
export async function verifyActive(t: CheckContext, id: string, options: ActiveOptions): Promise<void> {
  const reply = await readBack(t, id, (r) => activeOf(r) === options.active);
  const user = verifyObject(reply);
  verifyEqual(reply, "/active", {
    expected: options.active,
    actual: getIgnoreCase(user, "active"),
    reason: `the user is ${options.active ? "not active" : "still active"} after ${options.after}`,
  });
}

/** What GET must say, and the request that was to bring it about. */
export interface ActiveOptions {
  readonly active: boolean;
  readonly after: string;
}

/** The `active` of a user in an answer; undefined when there is none. */
export function activeOf(reply: Reply): Json | undefined {
  return isObject(reply.body) ? getIgnoreCase(reply.body, "active") : undefined;
}

/** What Okta maps of a user, as one value that can be compared. */
export interface Profile {
  readonly userName: Json | undefined;
  readonly givenName: Json | undefined;
  readonly familyName: Json | undefined;
  readonly email: Json | undefined;
}

/** The mapped attributes of a user, read from any representation. */
export function profileOf(user: Json | undefined): Profile {
  const resource = isObject(user) ? user : {};
  const name = objectAt(resource, "name");
  return {
    userName: getIgnoreCase(resource, "userName"),
    givenName: getIgnoreCase(name, "givenName"),
    familyName: getIgnoreCase(name, "familyName"),
    email: lowerCase(getIgnoreCase(primaryEmail(resource) ?? {}, "value")),
  };
}

/** GET of a user, read until it is found or the settling time is over. Throws unless it is answered with 200. */
export async function readBack(
  t: CheckContext,
  id: string,
  isSettled: (reply: Reply) => boolean = isFound,
): Promise<Reply> {
  return verifyStatus(await t.settle(() => send(t, readUser(id)), isSettled), 200);
}

/** Throws unless the answer carries these values; the ones that are undefined are not looked at. `where` says what is read. */
export function verifyProfile(reply: Reply, expected: Partial<Profile>, where: string): void {
  const user = verifyObject(reply);
  const found = profileOf(user);
  for (const [attribute, pointer] of POINTERS) {
    if (expected[attribute] === undefined) continue;
    verifyEqual(reply, pointer, {
      expected: attribute === "email" ? lowerCase(expected.email) : expected[attribute],
      actual: found[attribute],
      reason: `${where} has not the ${attribute} that was sent`,
    });
  }
}

/** Throws unless the answer is a JSON object with a `detail` that an admin can read. */
export function verifyDetail(reply: Reply): void {
  const detail = getIgnoreCase(verifyObject(reply), "detail");
  verifyThat(typeof detail === "string" && detail.trim() !== "", reply, {
    reason: `${describeRequest(reply)} is refused with ${reply.status} without a detail, so the admin is not told why`,
    expected: "detail with a text",
    actual: shown(detail),
    at: "/detail",
  });
}

const POINTERS = [
  ["userName", "/userName"],
  ["givenName", "/name/givenName"],
  ["familyName", "/name/familyName"],
  ["email", "/emails"],
] as const;

function isFound(reply: Reply): boolean {
  return reply.status === 200;
}

/** Mail addresses are compared without regard to letter case: servers may store them in lower case. */
function lowerCase(value: Json | undefined): Json | undefined {
  return typeof value === "string" ? value.toLowerCase() : value;
}
