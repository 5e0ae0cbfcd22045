import { patchActive } from "../../../emulator/okta/wire/patch-active.ts";
import { readUser } from "../../../emulator/okta/wire/read-resource.ts";
import { replaceActive } from "../../../emulator/okta/wire/replace-user.ts";
import type { CheckContext } from "../../../src/kit/check-context.ts";
import type { Made, UserBody } from "../../../src/kit/maker.ts";
import { describeOutcome, describeRequest } from "../../../src/exchange/reply.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { SetUpFailure } from "../../../src/exchange/violation.ts";
import { isObject } from "../../../src/scim/json.ts";
import { oktaIdOf } from "./okta-user.ts";
import { send } from "./send.ts";

/**
 * Deactivates a user in whichever of Okta's two ways the target takes, for checks that need an inactive user. Whether it
 * has an effect is judged elsewhere. Throws `SetUpFailure` when the target takes neither.
 */
export async function deactivate(t: CheckContext, user: Made<UserBody>): Promise<void> {
  return setActive(t, user, false);
}

/** Brings a user back in whichever of Okta's two ways the target takes; see `deactivate`. */
export async function reactivate(t: CheckContext, user: Made<UserBody>): Promise<void> {
  return setActive(t, user, true);
}

async function setActive(t: CheckContext, user: Made<UserBody>, active: boolean): Promise<void> {
  if (isSuccess(await send(t, patchActive(user.id, active)))) return;
  const { body } = await send(t, readUser(user.id));
  const current = isObject(body) ? body : user.sent;
  const reply = await send(t, replaceActive({ id: user.id, current, externalId: oktaIdOf(user.sent) }, active));
  if (isSuccess(reply)) return;
  const what = active ? "reactivated" : "deactivated";
  throw new SetUpFailure(`no user could be ${what}: ${describeRequest(reply)} answers ${describeOutcome(reply)}`);
}
