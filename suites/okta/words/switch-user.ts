import {
  describeOutcome,
  describeRequest,
  getIgnoreCase,
  isObject,
  isSuccess,
  SetUpFailure,
  shown,
} from "../../../src/kit/index.ts";
import type { CheckContext, Made, Reply, UserBody } from "../../../src/kit/index.ts";
import { patchActive } from "../../../emulator/okta/wire/patch-active.ts";
import { readUser } from "../../../emulator/okta/wire/read-resource.ts";
import { replaceActive } from "../../../emulator/okta/wire/replace-user.ts";
import { oktaIdOf } from "./okta-user.ts";
import { send } from "./send.ts";

/**
 * Deactivates a user for checks that need an inactive one. Gives the answer that accepts it; throws `SetUpFailure` when the
 * target takes neither of Okta's two ways, or still shows the user as active afterwards: other checks judge that.
 */
export async function deactivate(t: CheckContext, user: Made<UserBody>): Promise<Reply> {
  return switchUser(t, user, false);
}

/** Brings a user back; see `deactivate`. */
export async function reactivate(t: CheckContext, user: Made<UserBody>): Promise<Reply> {
  return switchUser(t, user, true);
}

async function switchUser(t: CheckContext, user: Made<UserBody>, active: boolean): Promise<Reply> {
  const write = await setActive(t, user, active);
  const isSwitched = ({ body }: Reply): boolean => isObject(body) && getIgnoreCase(body, "active") === active;
  const read = await t.settle(
    () => send(t, readUser(user.id)),
    (reply) => !isSuccess(reply) || isSwitched(reply),
  );
  // Whether a user who is switched off or on can be read at all is what other checks are about.
  if (!isSuccess(read) || isSwitched(read)) return write;
  const found = shown(isObject(read.body) ? getIgnoreCase(read.body, "active") : undefined);
  throw new SetUpFailure(`no user could be ${wordFor(active)}: ${describeRequest(read)} shows active ${found}`);
}

/**
 * Sends `active` in whichever of Okta's two ways the target takes, whatever comes of it. Gives the answer that accepts it;
 * throws `SetUpFailure` when the target takes neither.
 */
export async function setActive(t: CheckContext, user: Made<UserBody>, active: boolean): Promise<Reply> {
  const patched = await send(t, patchActive(user.id, active));
  if (isSuccess(patched)) return patched;
  const { body } = await send(t, readUser(user.id));
  const current = isObject(body) ? body : user.sent;
  const reply = await send(t, replaceActive({ id: user.id, current, externalId: oktaIdOf(user.sent) }, active));
  if (isSuccess(reply)) return reply;
  const outcome = `${describeRequest(reply)} answers ${describeOutcome(reply)}`;
  throw new SetUpFailure(`no user could be ${wordFor(active)}: ${outcome}`);
}

function wordFor(active: boolean): string {
  return active ? "reactivated" : "deactivated";
}
