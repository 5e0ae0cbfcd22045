import { verify } from "../../../src/kit/index.ts";
import type { Reply } from "../../../src/kit/index.ts";

/** Throws unless the answer has this status and is a SCIM error that names it and says why. */
export function verifyErrorOf(reply: Reply, status: number): void {
  const answer = verify(reply).status(status);
  const error = answer.error();
  answer.at("status").holds(`"${status}"`, () => String(error["status"]) === String(status));
  verifyDetail(reply);
}

/** Throws unless the answer is a JSON object with a `detail`. */
export function verifyDetail(reply: Reply): void {
  verify(reply).object();
  verify(reply)
    .at("detail")
    .holds("a text for the admin", (detail) => typeof detail === "string" && detail.trim() !== "");
}
