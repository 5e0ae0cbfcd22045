import { verify } from "../../../src/kit/index.ts";
import type { CheckContext, JsonObject, Reply, Verifier } from "../../../src/kit/index.ts";
import { readUser } from "../../../emulator/okta/wire/read-resource.ts";
import { send } from "./send.ts";

/** GET of a user as Okta sends it, until it is answered with 200 and the judgement passes. Gives what `judge` returns. */
export async function eventuallyShows<T>(t: CheckContext, id: string, judge: (answer: Verifier) => T): Promise<T> {
  return t.eventually(
    () => send(t, readUser(id)),
    (reply) => judge(verify(reply).status(200)),
  );
}

/** The first answer that finds the user: what it shows is judged as it is. */
export async function readFound(t: CheckContext, id: string): Promise<Reply> {
  return eventuallyShows(t, id, ({ reply }) => reply);
}

/** The first answer that finds a user by the id; skips the check where none does: `okta.create.answer` is about that. */
export async function supposeRead(t: CheckContext, id: string): Promise<Reply> {
  return t.supposing(
    "okta.create.answer",
    () => send(t, readUser(id)),
    (reply) => verify(reply).status(200).reply,
  );
}

/**
 * The user as Okta reads it before a PUT. It is waited for: Okta comes back later than a check does. Skips the check where no
 * reading gives the user: `owner` is about that.
 */
export async function readCurrent(t: CheckContext, id: string, owner = "okta.create.answer"): Promise<JsonObject> {
  return t.supposing(
    owner,
    () => send(t, readUser(id)),
    (reply) => verify(reply).status(200).object(),
  );
}
