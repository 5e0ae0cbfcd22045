import { describeOutcome, describeRequest, isObject, isSuccess, SetUpFailure } from "../../../src/kit/index.ts";
import type { CheckContext, Made, Reply, UserBody } from "../../../src/kit/index.ts";
import { patchActive } from "../../../emulator/okta/wire/patch-active.ts";
import { readUser } from "../../../emulator/okta/wire/read-resource.ts";
import { replaceActive } from "../../../emulator/okta/wire/replace-user.ts";
import { oktaIdOf } from "./okta-user.ts";
import { send } from "./send.ts";

/**
 * Deactivates a user in whichever of Okta's two ways the target takes, for checks that need an inactive user. Whether it
 * has an effect is judged elsewhere. Gives the answer that accepts it; throws `SetUpFailure` when the target takes neither.
 */
export async function deactivate(t: CheckContext, user: Made<UserBody>): Promise<Reply> {
  return setActive(t, user, false);
}

/** Brings a user back in whichever of Okta's two ways the target takes; see `deactivate`. */
export async function reactivate(t: CheckContext, user: Made<UserBody>): Promise<Reply> {
  return setActive(t, user, true);
}

async function setActive(t: CheckContext, user: Made<UserBody>, active: boolean): Promise<Reply> {
  const patched = await send(t, patchActive(user.id, active));
  if (isSuccess(patched)) return patched;
  const { body } = await send(t, readUser(user.id));
  const current = isObject(body) ? body : user.sent;
  const reply = await send(t, replaceActive({ id: user.id, current, externalId: oktaIdOf(user.sent) }, active));
  if (isSuccess(reply)) return reply;
  const what = active ? "reactivated" : "deactivated";
  throw new SetUpFailure(`no user could be ${what}: ${describeRequest(reply)} answers ${describeOutcome(reply)}`);
}
