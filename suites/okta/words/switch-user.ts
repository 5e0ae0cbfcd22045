import {
  describeOutcome,
  describeRequest,
  getIgnoreCase,
  isObject,
  isSuccess,
  SetUpFailure,
  shown,
  valueAt,
} from "../../../src/kit/index.ts";
import type { CheckContext, Json, Made, Reply, UserBody } from "../../../src/kit/index.ts";
import { patchActive } from "../../../emulator/okta/wire/patch-active.ts";
import { readUser } from "../../../emulator/okta/wire/read-resource.ts";
import { replaceActive } from "../../../emulator/okta/wire/replace-user.ts";
import { oktaIdOf } from "./okta-user.ts";
import { send } from "./send.ts";

/**
 * Deactivates a user for checks that need an inactive one, in whichever of Okta's two ways has an effect. Gives the answer that
 * accepts it; throws `SetUpFailure` when the target takes neither, or still shows the user as active: other checks judge that.
 */
export async function deactivate(t: CheckContext, user: Made<UserBody>): Promise<Reply> {
  return switchUser(t, user, false);
}

/** Brings a user back; see `deactivate`. */
export async function reactivate(t: CheckContext, user: Made<UserBody>): Promise<Reply> {
  return switchUser(t, user, true);
}

/** Who is switched. */
export type Switched = Pick<Made<UserBody>, "id" | "sent">;

/**
 * Sends `active` in whichever of Okta's two ways the target takes, whatever comes of it. Gives the answer that accepts it;
 * throws `SetUpFailure` when the target takes neither.
 */
export async function setActive(t: CheckContext, user: Switched, active: boolean): Promise<Reply> {
  const patched = await send(t, patchActive(user.id, active));
  if (isSuccess(patched)) return patched;
  const reply = await putActive(t, user, active);
  return isSuccess(reply) ? reply : failSetUp(active, `${describeRequest(reply)} answers ${describeOutcome(reply)}`);
}

/** Skips the check unless GET shows in the end that a new user is active: `okta.create.active` is about that. */
export async function skipUnlessActive(t: CheckContext, user: Made<UserBody>): Promise<void> {
  const isActive = (reply: Reply): boolean => valueAt(reply.body, "active") === true;
  const read = await t.settle(() => send(t, readUser(user.id)), isActive);
  if (!isActive(read)) t.skip("the target does not show a new user as active; see okta.create.active");
}

/** Skips where GET finds nobody once a user is inactive: `okta.deactivate.readable` is about that. */
export async function skipWhereGone(t: CheckContext, id: string): Promise<void> {
  const { status } = await send(t, readUser(id));
  if (status === 404 || status === 410)
    t.skip(`GET of the deactivated user answers ${status}; see okta.deactivate.readable`);
}

async function switchUser(t: CheckContext, user: Made<UserBody>, active: boolean): Promise<Reply> {
  let write = await setActive(t, user, active);
  let found = await readActive(t, user.id, active);
  if (found !== active && write.exchange.request.method === "PATCH") {
    // It is accepted and has no effect: the other way may have one.
    write = await putActive(t, user, active);
    found = await readActive(t, user.id, active);
  }
  if (found === active) return write;
  return failSetUp(active, `GET ${user.path} shows active ${shown(found)} after ${describeRequest(write)}`);
}

/** The `active` that GET shows in the end. A user who cannot be read counts as switched: other checks are about that. */
async function readActive(t: CheckContext, id: string, active: boolean): Promise<Json | undefined> {
  const activeIn = (reply: Reply): Json | undefined => {
    if (!isSuccess(reply)) return active;
    return isObject(reply.body) ? getIgnoreCase(reply.body, "active") : undefined;
  };
  const read = (): Promise<Reply> => send(t, readUser(id));
  return activeIn(await t.settle(read, (reply) => activeIn(reply) === active));
}

async function putActive(t: CheckContext, user: Switched, active: boolean): Promise<Reply> {
  const read = await send(t, readUser(user.id));
  const current = isSuccess(read) && isObject(read.body) ? read.body : user.sent;
  return send(t, replaceActive({ id: user.id, current, externalId: oktaIdOf(user.sent) }, active));
}

function failSetUp(active: boolean, why: string): never {
  throw new SetUpFailure(`no user could be ${active ? "reactivated" : "deactivated"}: ${why}`);
}
