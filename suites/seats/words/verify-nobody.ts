import {
  describeOutcome,
  describeRequest,
  filterOf,
  itemsAt,
  quoted,
  sameText,
  valueAt,
  verify,
} from "../../../src/kit/index.ts";
import type { CheckContext, Json, JsonObject, Reply } from "../../../src/kit/index.ts";

/** Who was refused, and somebody who exists: a filter that does not find that one shows nothing about the other. */
export interface RefusedUser {
  readonly refused: Reply;
  readonly userName: string;
  readonly known: Json | undefined;
}

/** Throws when a user whose create was refused is found by name, at once or a little later. */
export async function verifyNobody(t: CheckContext, { refused, userName, known }: RefusedUser): Promise<void> {
  const control = await t.settle(
    () => findNamed(t, known),
    (reply) => lists(reply, known),
  );
  if (!lists(control, known)) {
    const told = control.status === 200 ? "lists nobody of that name" : `answers ${describeOutcome(control)}`;
    t.note(control, `${describeRequest(control)} ${told}: it cannot be seen whether the refused user was kept`);
  }
  await t.stays(
    () => findNamed(t, userName),
    (reply) => verifyUnlisted(reply, { refused, userName }),
  );
}

/** Throws where the answer lists a user whose create was refused. */
export function verifyUnlisted(reply: Reply, { refused, userName }: Omit<RefusedUser, "known">): void {
  const options = { although: "the create was refused", after: refused };
  verify(reply, options).that(!lists(reply, userName), `${describeRequest(reply)} lists the user ${userName}`, {
    expected: `no user ${userName}`,
    at: ["Resources", isNamed(userName)],
  });
}

function findNamed(t: CheckContext, userName: Json | undefined): Promise<Reply> {
  return t.query("/Users", filterOf`userName eq ${quoted(userName ?? null)}`);
}

/** True for a list that shows somebody of that name. */
export function lists(reply: Reply, userName: Json | undefined): boolean {
  return itemsAt(reply.body, "Resources").some(isNamed(userName));
}

function isNamed(userName: Json | undefined): (user: JsonObject) => boolean {
  return (user) => typeof userName === "string" && sameText(valueAt(user, "userName"), userName);
}
