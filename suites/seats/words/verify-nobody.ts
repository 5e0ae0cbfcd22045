import { filterOf, itemsAt, quoted, verify } from "../../../src/kit/index.ts";
import type { CheckContext } from "../../../src/kit/index.ts";

/** Throws when a user whose create was refused is found by name. */
export async function verifyNobody(t: CheckContext, userName: string): Promise<void> {
  const reply = await t.query("/Users", filterOf`userName eq ${quoted(userName)}`);
  const answer = verify(reply, { although: "the create was refused" }).status(200, 404);
  // An answer that is no list finds nobody; its form is judged elsewhere.
  if (reply.status === 200 && itemsAt(reply.body, "Resources").length > 0) answer.finds(0);
}
